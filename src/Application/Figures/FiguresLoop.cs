using Incidents.Application.Projections;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Incidents.Application.Figures;

/// <summary>Draws up the sums, once a second, on every node. Where there is much to put away it goes on, and
/// rests for twice as long as each lot took, so that commands have the processors meanwhile.</summary>
public sealed partial class FiguresLoop(
    FigureSums sums, ProjectionMeter meter, TimeProvider clock, ILogger<FiguresLoop> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private bool _failing;

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Go(Once, Tell, clock, stoppingToken);

    private async Task<TimeSpan> Once(CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        var (left, hasMoved) = await sums.Pass(cancellation);
        meter.Stands(FigureSums.Name, left, moves: hasMoved);
        _failing = false;

        return hasMoved && left > 0 ? 2 * clock.GetElapsedTime(began) : Every;
    }

    private TimeSpan Tell(Exception failure)
    {
        if (!_failing)
            Failed(logger, Rounds.KindOf(failure));
        _failing = true;
        meter.Stands(FigureSums.Name, left: 1, moves: false);

        return Every;
    }

    [LoggerMessage(LogLevel.Warning,
        "The sums over the register cannot be drawn up ({Problem}). What is asked stays right and takes "
        + "longer; it is tried again.")]
    private static partial void Failed(ILogger logger, string problem);
}
