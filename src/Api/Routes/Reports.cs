using Incidents.Api.Security;
using Incidents.Application.Policy;
using Incidents.Application.Register;
using Incidents.Application.Statistics;
using Incidents.Application.Weaknesses;
using Incidents.Domain;
using Marten;

namespace Incidents.Api.Routes;

/// <summary>Numbers over the incidents that the caller sees, as JSON or as a table.</summary>
public static class Reports
{
    private static readonly string[] TallyColumns = ["month", "kind", "severity", "status", "incidents"];

    private static readonly string[] WeaknessColumns =
        ["of", "id", "title", "month", "kind", "severity", "breachType", "incidents"];

    /// <summary>Maps the table.</summary>
    public static void MapReports(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/reports/statistics", Statistics).ForWhoSeesTheRegister();
        app.MapGet("/v1/reports/weaknesses", Weaknesses).ForWhoSeesTheRegister();
    }

    private static async Task Statistics(HttpContext http)
    {
        if (await Asked(http) is not var (window, format, _))
            return;

        var statistics = await http.RequestServices.GetRequiredService<StatisticsQuery>()
            .Of(http.Caller(), window, http.RequestAborted);
        if (format == TableFormat.Json)
        {
            await Queries.Write(http, statistics.ToJson());
            return;
        }

        var csv = await Tables.Begin(http, "statistics", TallyColumns);
        foreach (var tally in statistics.Tallies)
            await csv.Row([tally.Month, tally.Kind, tally.Severity, tally.Status, tally.Incidents],
                http.RequestAborted);
    }

    private static async Task Weaknesses(HttpContext http)
    {
        if (await Asked(http) is not var (window, format, pack))
            return;

        var query = http.RequestServices.GetRequiredService<WeaknessQuery>();
        if (format == TableFormat.Json)
        {
            var report = await query.Of(http.Caller(), window, http.RequestAborted);
            await Queries.Write(http, report.ToJson(pack));
            return;
        }

        var csv = await Tables.Begin(http, "weaknesses", WeaknessColumns);
        foreach (var count in await query.Table(http.Caller(), window, http.RequestAborted))
            await csv.Row(
                [count.Of, count.Id, WeaknessReport.TitleOf(count.Of, count.Id, pack), count.Month,
                    count.Kind, count.Severity, count.BreachType, count.Incidents],
                http.RequestAborted);
    }

    private static async Task<(Window Window, TableFormat Format, PolicyPack Pack)?> Asked(HttpContext http)
    {
        var query = new QueryStrings(http.Request);
        var (from, to) = (await query.Instant("from"), await query.Instant("to", endOfDay: true));
        var awaited = Freshness.AwaitedOf(query);
        var format = Tables.FormatOf(http, query);
        if (from >= to)
            query.Add("to", "is later than from.");
        if (await Queries.Refused(http, query))
            return null;

        var caller = http.Caller();
        await Freshness.Say(http, awaited);
        await using var session = http.RequestServices.GetRequiredService<IDocumentStore>()
            .QuerySession(caller.Tenant);
        var (_, pack) = await http.RequestServices.GetRequiredService<PolicyPacks>()
            .InForce(session, http.RequestAborted);

        return (new(from, to, pack.Calendar.TimeZone), format, pack);
    }
}
