namespace Incidents.Benchmarks;

/// <summary>Commands on incidents that are there: how many the database could take, and how many the
/// service takes.</summary>
internal static class LaterCommands
{
    private const string OfClassifying = "limit: the rows of a classification";
    private const string OfDeciding = "limit: the rows of a decision";

    public static async Task Measure(Bench bench, Options options)
    {
        var school = await School.Of(await bench.Running());
        var incidents = await Many(school, PgBench.Prepared);

        await school.Does(incidents[0], "classification", Bodies.Classification("minor"));
        await Limit(bench, options, OfClassifying, incidents[0],
            () => school.Does(incidents[0], "classification", Bodies.Classification("moderate")));
        await Limit(bench, options, OfDeciding, incidents[1],
            () => school.Does(incidents[1], "decisions", Bodies.Decision));

        var classify = new Load(bench, options, "classify",
            Wrk.PostToEach(incidents, "classification", school.OfficeManager,
                Bodies.Classification("major"), Bodies.Classification("moderate")), OfClassifying);
        await classify.Measure();

        var decide = new Load(bench, options, "record a decision",
            Wrk.PostToEach(incidents, "decisions", school.OfficeManager, Bodies.Decision), OfDeciding);
        await decide.MeasureHalf(await decide.Measure(), school.OfficeManager,
            number => ($"/v1/incidents/{incidents[number % incidents.Count]}/decisions", Bodies.Decision));
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
        Bench bench, Options options, string what, Guid incident, Func<Task> does)
    {
        await bench.Running();
        var found = new WrittenRows(bench.Database);
        var before = await found.Of(incident);
        var rows = await found.Of(does);

        var limit = await bench.Copy($"limit_{what.Split(' ')[^1]}");
        await PgBench.Prepare(limit, before, incident);
        await PgBench.Measure(bench.Table, options, what, limit, RowScripts.Change(rows, incident), rows);
        await bench.Drop(limit);
    }
}
