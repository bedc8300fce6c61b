namespace Incidents.Benchmarks;

/// <summary>Reports: how many the database could take, and how many the service takes.</summary>
internal static class Reports
{
    public const string Limit = "limit: the rows of a report";

    public static async Task Measure(Bench bench, Options options)
    {
        var school = await School.Of(await bench.Running());
        await school.Reports();

        var incident = Guid.Empty;
        var rows = await new WrittenRows(bench.Database).Of(async () => incident = await school.Reports());
        var limit = await bench.Copy("limit_of_reports");
        foreach (var clients in options.Connections.Where(connections => connections <= 32))
            bench.Table.Add(new(Limit, clients,
                await PgBench.Run(limit, PgBench.Insert(rows, incident), clients, options.Each), null, null,
                null, $"{rows.Count} rows"));

        var service = await bench.Running();
        foreach (var connections in options.Connections)
        {
            var load = await Wrk.Run(service.Address, connections, options.Each,
                Wrk.Post("/v1/incidents", school.OfficeManager, Bodies.Report));
            bench.Table.Add(load.AsFigure("report", connections, bench.Table.LimitOf(Limit, connections)));
        }
    }

    /// <summary>A load as a figure beside its limit.</summary>
    public static Figure AsFigure(this LoadResult load, string what, int connections, double? limit) =>
        new(what, connections, load.PerSecond, load.P50Ms, load.P99Ms, load.PerSecond / limit,
            load.Failed > 0 ? $"{load.Failed} failed" : null);
}
