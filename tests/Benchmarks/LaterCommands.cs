namespace Incidents.Benchmarks;

/// <summary>Commands on incidents that are there: how many the database could take, and how many the
/// service takes.</summary>
internal static class LaterCommands
{
    public static async Task Measure(Bench bench, Options options)
    {
        var school = await School.Of(await bench.Running());
        var incidents = await Many(school, PgBench.Prepared);

        await Limit(bench, options, school, "limit: the rows of a classification", incidents[0],
            async incident =>
            {
                await school.Does(incident, "classification", Bodies.Classification("minor"));
                return () => school.Does(incident, "classification", Bodies.Classification("moderate"));
            });
        await Limit(bench, options, school, "limit: the rows of a decision", incidents[1],
            incident => Task.FromResult(() => school.Does(incident, "decisions", Bodies.Decision)));

        var service = await bench.Running();
        foreach (var connections in options.Connections)
        {
            var classify = await Wrk.Run(service.Address, connections, options.Each,
                Wrk.PostToEach(incidents, "classification", school.OfficeManager,
                    Bodies.Classification("major"), Bodies.Classification("moderate")));
            bench.Table.Add(classify.AsFigure("classify", connections,
                bench.Table.LimitOf("limit: the rows of a classification", connections)));

            var decide = await Wrk.Run(service.Address, connections, options.Each,
                Wrk.PostToEach(incidents, "decisions", school.OfficeManager, Bodies.Decision));
            bench.Table.Add(decide.AsFigure("record a decision", connections,
                bench.Table.LimitOf("limit: the rows of a decision", connections)));
        }
    }

    /// <summary>Reports so many incidents.</summary>
    public static async Task<IReadOnlyList<Guid>> Many(School school, int count)
    {
        var incidents = new Guid[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (at, _) => incidents[at] = await school.Reports());

        return incidents;
    }

    private static async Task Limit(
        Bench bench, Options options, School school, string what, Guid incident,
        Func<Guid, Task<Func<Task>>> prepare)
    {
        await bench.Running();
        var does = await prepare(incident);
        var found = new WrittenRows(bench.Database);
        var before = await found.Of(incident);
        var rows = await found.Of(does);

        var limit = await bench.Copy($"limit_{what.Split(' ')[^1]}");
        await PgBench.Prepare(limit, before, incident);
        foreach (var clients in options.Connections.Where(connections => connections <= 32))
            bench.Table.Add(new(what, clients,
                await PgBench.Run(limit, PgBench.Change(rows, incident), clients, options.Each), null, null,
                null, $"{rows.Count} rows"));
    }
}
