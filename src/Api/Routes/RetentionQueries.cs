using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Incidents.Api.Problems;
using Incidents.Api.Security;
using Incidents.Application.Retention;
using Incidents.Domain;

namespace Incidents.Api.Routes;

/// <summary>What the data protection officer asks of what is kept, and for how long.</summary>
public static class RetentionQueries
{
    /// <summary>Maps the table.</summary>
    public static void MapRetention(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/legal-holds", Holds).For(Role.DataProtectionOfficer);
        app.MapGet("/v1/legal-holds/{holdId}", Hold).For(Role.DataProtectionOfficer);
        app.MapGet("/v1/retention", Due).For(Role.DataProtectionOfficer);
        app.MapGet("/v1/erasures", Erased).For(Role.DataProtectionOfficer, Role.Auditor);
    }

    private static Task Holds(HttpContext http) => ShortLists.Write(
        http, http.RequestServices.GetRequiredService<LegalHolds>().All,
        hold => hold["id"]!.GetValue<string>());

    private static async Task Hold(HttpContext http)
    {
        var hold = Guid.TryParseExact(http.Request.RouteValues["holdId"] as string, "D", out var id)
            ? await http.RequestServices.GetRequiredService<LegalHolds>()
                .Find(http.Caller(), id, http.RequestAborted)
            : null;

        await (hold is null
            ? GeneralProblems.NotFound.Because().ExecuteAsync(http)
            : Queries.Write(http, hold));
    }

    private static Task Erased(HttpContext http) => ShortLists.Write(
        http, http.RequestServices.GetRequiredService<Erasures>().All,
        erasure => $"{erasure.IncidentId ?? erasure.PersonId} {erasure.RecordedAt.UtcTicks}");

    private static async Task Due(HttpContext http)
    {
        var query = new QueryStrings(http.Request);
        var limit = query.Limit();
        (DateTimeOffset, Guid)? after = null;
        if (query.Text("cursor") is { } cursor && (after = Parse(cursor)) is null)
            query.Add("cursor", "is not one of ours; leave it out to begin with the first page.");
        if (await Queries.Refused(http, query))
            return;

        var due = await http.RequestServices.GetRequiredService<RetentionQuery>()
            .Page(http.Caller(), after, limit + 1, http.RequestAborted);

        await Queries.Write(http, new JsonObject
        {
            ["items"] = new JsonArray([.. due.Take(limit).Select(Line)]),
            ["next"] = due.Count > limit ? Cursor(due[limit - 1]) : null,
        });
    }

    private static JsonObject Line(PastRetention due)
    {
        var (entry, endedAt) = due;
        var line = new JsonObject
        {
            ["incidentId"] = entry.Id,
            ["reference"] = entry.Reference,
            ["title"] = entry.Title,
            ["kind"] = Words.CamelCase(entry.Kind),
            ["closedAt"] = JsonValue.Create(entry.Incident.ClosedAt!.Value.UtcDateTime),
            ["retentionEndedAt"] = JsonValue.Create(endedAt.UtcDateTime),
            ["held"] = entry.Incident.IsHeld,
        };
        if (entry.Severity is { } severity)
            line.Insert(4, "severity", Words.CamelCase(severity));

        return line;
    }

    private static string Cursor(PastRetention last) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture,
            $"{last.Entry.Incident.ClosedAt!.Value.UtcDateTime:O} {last.Entry.Id:D}")));

    private static (DateTimeOffset, Guid)? Parse(string cursor)
    {
        try
        {
            var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split(' ');

            return parts.Length == 2
                && DateTimeOffset.TryParseExact(parts[0], "O", CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var closedAt)
                && Guid.TryParseExact(parts[1], "D", out var id)
                    ? (closedAt, id)
                    : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
