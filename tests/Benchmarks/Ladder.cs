using System.Diagnostics;
using Npgsql;

namespace Incidents.Benchmarks;

/// <summary>How fast the ladder works off deadlines that all came due while it did not run.</summary>
internal static class Ladder
{
    private const string Waiting =
        "select count(*) from incidents.mt_doc_deadlinerow where next_at <= now()";

    public static async Task Measure(Bench bench, Options options)
    {
        var incidents = options.Quick ? 2_000 : 10_000;
        bench.SweepEvery = "0";
        var school = await School.Of(await bench.Running());
        var reported = await LaterCommands.Many(school, incidents);
        await Parallel.ForEachAsync(reported, new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (incident, _) => await school.Does(incident, "remedial-actions", new
            {
                Description = "Medical lists go on the school tablet.",
                Owner = "The office",
                DueOn = "2026-03-02",
            }));

        await bench.Stop();
        bench.SweepEvery = "1";
        await using var database = NpgsqlDataSource.Create(bench.Database);
        var due = await Count(database);
        var service = await bench.Running();
        // The first quarter warms it up.
        var first = due;
        while (first > due * 3 / 4)
            first = await Count(database);
        var (served, stored) = (service.Time, bench.DatabaseTime);
        var watch = Stopwatch.StartNew();
        while (await Count(database) > 0)
            await Task.Delay(50);

        bench.Table.Add(new($"the ladder, {due:N0} deadlines overdue at once", 1,
            first / watch.Elapsed.TotalSeconds, null, null, null,
            $"5 events each; time on processors: service {Each(service.Time - served)}, database "
                + Each(bench.DatabaseTime - stored)));

        string Each(TimeSpan time) => $"{time.TotalMicroseconds / first:N0} µs";
    }

    private static async Task<long> Count(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(Waiting);

        return (long)(await command.ExecuteScalarAsync())!;
    }
}
