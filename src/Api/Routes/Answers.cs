using System.Text.Json;
using Incidents.Api.Problems;
using Incidents.Application.Commands;
using Incidents.Application.Store;
using Incidents.Domain;

namespace Incidents.Api.Routes;

/// <summary>What a command answers.</summary>
public static class Answers
{
    /// <summary>The answer to what was done, made before the commit so that it can be kept with it.</summary>
    public static Rendered To(StepRoute route, IncidentCommand command, Done done)
    {
        var incident = $"/v1/incidents/{done.Incident.Id}";
        var etag = ETag(done.Incident.Version);
        if (route.Kind == StepKind.Report)
            return new(
                201, done.Receipt is null ? incident : IncidentSteps.WithoutName, etag, Json(Reported(done)));

        var events = done.Events.Select(e => EventNames.InApi(e.GetType()));

        return route.Kind == StepKind.Part && done.Made is { } id
            ? new(201, WhereIsRead(route, incident, id), etag, Json(new
            {
                Id = PartId(id),
                IncidentId = done.Incident.Id,
                done.Incident.Version,
                done.Incident.Status,
                Events = events,
                Warning = command is RecordEvidence { File.IsMarked: true } ? Marked : null,
            }))
            : new(200, Location: null, etag, Json(new
            {
                IncidentId = done.Incident.Id,
                done.Incident.Version,
                done.Incident.Status,
                Events = events,
            }));
    }

    private const string Marked =
        "Only of JPEG and PNG pictures is taken off what tells who made them. This file was kept as you sent "
        + "it, and a name, a place or a time may stand in it.";

    /// <summary>Where what a route makes is read, before its id.</summary>
    private static string WhereIsRead(StepRoute route, string incident, string id) =>
        route.IsByReceipt ? IncidentSteps.WithoutName
        : route.Part is { } part ? $"{incident}/{part}/{id}"
        : $"{route.Template}/{id}";

    /// <summary>The answer to the erasure of a person, which belongs to no incident.</summary>
    public static Rendered To(Guid erased, IEnumerable<TenantEvent> events) => new(
        200, Location: null, ETag: null,
        Json(new { PersonId = erased, Events = events.Select(e => EventNames.InApi(e.GetType())) }));

    /// <summary>The answer to what was made and is no part of an incident.</summary>
    public static Rendered Created(string location, object body) =>
        new(201, location, ETag: null, Json(body));

    /// <summary>The version of an incident as a header says it.</summary>
    public static string ETag(long version) => $"\"{version}\"";

    /// <summary>What becomes of a request, as it goes out.</summary>
    public static Task Write(HttpContext http, Outcome outcome) => outcome switch
    {
        Outcome.Answered answered => Write(http, answered.Answer),
        Outcome.NotDone notDone => notDone.Why.ToProblem().ExecuteAsync(http),
        Outcome.NotFound => GeneralProblems.NotFound.Because().ExecuteAsync(http),
        Outcome.KeyReused => GeneralProblems.IdempotencyKeyReused.Because().ExecuteAsync(http),
        Outcome.TooMany tooMany => (GeneralProblems.TooManyRequests.Because(
            "The school has taken as many anonymous reports as it takes in an hour. Send it again later, or "
                + "speak to the headteacher, the office manager or the chair of governors.") with
        {
            RetryAfter = tooMany.Wait,
        }).ExecuteAsync(http),
        Outcome.Busy => GeneralProblems.Busy.Because().ExecuteAsync(http),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>An answer as it was kept.</summary>
    public static async Task Write(HttpContext http, Rendered answer)
    {
        var response = http.Response;
        response.StatusCode = answer.Status;
        response.Headers.CacheControl = "no-store";
        if (answer.Body.Length > 0)
        {
            response.ContentType = "application/json";
            response.ContentLength = answer.Body.Length;
        }

        if (answer.Location is { } location)
            response.Headers.Location = location;
        if (answer.ETag is { } etag)
            response.Headers.ETag = etag;

        if (answer.Body.Length > 0)
            await response.Body.WriteAsync(answer.Body, http.RequestAborted);
    }

    private static object Reported(Done done)
    {
        var report = (IncidentReported)done.Events[0];
        var completeness = Completeness.Of(report);

        return new
        {
            IncidentId = done.Incident.Id,
            report.Reference,
            done.Incident.Version,
            Completeness = completeness.Percent,
            completeness.Questions,
            done.Receipt,
        };
    }

    /// <summary>An outcome report's id is its number.</summary>
    private static object PartId(string id) =>
        int.TryParse(id, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : id;

    private static byte[] Json(object answer) =>
        JsonSerializer.SerializeToUtf8Bytes(answer, Bodies.Json.Options);
}
