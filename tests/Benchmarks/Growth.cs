using System.Diagnostics;
using System.Globalization;

namespace Incidents.Benchmarks;

/// <summary>What a command costs on an incident of which much has happened.</summary>
internal static class Growth
{
    private const int Commands = 400;

    public static async Task Measure(Bench bench, Options options)
    {
        var school = await School.Of(await bench.Running());
        var grown = new List<(int Events, IReadOnlyList<Guid> Incidents)>();
        foreach (var (events, incidents) in ((int, int)[])[(10, 40), (1_000, 4), (10_000, 1)])
        {
            if (!options.Quick || events <= 1_000)
                grown.Add((events, await Grown(school, events, incidents)));
        }

        await bench.Tidy();
        (double P50, double Took)? least = null;
        foreach (var (events, incidents) in grown)
        {
            // As many again before, so that every size is measured warm.
            await Times(school, incidents);
            var before = await bench.Spent();
            var times = await Times(school, incidents);
            var cost = (await bench.Spent()).Each(Commands, before);
            var (p50, took) = (times[Commands / 2], cost.Service + cost.Database);
            least ??= (p50, took);
            bench.Table.Add(new($"a decision on an incident of {events:N0} events", 1)
            {
                P50Ms = p50,
                P99Ms = times[Commands * 99 / 100],
                Cost = cost,
                Note = string.Create(CultureInfo.InvariantCulture,
                    $"{p50 / least.Value.P50:N2} x the first; {took / least.Value.Took:N2} x on processors"),
            });
        }
    }

    private static async Task<IReadOnlyList<double>> Times(School school, IReadOnlyList<Guid> incidents)
    {
        var times = new List<double>();
        for (var at = 0; at < Commands; at++)
        {
            var started = Stopwatch.GetTimestamp();
            await school.Does(incidents[at % incidents.Count], "decisions", Bodies.Decision);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();

        return times;
    }

    /// <summary>Incidents of so many events, of several kinds, as an incident with many parts has
    /// them.</summary>
    private static async Task<IReadOnlyList<Guid>> Grown(School school, int events, int incidents)
    {
        var grown = await LaterCommands.Many(school, incidents);
        await Parallel.ForEachAsync(grown, new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (incident, _) =>
            {
                for (var at = 1; at < events; at++)
                {
                    (string step, object body) = (at % 5) switch
                    {
                        0 => ("evidence", new { Description = "A note of what was said" }),
                        1 => ("details", new { Description = "What came to light since" }),
                        2 => ("verification", new { Checked = "The driver, by telephone" }),
                        _ => ("decisions", Bodies.Decision),
                    };
                    await school.Does(incident, step, body);
                }
            });

        return grown;
    }
}
