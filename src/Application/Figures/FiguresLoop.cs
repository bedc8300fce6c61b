using Incidents.Application.Projections;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Incidents.Application.Figures;

/// <summary>Draws up the sums, once a second, on every node.</summary>
public sealed partial class FiguresLoop(
    FigureSums sums, ProjectionMeter meter, TimeProvider clock, ILogger<FiguresLoop> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private long _before;
    private bool _failing;

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Go(Once, Tell, Every, clock, stoppingToken);

    private async Task Once(CancellationToken cancellation)
    {
        var left = await sums.Pass(cancellation);
        meter.Stands(FigureSums.Name, left, moves: left < _before);
        _before = left;
        _failing = false;
    }

    private void Tell(Exception failure)
    {
        if (!_failing)
            Failed(logger, Rounds.KindOf(failure));
        _failing = true;
        meter.Stands(FigureSums.Name, left: 1, moves: false);
    }

    [LoggerMessage(LogLevel.Warning,
        "The sums over the register cannot be drawn up ({Problem}). What is asked stays right and takes "
        + "longer; it is tried again.")]
    private static partial void Failed(ILogger logger, string problem);
}
