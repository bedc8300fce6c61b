namespace Incidents.Benchmarks;

/// <summary>What is read most: an incident, its history, the register.</summary>
internal static class Reads
{
    public const string Limit = "limit: select the rows of an incident";

    public static async Task Measure(Bench bench, Options options)
    {
        var school = await School.Of(await bench.Running());
        var incidents = await LaterCommands.Many(school, PgBench.Prepared);
        foreach (var incident in incidents.Take(options.Quick ? 100 : PgBench.Prepared))
        {
            await school.Does(incident, "classification", Bodies.Classification("moderate"));
            await school.Does(incident, "decisions", Bodies.Decision);
        }

        var rows = await new WrittenRows(bench.Database).Of(incidents[0]);
        var limit = await bench.Copy("limit_of_reads");
        await PgBench.Prepare(limit, rows, incidents[0]);
        foreach (var clients in options.Connections.Where(connections => connections <= 32))
            bench.Table.Add(new(Limit, clients,
                await PgBench.Run(limit, PgBench.Select(rows, incidents[0]), clients, options.Each), null,
                null, null, $"{rows.Count} rows"));

        var service = await bench.Running();
        var known = incidents.Take(options.Quick ? 100 : PgBench.Prepared).ToArray();
        foreach (var connections in options.Connections)
        {
            await Read(bench, options, connections, "read an incident",
                Wrk.GetEach(known, "", school.OfficeManager), service);
            await Read(bench, options, connections, "read a history",
                Wrk.GetEach(known, "/history", school.OfficeManager), service);
            await Read(bench, options, connections, "read a page of the register",
                Wrk.Get("/v1/incidents?status=classified", school.OfficeManager), service);
        }
    }

    private static async Task Read(
        Bench bench, Options options, int connections, string what, string script, ServiceProcess service)
    {
        var load = await Wrk.Run(service.Address, connections, options.Each, script);
        bench.Table.Add(load.AsFigure(what, connections, bench.Table.LimitOf(Limit, connections)));
    }
}
