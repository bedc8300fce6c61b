using Incidents.Application.Projections;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Incidents.Application.ReportingTables;

/// <summary>Brings the reporting tables up to date, once a second, on every node.</summary>
public sealed partial class ReportingLoop(
    ReportingRows reporting, ProjectionMeter meter, TimeProvider clock, ILogger<ReportingLoop> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private long _left;
    private bool _failing;

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Go(Round, Tell, Every, clock, stoppingToken);

    private async Task Round(CancellationToken cancellation)
    {
        while (await Once(cancellation))
        {
            // There is more to take up at once.
        }
    }

    /// <returns>Whether it came on, and there is more.</returns>
    private async Task<bool> Once(CancellationToken cancellation)
    {
        var pass = await reporting.Pass(_left, cancellation);
        _left = pass.Left;
        foreach (var stop in pass.Stops.Where(stop => stop.IsNew))
            Stopped(logger, stop.Tenant, stop.Position, stop.Problem);
        meter.Stands(ReportingRows.Name, _left, pass.Stops.Count, pass.HasMoved || _left == 0);
        _failing = false;

        return pass is { Left: > 0, HasMoved: true, Stops.Count: 0 };
    }

    private void Tell(Exception failure)
    {
        if (!_failing)
            Failed(logger, Rounds.KindOf(failure));
        _failing = true;
        meter.Stands(ReportingRows.Name, left: 1, moves: false);
    }

    [LoggerMessage(LogLevel.Error,
        "The reporting tables of {Tenant} stop at position {Position} of its feed ({Problem}). "
        + "Nothing is lost: they go on from there once it can be shown.")]
    private static partial void Stopped(ILogger logger, string tenant, long position, string problem);

    [LoggerMessage(LogLevel.Warning, "The reporting tables cannot be kept ({Problem}). It is tried again.")]
    private static partial void Failed(ILogger logger, string problem);
}
