using System.Text.Json;
using System.Text.Json.Nodes;
using Incidents.Api.Problems;
using Incidents.Api.Security;
using Incidents.Application.Commands;
using Incidents.Application.Exceptions;
using Incidents.Application.History;
using Incidents.Application.Policy;
using Incidents.Application.Proposals;
using Incidents.Application.Store;
using Incidents.Domain;

namespace Incidents.Api.Routes;

/// <summary>Exceptions from the policy (exc), and proposals to change it (chg).</summary>
public static class MatterRoutes
{
    private const string Exceptions = "/v1/policy-exceptions";
    private const string Proposals = "/v1/policy-change-proposals";

    /// <summary>Maps the table.</summary>
    public static void MapPolicyMatters(this IEndpointRouteBuilder app)
    {
        app.MapPost(Exceptions, Raise<RequestPolicyException, PolicyException, PolicyExceptionEvent>)
            .ForHolderOf("policy-exceptions");
        app.MapPost($"{Exceptions}/{{id}}/decision",
            Decide<DecideOnPolicyException, PolicyException, PolicyExceptionEvent>)
            .ForHolderOf("policy-exceptions/decision");
        app.MapGet(Exceptions, http =>
        {
            var query = new QueryStrings(http.Request);
            var status = query.Words<ExceptionStatus>("status");

            return List<PolicyException, PolicyExceptionEvent, PolicyExceptionView>(
                http, query, one => status.Count == 0 || status.Contains(one.Status), PolicyExceptionView.Of);
        }).ForAnyoneSignedIn();
        app.MapGet($"{Exceptions}/{{id}}", http =>
            One<PolicyException, PolicyExceptionEvent, PolicyExceptionView>(http, PolicyExceptionView.Of))
            .ForAnyoneSignedIn();

        app.MapPost(Proposals, Raise<ProposePolicyChange, PolicyChange, PolicyChangeEvent>)
            .ForHolderOf("policy-change-proposals");
        app.MapPost($"{Proposals}/{{id}}/decision",
            Decide<DecideOnPolicyChange, PolicyChange, PolicyChangeEvent>)
            .ForHolderOf("policy-change-proposals/decision");
        app.MapGet(Proposals, http =>
        {
            var query = new QueryStrings(http.Request);
            var status = query.Words<ProposalStatus>("status");

            return List<PolicyChange, PolicyChangeEvent, PolicyChangeView>(
                http, query, one => status.Count == 0 || status.Contains(one.Status), PolicyChangeView.Of);
        }).ForAnyoneSignedIn();
        app.MapGet($"{Proposals}/{{id}}", http =>
            One<PolicyChange, PolicyChangeEvent, PolicyChangeView>(http, PolicyChangeView.Of))
            .ForAnyoneSignedIn();
    }

    private static async Task Raise<TCommand, TState, TEvent>(HttpContext http)
        where TCommand : StreamCommand<TState, TEvent>
        where TState : class, IFold<TState, TEvent>
        where TEvent : StoredEvent
    {
        if (await JsonRequest.Read<TCommand>(http) is not var (command, retry))
            return;

        var path = http.Request.Path.Value!;
        await StreamEndpoint.Carry(http, command, stream: null, retry, done => new(
            StatusCodes.Status201Created, $"{path}/{done.StreamId}", Answers.ETag(done.State.Version),
            Body(done)));
    }

    private static async Task Decide<TCommand, TState, TEvent>(HttpContext http)
        where TCommand : StreamCommand<TState, TEvent>
        where TState : class, IFold<TState, TEvent>
        where TEvent : StoredEvent
    {
        if (await JsonRequest.Read<TCommand>(http) is not var (command, retry))
            return;

        if (CommandEndpoint.IncidentId(http) is { } id)
            await StreamEndpoint.Carry(http, command, id, retry, done => new(
                StatusCodes.Status200OK, Location: null, Answers.ETag(done.State.Version), Body(done)));
        else
            await GeneralProblems.NotFound.Because().ExecuteAsync(http);
    }

    private static byte[] Body<TState, TEvent>(StreamDone<TState, TEvent> done)
        where TState : IFold<TState, TEvent>
        where TEvent : StoredEvent => StreamEndpoint.Json(new
        {
            Id = done.StreamId,
            done.State.Version,
            Status = StatusOf(done.State),
            Events = done.Events.Select(e => EventNames.InApi(e.GetType())),
        });

    private static string StatusOf(object state) => state switch
    {
        PolicyException exception => Words.CamelCase(exception.Status),
        PolicyChange proposal => Words.CamelCase(proposal.Status),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static async Task List<TState, TEvent, TView>(
        HttpContext http, QueryStrings query, Func<TState, bool> wanted,
        Func<TState, IReadOnlyList<Happening<TEvent>>, TView> view)
        where TState : class, IRaised
        where TEvent : StoredEvent
    {
        var limit = query.Limit();
        var before = query.Id("cursor");
        if (await Queries.Refused(http, query))
            return;

        var found = await http.RequestServices.GetRequiredService<PolicyMatters>().Page<TState, TEvent, Item>(
            http.Caller(), wanted, before, limit + 1,
            (one, happened) => new(one.Id, Shown(view(one, happened))), http.RequestAborted);

        await Queries.Write(http, new JsonObject
        {
            ["items"] = new JsonArray([.. found.Take(limit).Select(item => item.Shown)]),
            ["next"] = found.Count > limit ? found[limit - 1].Id.ToString() : null,
        });
    }

    private static async Task One<TState, TEvent, TView>(
        HttpContext http, Func<TState, IReadOnlyList<Happening<TEvent>>, TView> view)
        where TState : class, IRaised, IFold<TState, TEvent>
        where TEvent : StoredEvent
        where TView : class
    {
        var found = CommandEndpoint.IncidentId(http) is { } id
            ? await http.RequestServices.GetRequiredService<PolicyMatters>().One<TState, TEvent, Item>(
                http.Caller(), id,
                (one, happened) => new(one.Id, Shown(view(one, happened)), one.Version), http.RequestAborted)
            : null;
        if (found is null)
        {
            await GeneralProblems.NotFound.Because().ExecuteAsync(http);
            return;
        }

        http.Response.Headers.ETag = Answers.ETag(found.Version);
        await Queries.Write(http, found.Shown);
    }

    private static JsonNode Shown<TView>(TView view) =>
        JsonSerializer.SerializeToNode(view, EdgeJson.Options)!;

    private sealed record Item(Guid Id, JsonNode Shown, long Version = 0);
}
