using System.Text.Json.Nodes;
using Incidents.Api.Security;
using Incidents.Application.Notifications;
using Incidents.Domain;

namespace Incidents.Api.Routes;

/// <summary>What can be asked about notices.</summary>
public static class NoticeQueries
{
    /// <summary>Maps the table.</summary>
    public static void MapNotices(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/notices", All).ForAnyoneSignedIn();

    private static async Task All(HttpContext http)
    {
        var query = new QueryStrings(http.Request);
        var states = query.Words<NoticeState>("state");
        var incident = query.Id("incident");
        var limit = query.Limit();
        var after = query.Id("cursor");
        if (await Queries.Refused(http, query))
            return;

        var rows = await http.RequestServices.GetRequiredService<NoticeQuery>().Page(
            http.Caller(), states, incident, after, limit + 1, http.RequestAborted);

        await Queries.Write(http, new JsonObject
        {
            ["items"] = new JsonArray([.. rows.Take(limit).Select(Shown)]),
            ["next"] = rows.Count > limit ? rows[limit - 1].Id.ToString() : null,
        });
    }

    private static JsonObject Shown(NoticeRow row)
    {
        var shown = new JsonObject
        {
            ["id"] = row.Id,
            ["to"] = Words.CamelCase(row.Notice.To),
            ["about"] = row.Notice.About,
            ["urgent"] = row.Notice.Urgent,
            ["state"] = Words.CamelCase(row.State),
            ["madeAt"] = JsonValue.Create(row.MadeAt.UtcDateTime),
            ["tries"] = row.Tries,
        };
        if (row is { IncidentId: { } incident, Reference: { } reference })
        {
            shown["incidentId"] = incident;
            shown["reference"] = reference;
        }

        if (row.Problem is { } problem)
            shown["problem"] = Words.CamelCase(problem);
        if (row.Notice.Step is { } step)
            shown["step"] = step;
        if (row.Notice.DueAt is { } dueAt)
            shown["dueAt"] = JsonValue.Create(dueAt.UtcDateTime);
        if (row.SentAt is { } sentAt)
            shown["sentAt"] = JsonValue.Create(sentAt.UtcDateTime);
        if (row.NextTryAt is { } nextTryAt)
            shown["nextTryAt"] = JsonValue.Create(nextTryAt.UtcDateTime);

        return shown;
    }
}
