using System.Text.Json.Nodes;
using Incidents.Api.Problems;
using Incidents.Api.Security;
using Incidents.Application.Checklist;
using Incidents.Application.Details;
using Incidents.Application.History;
using Incidents.Application.Register;
using Incidents.Application.Reporting;
using Incidents.Domain;

namespace Incidents.Api.Routes;

/// <summary>What can be asked, each of whoever may see it.</summary>
public static class Queries
{
    internal const int UsualPage = 50;
    internal const int LargestPage = 500;

    /// <summary>Maps the table.</summary>
    public static void MapQueries(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/incidents", Register).ForAnyoneSignedIn();
        app.MapGet("/v1/incidents/{id}", Incident).ForWhoSees(Extent.OwnReport);
        app.MapGet("/v1/incidents/{id}/checklist", Checklist).ForWhoSees(Extent.Whole);
        app.MapGet("/v1/incidents/{id}/evidence/{evidenceId}/content", EvidenceContent.Handle)
            .ForWhoSees(Extent.OwnReport).TakesItsTime();
        app.MapGet("/v1/incidents/{id}/reporter-identity", ReporterIdentity).ForWhoSees(Extent.OwnReport);
        app.MapGet("/v1/changes", Changes.Handle).For([.. Changes.Readers]).TakesItsTime();
        app.MapRetention();
        app.MapGet(IncidentSteps.WithoutName, ByReceipt).TakesItsTime().WithoutName(byReceipt: true);

        // An outcome report is read as a document.
        foreach (var route in Commands.Table.Routes.Where(
            route => route.Part is not null && route.Command != typeof(SubmitOutcomeReport)))
        {
            app.MapGet($"{route.Template}/{{part}}", http => Part(http, route.Part!))
                .ForWhoSees(Extent.OwnReport);
        }
    }

    private static async Task Register(HttpContext http)
    {
        var query = new QueryStrings(http.Request);
        var filter = await FilterOf(query);
        var sort = query.Words<RegisterSort>("sort");
        var asOf = await query.Instant("asOf");
        if (asOf is not null && sort is not [] and not [RegisterSort.ReportedAt])
            query.Add("sort", "is reportedAt with asOf: what else each was then is found only on the way.");
        if (asOf is not null && filter.Overdue is not null)
            query.Add("overdue", "is asked of now; leave it out with asOf.");
        var awaited = Freshness.AwaitedOf(query);
        var (after, limit) = PageOf(query);
        if (sort.Count > 1)
            query.Add("sort", "is one word: reportedAt, severity or due.");
        if (await Refused(http, query))
            return;

        await Freshness.Say(http, awaited);
        var caller = http.Caller();
        var page = asOf is { } then
            ? await http.RequestServices.GetRequiredService<RegisterAsOf>()
                .Page(caller, filter, then, after, limit, http.RequestAborted)
            : await http.RequestServices.GetRequiredService<RegisterQuery>().Page(
                caller, filter, sort is [var chosen] ? chosen : RegisterSort.ReportedAt, after, limit,
                http.RequestAborted);

        await Write(http, new JsonObject
        {
            ["items"] = new JsonArray([.. page.Items.Select(line => LineJson.Of(line, caller.Actor))]),
            ["next"] = page.Next?.ToText(),
        });
    }

    /// <summary>What to look for in the register.</summary>
    internal static async Task<RegisterFilter> FilterOf(QueryStrings query) => new(
        query.Words<IncidentStatus>("status"), query.Words<Severity>("severity"),
        query.Words<IncidentKind>("kind"), query.Text("policy"), query.Text("breachType"),
        query.Id("investigator"), await query.Instant("reportedFrom"),
        await query.Instant("reportedTo", endOfDay: true), query.Text("text"), query.YesNo("overdue"));

    /// <summary>Which page of the register.</summary>
    internal static (RegisterCursor? After, int Limit) PageOf(QueryStrings query)
    {
        var limit = query.Limit();
        RegisterCursor? after = null;
        if (query.Text("cursor") is { } cursor && (after = RegisterCursor.Parse(cursor)) is null)
            query.Add("cursor", "is not one of ours; leave it out to begin with the first page.");

        return (after, limit);
    }

    private static async Task Incident(HttpContext http)
    {
        var query = new QueryStrings(http.Request);
        var moment = await MomentOf(query);
        if (await Refused(http, query))
            return;

        if (CommandEndpoint.IncidentId(http) is not { } id)
        {
            await GeneralProblems.NotFound.Because().ExecuteAsync(http);
            return;
        }

        var reader = http.RequestServices.GetRequiredService<IncidentReader>();
        if (moment == Moment.Now && http.Request.Headers.IfNoneMatch is [{ } known]
            && await reader.Glance(http.Caller(), id, http.RequestAborted) is { } glance
            && known == Answers.ETag(glance.Incident.Version))
        {
            http.Response.Headers.ETag = known;
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        if (await reader.Read(http.Caller(), id, moment, http.RequestAborted) is not { } reading)
        {
            await GeneralProblems.NotFound.Because().ExecuteAsync(http);
            return;
        }

        http.Response.Headers.ETag = Answers.ETag(reading.Incident.Version);
        await Write(http, IncidentDetails.From(reading));
    }

    private static async Task Checklist(HttpContext http)
    {
        var query = new QueryStrings(http.Request);
        var moment = await MomentOf(query);
        if (await Refused(http, query) || await Read(http, moment) is not { } reading)
            return;

        http.Response.Headers.ETag = Answers.ETag(reading.Incident.Version);
        await Write(http, IncidentChecklist.Of(reading));
    }

    private static async Task Part(HttpContext http, string path)
    {
        if (await Read(http, Moment.Now) is not { } reading)
            return;

        var asked = http.Request.RouteValues["part"] as string;
        var parts = path.Split('/').Aggregate(
            (JsonNode?)IncidentDetails.From(reading), (node, name) => node?[Joined(name)]);
        var part = (parts as JsonArray)?
            .FirstOrDefault(item => item?["id"]?.ToJsonString().Trim('"') == asked);
        if (part is null)
            await GeneralProblems.NotFound.Because().ExecuteAsync(http);
        else
            await Write(http, part.DeepClone());
    }

    private static async Task ReporterIdentity(HttpContext http)
    {
        var disclosure = CommandEndpoint.IncidentId(http) is { } id
            ? await http.RequestServices.GetRequiredService<DisclosedReporters>()
                .Show(http.Caller(), id, http.RequestAborted)
            : new Disclosure.NotThere();
        if (disclosure is Disclosure.Shown { Reporter: var reporter })
        {
            http.Response.Headers.CacheControl = "no-store";
            await http.Response.WriteAsJsonAsync(reporter, EdgeJson.Options, http.RequestAborted);
            return;
        }

        await (disclosure switch
        {
            Disclosure.NeverTaken => Rules.AnonymousReporter.Refuses(
                "Nobody knows who reported this; ask the reporter by a message.").ToProblem(),
            Disclosure.NotDisclosed => ProblemCatalogue.NotYourDuty.Because(
                "It is shown to whoever asked for it and was given it: ask by reporter-identity/requests."),
            _ => GeneralProblems.NotFound.Because(
                "No hidden reporter is there; a named one stands in the incident."),
        }).ExecuteAsync(http);
    }

    private static async Task ByReceipt(HttpContext http)
    {
        if (await Read(http, Moment.Now) is not { } reading)
            return;

        http.Response.Headers.ETag = Answers.ETag(reading.Incident.Version);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(
            ReportByReceipt.Of(reading).ToJsonString(EdgeJson.Options), http.RequestAborted);
    }

    internal static async Task<Moment> MomentOf(QueryStrings query)
    {
        var moment = new Moment(query.Number("version", 1, long.MaxValue), await query.Instant("asOf"));
        if (moment is { Version: not null, AsOf: not null })
            query.Add("asOf", "and version exclude each other; give one of them.");

        return moment;
    }

    /// <summary>The incident of the path for whoever sees as much of it as the route's rule asks for, or the
    /// answer that there is none.</summary>
    internal static async Task<IncidentReading?> Read(
        HttpContext http, Moment moment, bool withLooks = false)
    {
        var reading = CommandEndpoint.IncidentId(http) is { } id
            ? await http.RequestServices.GetRequiredService<IncidentReader>()
                .Read(http.Caller(), id, moment, http.RequestAborted, withLooks)
            : null;
        if (reading is null)
        {
            await GeneralProblems.NotFound.Because().ExecuteAsync(http);
            return null;
        }

        if (http.GetEndpoint()?.Metadata.GetMetadata<AccessRule>() is AccessRule.Seeing { Extent: var extent }
            && reading.Sight.Extent < extent)
        {
            await ProblemCatalogue.NotYourDuty.Because("This is for whoever works on the incident.")
                .ExecuteAsync(http);
            return null;
        }

        return reading;
    }

    /// <summary>Whether something is wrong with the parameters, which is then answered.</summary>
    internal static async Task<bool> Refused(HttpContext http, QueryStrings query)
    {
        if (query.Problems is not { Count: > 0 } problems)
            return false;

        await problems.ToProblem().ExecuteAsync(http);

        return true;
    }

    /// <summary>What is one reader's, and what else it depends on.</summary>
    internal static void WriteHead(HttpContext http, string mediaType)
    {
        http.Response.ContentType = mediaType;
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.Vary = $"Accept, Authorization, {Credentials.KeyHeader}";
    }

    internal static Task Write(HttpContext http, JsonNode answer)
    {
        WriteHead(http, "application/json");

        return http.Response.WriteAsync(answer.ToJsonString(EdgeJson.Options), http.RequestAborted);
    }

    /// <summary>A path as a member's name: <c>ico-assessments</c> is <c>icoAssessments</c>.</summary>
    private static string Joined(string path) => string.Concat(
        path.Split('-')
            .Select((word, index) => index == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
}
