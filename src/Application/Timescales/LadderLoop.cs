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
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.Go(
        stopping => ladder.Sweep(Hold(every), stopping), Tell, every, clock, stoppingToken);

    /// <summary>Where the database is away, what is due stays due.</summary>
    private void Tell(Exception failure)
    {
        if (IsStuck)
            Stuck(logger, meter.SinceLastLook.TotalSeconds, Rounds.KindOf(failure));
        else
            Failed(logger, Rounds.KindOf(failure));
    }

    [LoggerMessage(LogLevel.Warning,
        "The ladder could not look for what is due ({Failure}). It tries again.")]
    private static partial void Failed(ILogger logger, string failure);

    [LoggerMessage(LogLevel.Error,
        "The ladder has not looked for what is due for {Seconds:0} s: no deadline is acted on ({Failure}).")]
    private static partial void Stuck(ILogger logger, double seconds, string failure);
}
