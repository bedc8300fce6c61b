using System.Diagnostics;

namespace Incidents.Benchmarks;

/// <summary>What a command costs on an incident of which much has happened.</summary>
internal static class Growth
{
    private const int Commands = 200;

    public static async Task Measure(Bench bench, Options options)
    {
        var school = await School.Of(await bench.Running());
        double? least = null;
        foreach (var (events, incidents) in ((int, int)[])[(10, 40), (1_000, 4), (10_000, 1)])
        {
            if (options.Quick && events > 1_000)
                continue;

            var grown = await Grown(school, events, incidents);
            var times = new List<double>();
            for (var at = 0; at < Commands; at++)
            {
                var started = Stopwatch.GetTimestamp();
                await school.Does(grown[at % grown.Count], "decisions", Bodies.Decision);
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            times.Sort();
            least ??= times[times.Count / 2];
            bench.Table.Add(new($"a decision on an incident of {events:N0} events", 1, null,
                times[times.Count / 2], times[times.Count * 99 / 100], null,
                $"{times[times.Count / 2] / least:N2} x the first"));
        }
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
