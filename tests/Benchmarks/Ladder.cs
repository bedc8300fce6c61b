using System.Diagnostics;
using Npgsql;

namespace Incidents.Benchmarks;

/// <summary>How fast the ladder works off deadlines that all came due while it did not run.</summary>
internal static class Ladder
{
    private const string Waiting =
        "select count(*) from incidents.mt_doc_deadlinerow where next_at <= now()";

    /// <summary>How many deadlines come due one after the other.</summary>
    private const int Promised = 1000;

    private const string SetAside =
        """
        create table promised as
            select incident_id, row_number() over () as number, null::timestamptz as due
            from (select incident_id from incidents.mt_doc_deadlinerow
                where next_at <= now() limit 1000) as few;
        update incidents.mt_doc_deadlinerow as row set next_at = 'infinity' from promised
        where row.incident_id = promised.incident_id and next_at <= now()
        """;

    private const string ComeDue =
        """
        update promised set due = now() + interval '3 s' + number * interval '20 ms';
        update incidents.mt_doc_deadlinerow as row set next_at = due, taken_until = null from promised
        where row.incident_id = promised.incident_id and next_at = 'infinity'
        """;

    private const string HowLate =
        """
        select count(*), percentile_cont(0.5) within group (order by late),
            percentile_cont(0.99) within group (order by late), max(late)
        from (select extract(epoch from e.timestamp - due)::float8 * 1000 as late
            from promised join incidents.mt_events e on e.stream_id = incident_id
            where e.type = 'timescale_missed') as acted
        """;

    public static async Task Measure(Bench bench, Options options)
    {
        var incidents = options.Incidents ?? (options.Quick ? 2_000 : 10_000);
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
        await Run(database, SetAside);
        var due = await Count(database);
        await bench.Running();
        // The first quarter warms it up.
        var first = due;
        while (first > due * 3 / 4)
            first = await Count(database);
        var before = await bench.Spent();
        var watch = Stopwatch.StartNew();
        while (await Count(database) > 0)
            await Task.Delay(50);

        bench.Table.Add(new($"the ladder, {due:N0} deadlines overdue at once", 1)
        {
            PerSecond = first / watch.Elapsed.TotalSeconds,
            Cost = (await bench.Spent()).Each(first, before),
            Note = "5 events each",
        });

        await MeasureAccuracy(bench, database);
    }

    /// <summary>How long after its time each of many deadlines is acted on, of which one comes due every 20
    /// ms, with a sweep each second.</summary>
    private static async Task MeasureAccuracy(Bench bench, NpgsqlDataSource database)
    {
        await Run(database, ComeDue);
        await using var command = database.CreateCommand(HowLate);
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            if (reader.GetInt64(0) < Promised)
                continue;

            bench.Table.Add(new("the ladder, how late with a sweep each second", 1)
            {
                P50Ms = reader.GetDouble(1),
                P99Ms = reader.GetDouble(2),
                Note = $"{Promised} deadlines, one due every 20 ms; latest {reader.GetDouble(3):N0} ms",
            });
            return;
        }
    }

    private static async Task Run(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> Count(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(Waiting);

        return (long)(await command.ExecuteScalarAsync())!;
    }
}
