using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Incidents.Api.Bodies;
using Incidents.Api.Policy;
using Incidents.Api.Problems;
using Incidents.Api.Security;
using Incidents.Application.Commands;
using Incidents.Application.History;
using Incidents.Application.Policy;
using Incidents.Application.Store;
using Incidents.Application.Timescales;
using Incidents.Domain;

namespace Incidents.Api.Routes;

/// <summary>The policy itself: the packs that a school adopts.</summary>
public static class PolicyRoutes
{
    private const string Packs = "/v1/policy-packs";

    /// <summary>Members that the service adds to a pack when it answers with one.</summary>
    private static readonly string[] Given = ["sha256", "reviewOverdue"];

    /// <summary>Who reads the packs that are no longer in force: whoever keeps them, and whoever handles
    /// incidents under them.</summary>
    internal static readonly ImmutableArray<Role> Readers =
    [
        Role.Administrator, Role.OfficeManager, Role.Headteacher, Role.DeputyHeadteacher,
        Role.ChairOfGovernors, Role.DataProtectionOfficer, Role.Auditor,
    ];

    /// <summary>Maps the table.</summary>
    public static void MapPolicy(this IEndpointRouteBuilder app)
    {
        app.MapPost(Packs, Adopt).For(Role.Administrator);
        app.MapGet(Packs, List).For(Readers);
        app.MapGet($"{Packs}/{{version}}", Version).For(Readers);
        app.MapGet("/v1/policy-pack", InForce).ForAnyoneSignedIn();
        app.MapGet("/v1/policy-pack/points", Points).ForAnyoneSignedIn();
        app.MapGet("/v1/policy-pack/points/{point}", Point).ForAnyoneSignedIn();
    }

    private static async Task Adopt(HttpContext http)
    {
        if (await JsonRequest.Read<PolicyPack>(http, Given) is not var (pack, retry))
            return;

        if (PackCheck.Problems(pack, TimeZones.Known).ToArray() is { Length: > 0 } problems)
        {
            await Findings.Shown(problems).ToProblem().ExecuteAsync(http);
            return;
        }

        await StreamEndpoint.Carry(
            http, new AdoptPolicyPack(pack, PolicyPacks.Write(pack)), Tenant.StreamId, retry, Adopted);
    }

    private static Rendered Adopted(StreamDone<Tenant, TenantEvent> done)
    {
        var pin = done.State.Pack!;
        var body = StreamEndpoint.Json(new
        {
            pin.Version,
            pin.Sha256,
            Events = done.Events.Select(e => EventNames.InApi(e.GetType())),
        });

        return done.Events.Count == 0
            ? new(StatusCodes.Status200OK, Location: null, Answers.ETag(pin.Version), body)
            : new(StatusCodes.Status201Created, $"{Packs}/{pin.Version}", Answers.ETag(pin.Version), body);
    }

    private static async Task List(HttpContext http)
    {
        var query = new QueryStrings(http.Request);
        var limit = query.Limit();
        var before = query.Number("cursor", 1, int.MaxValue);
        if (await Queries.Refused(http, query))
            return;

        var found = await http.RequestServices.GetRequiredService<PackList>()
            .Page(http.Caller(), (int?)before, limit + 1, http.RequestAborted);
        var items = found.Take(limit).Select(pack => JsonSerializer.SerializeToNode(pack, EdgeJson.Options));

        await Queries.Write(http, new JsonObject
        {
            ["items"] = new JsonArray([.. items]),
            ["next"] = found.Count > limit
                ? found[limit - 1].Version.ToString(CultureInfo.InvariantCulture)
                : null,
        });
    }

    private static async Task Version(HttpContext http)
    {
        if (int.TryParse(http.Request.RouteValues["version"] as string, NumberStyles.None,
                CultureInfo.InvariantCulture, out var version)
            && await http.RequestServices.GetRequiredService<PackList>()
                .Version(http.Caller(), version, http.RequestAborted) is var (pin, pack, overdue))
        {
            await Write(http, pin, pack, overdue);
            return;
        }

        await GeneralProblems.NotFound.Because("The school has adopted no pack of this version.")
            .ExecuteAsync(http);
    }

    private static async Task InForce(HttpContext http)
    {
        var (pin, pack, overdue) = await http.RequestServices.GetRequiredService<PackList>()
            .InForce(http.Caller(), http.RequestAborted);

        await Write(http, pin, pack, overdue);
    }

    private static async Task Points(HttpContext http)
    {
        var (_, pack, _) = await http.RequestServices.GetRequiredService<PackList>()
            .InForce(http.Caller(), http.RequestAborted);

        await Queries.Write(http, new JsonObject
        {
            ["items"] = new JsonArray([.. pack.Points.Select(Traced)]),
            ["next"] = null,
        });
    }

    /// <summary>A point is found by the template's id, and by the school's own number.</summary>
    private static async Task Point(HttpContext http)
    {
        var asked = http.Request.RouteValues["point"] as string;
        var (_, pack, _) = await http.RequestServices.GetRequiredService<PackList>()
            .InForce(http.Caller(), http.RequestAborted);
        var found = pack.Points.FirstOrDefault(point => point.Point == asked)
            ?? pack.Points.FirstOrDefault(point => point.SchoolsOwn == asked);

        if (found is not null)
            await Queries.Write(http, Traced(found));
        else
            await GeneralProblems.NotFound.Because(
                "The policy has no such point; GET /v1/policy-pack/points lists them.").ExecuteAsync(http);
    }

    private static JsonObject Traced(PolicyPoint point)
    {
        var trace = PolicyTrace.Of(point.Point);
        var traced = JsonSerializer.SerializeToNode(trace, EdgeJson.Options)!.AsObject();
        traced["title"] = point.Title;
        if (point.SchoolsOwn is { } own)
            traced["schoolsOwn"] = own;

        return traced;
    }

    private static Task Write(HttpContext http, PackPin pin, PolicyPack pack, bool reviewOverdue)
    {
        var content = JsonSerializer.SerializeToNode(pack, StoreJson.Options)!.AsObject();
        content["sha256"] = pin.Sha256;
        content["reviewOverdue"] = reviewOverdue;
        http.Response.Headers.ETag = Answers.ETag(pin.Version);

        return Queries.Write(http, content);
    }
}
