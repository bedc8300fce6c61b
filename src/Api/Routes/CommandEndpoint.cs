using Incidents.Api.Bodies;
using Incidents.Api.Problems;
using Incidents.Api.Security;
using Incidents.Application;
using Incidents.Application.Commands;
using Incidents.Application.Retention;
using Incidents.Domain;
using Microsoft.AspNetCore.Http.Features;

namespace Incidents.Api.Routes;

/// <summary>Takes a command over HTTP: the body becomes the command, the command goes its way, and what
/// becomes of it goes out. The same for every step.</summary>
public static class CommandEndpoint
{
    /// <summary>Maps the whole table.</summary>
    public static void MapCommands(this IEndpointRouteBuilder app, IncidentSteps steps)
    {
        foreach (var route in steps.Routes.Concat(steps.ByReceipt))
        {
            var mapped = route.Command == typeof(RecordEvidence)
                ? app.MapPost(route.Template, http => EvidenceEndpoint.Handle(http, route))
                : app.MapPost(route.Template, http => Handle(http, route));

            if (route.IsWithoutName)
                mapped.WithoutName(route.IsByReceipt);
            else
                mapped.ForHolderOf(DutyAttribute.Of(route.Command));

            if (route.Command == typeof(ReportIncident) && !route.IsWithoutName)
                mapped.WithMetadata(new MayHideCallerAttribute());

            // A file comes as fast as its sender sends it and is read again as fast as its store and the
            // scanner are; a receipt is slow to check on purpose.
            if (route.Command == typeof(RecordEvidence) || route.Command == typeof(VerifyEvidence)
                || route.IsByReceipt)
                mapped.TakesItsTime();
        }
    }

    internal static async Task Handle(HttpContext http, StepRoute route)
    {
        var request = http.Request;
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true }
            && !request.HasJsonContentType())
        {
            await GeneralProblems.UnsupportedMediaType.Because("Send the command as application/json.")
                .ExecuteAsync(http);
            return;
        }

        var body = await RequestParts.Body(request, http.RequestAborted);
        switch (BodyReader.Read(route.Command, body, Path(http)))
        {
            case Understood<object> understood:
                await ShowWhereItMay(http, (IncidentCommand)understood.Command);
                await Carry(http, route, (IncidentCommand)understood.Command, body);
                break;
            case Misread<object> misread:
                await misread.Problems.ToProblem().ExecuteAsync(http);
                break;
            default:
                await GeneralProblems.NotFound.Because().ExecuteAsync(http);
                break;
        }
    }

    /// <summary>Sends a command on its way and writes what becomes of it.</summary>
    /// <param name="settle">What is done before the answer goes out, so that it is true by then; hears what
    /// became of the command, or nothing where it was not sent.</param>
    internal static async Task<Outcome?> Carry(
        HttpContext http, StepRoute route, IncidentCommand command, ReadOnlyMemory<byte> asked,
        Func<Outcome?, Task>? settle = null)
    {
        settle ??= _ => Task.CompletedTask;

        var key = RequestParts.RetryKey(http.Request, asked.Span, out var wrongKey);
        var expected = RequestParts.ExpectedVersion(http.Request, out var wrongVersion);
        if ((wrongKey ?? wrongVersion) is { } wrong)
        {
            await settle(null);
            await wrong.ExecuteAsync(http);
            return null;
        }

        var person = (command as Erase)?.PersonId;
        var id = await IncidentOf(http, command);
        if (id is null && person is null && route.Kind != StepKind.Report)
        {
            await settle(null);
            await GeneralProblems.NotFound.Because().ExecuteAsync(http);
            return null;
        }

        using var trace = Traces.OfCommand(route.Command.Name);
        var services = http.RequestServices;
        var outcome = person is { } erased
            ? await services.GetRequiredService<PersonErasure>().Carry(
                http.Caller(), (Erase)command, key, events => Answers.To(erased, events), http.RequestAborted)
            : await services.GetRequiredService<IncidentCommands>().Carry(
                new(http.Caller(), command, id, expected, key), done => Answers.To(route, command, done),
                http.RequestAborted);
        // The path was found: it is the body that names what is not there.
        if (outcome is Outcome.NotFound && command is INamesIncident)
            outcome = new Outcome.NotDone(
                Rules.NoSuchIncident.Refuses("incidentId: you see no such incident."));
        if (outcome is Outcome.Answered { Discreet: true }
            or Outcome.NotDone { Why: Refusal { ToThemAlone: true } })
        {
            http.BeDiscreet();
        }

        var words = InWords(outcome);
        trace?.SetTag("incidents.outcome", words);
        http.Features.Set(new RequestSummary(
            route.Command.Name, id ?? (outcome as Outcome.Answered)?.IncidentId, words));
        await settle(outcome);
        await Answers.Write(http, outcome);

        return outcome;
    }

    private static async Task<Guid?> IncidentOf(HttpContext http, IncidentCommand command) => command switch
    {
        INamesIncident names => names.NamedIncident,
        ReleaseLegalHold release => await http.RequestServices.GetRequiredService<LegalHolds>()
            .IncidentOf(http.Caller().Tenant, release.HoldId, http.RequestAborted),
        _ => IncidentId(http),
    };

    /// <summary>Who reports is nobody's to know until it is clear that they do not ask for that.</summary>
    private static async Task ShowWhereItMay(HttpContext http, IncidentCommand command)
    {
        if (command.DiscretionFor(http.Caller().Actor) == Discretion.None)
            await http.NeedNotBeDiscreet();
    }

    /// <summary>The incident that the path names; none where that is no id.</summary>
    internal static Guid? IncidentId(HttpContext http) =>
        Guid.TryParseExact(http.Request.RouteValues["id"] as string, "D", out var id) ? id : null;

    internal static string InWords(Outcome outcome) => outcome switch
    {
        Outcome.Answered { Repeated: true } => "answered again",
        Outcome.Answered { Events: 0 } => "already so",
        Outcome.Answered => "recorded",
        Outcome.NotDone { Why: Refusal refusal } => refusal.Rule.Code,
        Outcome.NotDone { Why: Stale } => GeneralProblems.StaleVersion.Code,
        Outcome.NotDone => GeneralProblems.InvalidRequest.Code,
        Outcome.NotFound => GeneralProblems.NotFound.Code,
        Outcome.KeyReused => GeneralProblems.IdempotencyKeyReused.Code,
        Outcome.TooMany => GeneralProblems.TooManyRequests.Code,
        _ => GeneralProblems.Busy.Code,
    };

    private static Dictionary<string, string?> Path(HttpContext http) => http.Request.RouteValues
        .ToDictionary(value => value.Key, value => value.Value?.ToString(), StringComparer.Ordinal);
}

/// <summary>What the log says of a command.</summary>
public sealed record RequestSummary(string Command, Guid? IncidentId, string Outcome)
{
    /// <summary>Stands for a command where nobody was let in.</summary>
    public const string SignIn = "sign-in";
}
