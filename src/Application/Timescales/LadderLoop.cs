using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Incidents.Application.Timescales;

/// <summary>Sweeps again and again, in every process of the service.</summary>
/// <param name="every">How long it waits between two sweeps, and so how late the ladder may act.</param>
public sealed partial class LadderLoop(
    Ladder ladder, LadderMeter meter, TimeProvider clock, ILogger<LadderLoop> logger, TimeSpan every)
    : BackgroundService
{
    /// <summary>Whether the ladder has not looked for much longer than it should.</summary>
    public bool IsStuck => meter.SinceLastLook > Patience(every);

    /// <summary>How long may pass without a look before that is an alarm.</summary>
    public static TimeSpan Patience(TimeSpan every) =>
        TimeSpan.FromTicks(Math.Max(every.Ticks * 3, TimeSpan.TicksPerMinute));

    /// <summary>How long a sweep keeps in hand what it has taken.</summary>
    public static TimeSpan Hold(TimeSpan every) =>
        TimeSpan.FromTicks(Math.Max(every.Ticks * 6, 5 * TimeSpan.TicksPerSecond));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, clock);
        do
            await Sweep(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Sweep(CancellationToken stopping)
    {
        try
        {
            await ladder.Sweep(Hold(every), stopping);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The database is away: what is due stays due.
            if (IsStuck)
                Stuck(logger, meter.SinceLastLook.TotalSeconds, exception);
            else
                Failed(logger, exception.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Warning,
        "The ladder could not look for what is due ({Failure}). It tries again.")]
    private static partial void Failed(ILogger logger, string failure);

    [LoggerMessage(LogLevel.Error,
        "The ladder has not looked for what is due for {Seconds:0} s: no deadline is acted on.")]
    private static partial void Stuck(ILogger logger, double seconds, Exception exception);
}
