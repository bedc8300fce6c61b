using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace Incidents.Api.Telemetry;

/// <summary>What is measured, and by what it is told apart. Whatever is not here is measured for nobody: a
/// counter of all work, such as of statements or of bytes allocated, less what is known of the named, leaves
/// the moments of those who must not be found out. Nothing is told apart by school, person or
/// incident.</summary>
public static class MetricAllowList
{
    /// <summary>Where the instruments come from.</summary>
    public static string[] Meters { get; } =
    [
        Application.Meters.Name, "Microsoft.AspNetCore.Hosting", "Npgsql", "System.Runtime",
        "Wolverine*",
    ];

    private static readonly double[] Answering = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
    private static readonly double[] Waiting = [1, 5, 15, 60, 300, 3600, 21600, 86400];

    private static readonly FrozenDictionary<string, MetricStreamConfiguration> All =
        new Dictionary<string, MetricStreamConfiguration>(StringComparer.Ordinal)
        {
            ["http.server.request.duration"] = Histogram(
                Answering, "http.request.method", "http.route", "http.response.status_code"),
            ["incidents.commands"] = By("command", "outcome"),
            ["incidents.commands.conflicts"] = By(),
            ["incidents.requests.limited"] = By(),
            ["incidents.deadlines.due"] = By(),
            ["incidents.deadlines.fired"] = By("event"),
            ["incidents.deadlines.failed"] = By(),
            ["incidents.deadlines.parked"] = By(),
            ["incidents.deadlines.late"] = Histogram(Waiting),
            ["incidents.ladder.last_sweep"] = By(),
            ["incidents.projection.lag"] = By("view"),
            ["incidents.projection.behind"] = By("view"),
            ["incidents.projection.stopped"] = By("view"),
            ["incidents.webhooks.attempts"] = By("outcome"),
            ["incidents.webhooks.stopped"] = By("state"),
            ["incidents.webhooks.late"] = Histogram(Waiting),
            ["incidents.notices.mails"] = By("outcome"),
            ["incidents.notices.given_up"] = By(),
            ["incidents.keys.ring"] = By(),
            ["incidents.keys.erasures_not_final"] = By(),
            ["wolverine-dead-letter-queue"] = By("message.type"),
            ["db.client.connection.count"] = By("db.client.connection.state"),
            ["db.client.connection.max"] = By(),
            ["db.client.connection.npgsql.pending_requests"] = By(),
            ["db.client.connection.npgsql.timeouts"] = By(),
            ["dotnet.process.memory.working_set"] = By(),
            ["dotnet.gc.last_collection.heap.size"] = By("gc.heap.generation"),
            ["dotnet.thread_pool.queue.length"] = By(),
            ["dotnet.thread_pool.thread.count"] = By(),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Their names.</summary>
    public static IReadOnlyCollection<string> Names => All.Keys;

    /// <summary>How an instrument is measured, if it is.</summary>
    public static MetricStreamConfiguration ViewOf(Instrument instrument) =>
        All.GetValueOrDefault(instrument.Name) ?? MetricStreamConfiguration.Drop;

    private static MetricStreamConfiguration By(params string[] tags) => new() { TagKeys = tags };

    private static ExplicitBucketHistogramConfiguration Histogram(double[] bounds, params string[] tags) =>
        new() { TagKeys = tags, Boundaries = bounds };
}
