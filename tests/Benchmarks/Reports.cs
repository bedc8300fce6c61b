namespace Incidents.Benchmarks;

/// <summary>Reports: how many the database could take, and how many the service takes.</summary>
internal static class Reports
{
    private const string Limit = "limit: the rows of a report";

    public static async Task Measure(Bench bench, Options options)
    {
        var school = await School.Of(await bench.Running());
        await school.Reports();

        var incident = Guid.Empty;
        var rows = await new WrittenRows(bench.Database).Of(async () => incident = await school.Reports());
        var limit = await bench.Copy("limit_of_reports");
        await PgBench.Measure(bench.Table, options, Limit, limit, RowScripts.Insert(rows, incident), rows);
        await bench.Drop(limit);

        var reports = new Load(bench, options, "report",
            Wrk.Post("/v1/incidents", school.OfficeManager, Bodies.Report), Limit);
        var most = await reports.Measure();
        await reports.MeasureHalf(most, school.OfficeManager, _ => ("/v1/incidents", Bodies.Report));
        var again = await (reports with { What = "report, once more" }).Measure(Load.Usual);
        bench.Table.Remark(
            $"The same figure measured twice (report at {Load.Usual} connections) differed by "
            + $"{Math.Abs((again.PerSecond!.Value / most) - 1):P0}: so much is noise.");
    }
}
