using Incidents.Application.Projections;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Incidents.Application.Changes;

/// <summary>Numbers again and again, on every node: at once after a commit of its own, and twice a second
/// after those of others.</summary>
public sealed partial class ChangeNumberingLoop(
    ChangeNumbering numbering, ChangeFeed feed, ChangeBell bell, ProjectionMeter meter, TimeProvider clock,
    ILogger<ChangeNumberingLoop> logger) : BackgroundService
{
    /// <summary>How long a commit of another node may go unnoticed.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>Under load one pass takes what came in this time, instead of each event alone.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(25);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>As operations know the feed.</summary>
    internal const string View = "changes";

    private readonly Dictionary<string, long> _shown = new(StringComparer.Ordinal);
    private long _settled = -1;
    private bool _failing;

    /// <inheritdoc/>
    /// <remarks>What has no position yet when the service stops gets it after the next start.</remarks>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Go(Once, Tell, clock, stoppingToken);

    private async Task<TimeSpan> Once(CancellationToken cancellation)
    {
        if (await numbering.LatestNumber(cancellation) is var latest && latest != _settled)
        {
            using var trace = Traces.After(bell.TracedCommits(), "number changes");
            var pass = await numbering.Pass(cancellation);
            _settled = pass is { IsSettled: true } ? latest : -1;
            foreach (var tenant in pass?.Tenants ?? [])
                bell.Ring(tenant);
            if (pass is { IsBehind: true })
                meter.Stands(View, ChangeNumbering.Batch);
            if (pass is null or { IsBehind: true })
                return Breath;
        }

        meter.Stands(View, left: 0);
        await ShowWhatOthersNumbered(cancellation);
        if (_failing)
            Recovered(logger);
        _failing = false;
        await bell.Recorded(Look, cancellation);

        return Breath;
    }

    private TimeSpan Tell(Exception failure)
    {
        if (!_failing)
            Failed(logger, Rounds.KindOf(failure));
        _failing = true;
        meter.Stands(View, left: 1, moves: false);

        return AfterFailure;
    }

    private async Task ShowWhatOthersNumbered(CancellationToken cancellation)
    {
        if (bell.Awaited is not { Count: > 0 } awaited)
            return;

        foreach (var (tenant, latest) in await feed.Latest(awaited, cancellation))
        {
            if (_shown.GetValueOrDefault(tenant) == latest)
                continue;

            _shown[tenant] = latest;
            bell.Ring(tenant);
        }
    }

    [LoggerMessage(LogLevel.Warning,
        "The change feed does not grow: events cannot be numbered ({Problem}). It is tried again.")]
    private static partial void Failed(ILogger logger, string problem);

    [LoggerMessage(LogLevel.Information, "The change feed grows again.")]
    private static partial void Recovered(ILogger logger);
}
