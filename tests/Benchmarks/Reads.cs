namespace Incidents.Benchmarks;

/// <summary>What is read most: an incident, its history, the register. The limit of each is a select of the
/// rows that the service cannot do without.</summary>
internal static class Reads
{
    private const string OfAnIncident = "limit: select an incident and its events";
    private const string OfAPage = "limit: select a page of the register";

    /// <summary>The incident as it is now, its events, and the key that opens them.</summary>
    private static readonly string[] Needed =
        ["incidents.mt_doc_incident", "incidents.mt_events", "incidents.mt_doc_storedkey"];

    private const string Page =
        """
        select l.*, d.mt_version from (
            select tenant_id, id, reference, title, is_erased, status, kind, reported_at, imported_at,
                severity, severity_rank, breach_type, policies, investigator
            from incidents.register_lines where tenant_id = 'default' and status = 'classified'
            order by reported_at desc, id desc limit 50) l
        join incidents.mt_doc_registerentry d using (tenant_id, id) order by l.reported_at desc, l.id desc;
        """;

    public static async Task Measure(Bench bench, Options options)
    {
        var school = await School.Of(await bench.Running());
        var incidents = await LaterCommands.Many(school, options.Quick ? 200 : PgBench.Prepared);
        await Parallel.ForEachAsync(incidents, new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (incident, _) =>
            {
                await school.Does(incident, "classification", Bodies.Classification("moderate"));
                await school.Does(incident, "decisions", Bodies.Decision);
            });

        var rows = await new WrittenRows(bench.Database).Of(incidents[0]);
        var needed = rows.Where(row => Needed.Contains(row.Table)).ToArray();
        var limit = await bench.Copy("limit_of_reads");
        await PgBench.Measure(bench.Table, options, OfAPage, limit, Page, rows: null);
        await PgBench.Prepare(limit, rows, incidents[0]);
        await PgBench.Measure(
            bench.Table, options, OfAnIncident, limit, RowScripts.Select(needed, incidents[0]), needed);
        await bench.Drop(limit);

        await Read("read an incident", Wrk.GetEach(incidents, "", school.OfficeManager), OfAnIncident);
        await Read("read a history", Wrk.GetEach(incidents, "/history", school.OfficeManager), OfAnIncident);
        await Read("read a page of the register",
            Wrk.Get("/v1/incidents?status=classified", school.OfficeManager), OfAPage);

        Task<double> Read(string what, string script, string of) =>
            new Load(bench, options, what, script, of).Measure();
    }
}
