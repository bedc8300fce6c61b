using System.Text.Json.Nodes;
using System.Xml;
using Incidents.Api.Security;
using Incidents.Application.Deadlines;
using Incidents.Domain;

namespace Incidents.Api.Routes;

/// <summary>What can be asked about deadlines.</summary>
public static class DeadlineQueries
{
    /// <summary>Maps the table.</summary>
    public static void MapDeadlines(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/incidents/{id}/deadlines", OfIncident).ForWhoSees(Extent.Whole);
        app.MapGet("/v1/deadlines", Board).ForAnyoneSignedIn();
        app.MapGet("/v1/reports/timescales", Compliance).ForAnyoneSignedIn();
    }

    /// <summary>What is due and overdue.</summary>
    private static async Task Board(HttpContext http)
    {
        var query = new QueryStrings(http.Request);
        var roles = query.Words<Role>("for");
        var filter = new BoardFilter(
            query.YesNo("overdue"), query.Words<Severity>("severity"), query.Text("step"),
            roles is [var role, ..] ? role : null, query.YesNo("mine") ?? false,
            await query.Instant("dueBefore", endOfDay: true));
        var limit = query.Limit();
        BoardCursor? after = null;
        if (query.Text("cursor") is { } cursor && (after = BoardCursor.Parse(cursor)) is null)
            query.Add("cursor", "is not one of ours; leave it out to begin with the first page.");
        if (roles.Count > 1)
            query.Add("for", "is one role.");
        var awaited = Freshness.AwaitedOf(query);
        if (await Queries.Refused(http, query))
            return;

        await Freshness.Say(http, awaited);
        var caller = http.Caller();
        var page = await http.RequestServices.GetRequiredService<DeadlineBoard>()
            .Page(caller, filter, after, limit, http.RequestAborted);
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();

        await Queries.Write(http, new JsonObject
        {
            ["items"] = new JsonArray([.. page.Items.Select(item => Shown(item, caller.Actor, now))]),
            ["next"] = page.Next?.ToText(),
        });
    }

    /// <summary>How the timescales were kept.</summary>
    private static async Task Compliance(HttpContext http)
    {
        var query = new QueryStrings(http.Request);
        var (from, to) = (await query.Instant("from"), await query.Instant("to", endOfDay: true));
        var awaited = Freshness.AwaitedOf(query);
        if (from >= to)
            query.Add("to", "is later than from.");
        if (await Queries.Refused(http, query))
            return;

        await Freshness.Say(http, awaited);
        var steps = await http.RequestServices.GetRequiredService<TimescaleCompliance>()
            .Of(http.Caller(), from, to, http.RequestAborted);

        await Queries.Write(http, new JsonObject
        {
            ["items"] = new JsonArray([.. steps.Select(Row)]),
        });
    }

    private static JsonObject Row(StepCompliance step)
    {
        var row = new JsonObject
        {
            ["step"] = step.Step,
            ["clock"] = Words.CamelCase(step.Clock),
            ["met"] = step.Met,
            ["missed"] = step.Missed,
            ["running"] = step.Running,
            ["stopped"] = step.Stopped,
        };
        if (step.Severity is { } severity)
            row.Insert(2, "severity", Words.CamelCase(severity));
        if (step.Median is { } median)
            row["median"] = XmlConvert.ToString(median);
        if (step.NinetiethPercentile is { } percentile)
            row["percentile90"] = XmlConvert.ToString(percentile);

        return row;
    }

    private static JsonObject Shown(BoardItem item, Actor actor, DateTimeOffset now)
    {
        var shown = IncidentDeadlines.Shown(item.Deadline, now);
        shown.Insert(0, "incidentId", item.Entry.Id);
        shown.Insert(1, "reference", item.Entry.Reference);
        shown.Insert(2, "title", Visibility.ReadsTitles(actor)
            ? item.Entry.Title
            : new JsonObject { ["withheld"] = true });
        if (item.Entry.Severity is { } severity)
            shown.Insert(3, "severity", Words.CamelCase(severity));
        var holders = new JsonObject
        {
            ["roles"] = new JsonArray(
                [.. item.Roles.Select(role => JsonValue.Create(Words.CamelCase(role)))]),
        };
        if (item.Person is { } person)
            holders["personId"] = person;
        shown["for"] = holders;

        return shown;
    }

    /// <summary>The deadlines of one incident.</summary>
    private static async Task OfIncident(HttpContext http)
    {
        var query = new QueryStrings(http.Request);
        var moment = await Queries.MomentOf(query);
        if (await Queries.Refused(http, query) || await Queries.Read(http, moment) is not { } reading)
            return;

        http.Response.Headers.ETag = Answers.ETag(reading.Incident.Version);
        await Queries.Write(http, await http.RequestServices.GetRequiredService<IncidentDeadlines>()
            .Of(http.Caller().Tenant, reading, moment, http.RequestAborted));
    }
}
