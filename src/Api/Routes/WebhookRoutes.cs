using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Incidents.Api.Problems;
using Incidents.Api.Security;
using Incidents.Application.Changes;
using Incidents.Application.Commands;
using Incidents.Application.History;
using Incidents.Application.Webhooks;
using Incidents.Domain;

namespace Incidents.Api.Routes;

/// <summary>A webhook that an administrator asks for.</summary>
/// <param name="Events">The types of event that it is told of; none: all.</param>
public sealed record WebhookRequest(
    [property: MaxLength(2_000)] string Url, [property: MaxLength(100)] IReadOnlyList<string> Events);

/// <summary>From where on a webhook is told again.</summary>
/// <param name="After">A position of the change feed; 0 is the beginning.</param>
public sealed record ReplayRequest(long After);

/// <summary>Other systems are told of events: set up, tested and looked after by an administrator.</summary>
public static class WebhookRoutes
{
    /// <summary>Where they lie.</summary>
    public const string Path = "/v1/admin/webhooks";

    /// <summary>Maps the table.</summary>
    public static void MapWebhooks(this IEndpointRouteBuilder app)
    {
        app.MapPost(Path, Make).For(Role.Administrator);
        app.MapGet(Path, List).For(Role.Administrator);
        app.MapDelete($"{Path}/{{id}}", Remove).For(Role.Administrator);
        app.MapPost($"{Path}/{{id}}/test", Test).For(Role.Administrator);
        app.MapPost($"{Path}/{{id}}/replay", Replay).For(Role.Administrator);
        app.MapPost($"{Path}/{{id}}/secret", Rotate).For(Role.Administrator);
    }

    private static async Task Make(HttpContext http)
    {
        if (await JsonRequest.Read<WebhookRequest>(http) is not var (wanted, retry))
            return;

        if (Wrong(wanted, http.RequestServices.GetRequiredService<WebhookSettings>()) is { Count: > 0 } wrong)
        {
            await wrong.ToProblem().ExecuteAsync(http);
            return;
        }

        await OnlyOnce.Do(http, retry, async keep =>
        {
            Rendered? answer = null;
            await Webhooks(http).Make(http.Caller(), wanted.Url, [.. wanted.Events.Distinct()],
                (session, made) =>
                {
                    answer = Shown(StatusCodes.Status201Created, $"{Path}/{made.Id}", made);
                    keep(session, answer);
                },
                http.RequestAborted);

            return answer!;
        });
    }

    private static Task List(HttpContext http) =>
        ShortLists.Write(http, Webhooks(http).List, webhook => $"{webhook.Id}");

    private static async Task Remove(HttpContext http)
    {
        if (CommandEndpoint.IncidentId(http) is { } id
            && await Webhooks(http).Remove(http.Caller(), id, http.RequestAborted))
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await GeneralProblems.NotFound.Because().ExecuteAsync(http);
    }

    private static async Task Test(HttpContext http)
    {
        var retry = RequestParts.RetryKey(http.Request, [], out var wrong);
        if (wrong is not null)
        {
            await wrong.ExecuteAsync(http);
            return;
        }

        await OnlyOnce.DoThenKeep(http, retry, async () => CommandEndpoint.IncidentId(http) is { } id
            && await Webhooks(http).Test(http.Caller(), id, http.RequestAborted) is var (problem, status, _)
            ? new(StatusCodes.Status200OK, Location: null, ETag: null, JsonSerializer.SerializeToUtf8Bytes(
                new { Delivered = problem is null, Problem = problem, Status = status }, EdgeJson.Options))
            : null);
    }

    private static async Task Replay(HttpContext http)
    {
        if (await JsonRequest.Read<ReplayRequest>(http) is not var (wanted, retry))
            return;

        if (CommandEndpoint.IncidentId(http) is not { } id
            || await Webhooks(http).Latest(http.Caller(), id, http.RequestAborted) is not { } latest)
            await GeneralProblems.NotFound.Because().ExecuteAsync(http);
        else if (wanted.After < 0 || wanted.After > latest)
            await new FieldProblem[] { new("/after", $"is a position of the feed, 0 to {latest}.") }
                .ToProblem().ExecuteAsync(http);
        else
            await OnlyOnce.DoThenKeep(http, retry, async () =>
                await Webhooks(http).Replay(http.Caller(), id, wanted.After, http.RequestAborted)
                    ? new(StatusCodes.Status204NoContent, Location: null, ETag: null, [])
                    : null);
    }

    /// <summary>A retry under the same Idempotency-Key is shown the same secret.</summary>
    private static async Task Rotate(HttpContext http)
    {
        var retry = RequestParts.RetryKey(http.Request, [], out var wrong);
        if (wrong is not null)
        {
            await wrong.ExecuteAsync(http);
            return;
        }

        await OnlyOnce.Do(http, retry, async keep =>
        {
            Rendered? answer = null;
            if (CommandEndpoint.IncidentId(http) is { } id)
                await Webhooks(http).Rotate(http.Caller(), id,
                    (session, shown) =>
                    {
                        answer = Shown(StatusCodes.Status200OK, location: null, shown);
                        keep(session, answer);
                    },
                    http.RequestAborted);

            return answer;
        });
    }

    /// <summary>With the secret as it is to be copied: its plus, which base64 has, is not escaped.</summary>
    private static Rendered Shown(int status, string? location, ShownSecret secret) => new(
        status, location, ETag: null, JsonSerializer.SerializeToUtf8Bytes(secret, EdgeJson.Options));

    private static List<FieldProblem> Wrong(WebhookRequest wanted, WebhookSettings settings)
    {
        var problems = new List<FieldProblem>();
        if (settings.WrongWith(wanted.Url) is { } wrong)
            problems.Add(new("/url", wrong));
        problems.AddRange(wanted.Events
            .Select((name, index) => (name, index)).Where(each => !Change.Names.Contains(each.name))
            .Select(each => new FieldProblem(
                $"/events/{each.index}", "is no type of event; GET /v1/changes describes them.")));

        return problems;
    }

    private static WebhookAdministration Webhooks(HttpContext http) =>
        http.RequestServices.GetRequiredService<WebhookAdministration>();
}
