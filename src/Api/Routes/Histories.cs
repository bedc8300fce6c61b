using System.Text;
using System.Text.Json.Nodes;
using Incidents.Api.Pages;
using Incidents.Api.Problems;
using Incidents.Api.Security;
using Incidents.Application.Access;
using Incidents.Application.Csv;
using Incidents.Application.History;
using Incidents.Domain;

namespace Incidents.Api.Routes;

/// <summary>In which form a history is sent.</summary>
public enum HistoryFormat
{
    /// <summary>A page of items.</summary>
    Json,

    /// <summary>An item on each line, all of them.</summary>
    Ndjson,

    /// <summary>A row for each change, all of them.</summary>
    Csv,

    /// <summary>A timeline to read and to print, all of it.</summary>
    Html,
}

/// <summary>What happened to an incident: all of it in order, or the difference between two
/// versions.</summary>
public static class Histories
{
    private const string LineByLine = "application/x-ndjson";

    private static readonly (string MediaType, HistoryFormat Format)[] Forms =
    [
        ("application/json", HistoryFormat.Json), (LineByLine, HistoryFormat.Ndjson),
        ("text/csv", HistoryFormat.Csv), ("text/html", HistoryFormat.Html),
    ];

    /// <summary>Maps the table.</summary>
    public static void MapHistories(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/incidents/{id}/history", History).ForWhoSees(Extent.OwnReport);
        app.MapGet("/v1/incidents/{id}/diff", Difference).ForWhoSees(Extent.OwnReport);
    }

    private static async Task History(HttpContext http)
    {
        var query = new QueryStrings(http.Request);
        var moment = await Queries.MomentOf(query);
        var limit = query.Limit();
        var format = FormatOf(http, query);
        var after = HistoryCursor.Start;
        if (query.Text("cursor") is { } cursor && HistoryCursor.Parse(cursor) is var parsed)
        {
            after = parsed ?? after;
            if (parsed is null)
                query.Add("cursor", "is not one of ours; leave it out to begin with the report.");
        }

        if (await Queries.Refused(http, query)
            || await Queries.Read(http, moment, withLooks: true) is not { } reading)
            return;

        if (format is HistoryFormat.Ndjson or HistoryFormat.Csv
            && GuardedTexts.TakenWith(reading.Events.Select(e => e.Data)) is { } look)
            await http.RequestServices.GetRequiredService<Looks>()
                .Record(http.Caller(), reading.Incident.Id, look, http.RequestAborted);

        http.Response.Headers.ETag = Answers.ETag(reading.Incident.Version);
        await (format switch
        {
            HistoryFormat.Ndjson => Lines(http, reading),
            HistoryFormat.Csv => Table(http, reading),
            HistoryFormat.Html => Timeline(http, reading),
            _ => Page(http, IncidentHistory.Page(reading, after, limit)),
        });
    }

    private static async Task Difference(HttpContext http)
    {
        var query = new QueryStrings(http.Request);
        var from = query.Number("from", 0, long.MaxValue);
        var to = query.Number("to", 1, long.MaxValue);
        if (from is null && !http.Request.Query.ContainsKey("from"))
            query.Add("from", "is required: the earlier version, 0 for before the report.");
        if (from >= to)
            query.Add("to", "is a later version than from; leave it out for the incident now.");
        if (await Queries.Refused(http, query)
            || await Queries.Read(http, new(Version: to)) is not { } reading)
            return;

        if (from >= reading.Incident.Version)
        {
            await GeneralProblems.NotFound.Because(
                $"The incident has {reading.Incident.Version} events, and from is not earlier than the last.")
                    .ExecuteAsync(http);
            return;
        }

        http.Response.Headers.ETag = Answers.ETag(reading.Incident.Version);
        await Queries.Write(http, IncidentDiff.Of(reading, from!.Value));
    }

    /// <summary>The form that the address asks for, else the one that is accepted best; whoever asks for
    /// nothing in particular gets JSON.</summary>
    private static HistoryFormat FormatOf(HttpContext http, QueryStrings query)
    {
        var asked = query.Words<HistoryFormat>("format");
        if (asked.Count > 1)
            query.Add("format", "is one word.");
        if (asked is [var format])
            return format;

        var accepted = http.Request.GetTypedHeaders().Accept;

        return Forms.MaxBy(form => accepted
            .Where(type => type.MediaType.Equals(form.MediaType, StringComparison.OrdinalIgnoreCase))
            .Select(type => type.Quality ?? 1).DefaultIfEmpty(0).Max()).Format;
    }

    private static Task Page(HttpContext http, HistoryPage page) => Queries.Write(http, new JsonObject
    {
        ["items"] = new JsonArray([.. page.Items]),
        ["next"] = page.Next?.ToText(),
    });

    private static async Task Lines(HttpContext http, IncidentReading reading)
    {
        Queries.WriteHead(http, LineByLine);
        foreach (var item in IncidentHistory.Of(reading))
            await http.Response.WriteAsync(
                item.ToJsonString(EdgeJson.Options) + "\n", Encoding.UTF8, http.RequestAborted);
    }

    private static Task Timeline(HttpContext http, IncidentReading reading) => TimelinePage.Of(
        reading, [.. IncidentHistory.Of(reading)],
        http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()).Write(http);

    private static Task Table(HttpContext http, IncidentReading reading)
    {
        Queries.WriteHead(http, CsvWriter.MediaType);
        http.Response.Headers.ContentDisposition = "attachment; filename=\"history.csv\"";

        return HistoryTable.Write(http.Response.Body, IncidentHistory.Of(reading), http.RequestAborted);
    }
}
