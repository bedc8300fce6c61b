using System.Text.Json.Nodes;
using Incidents.Api.OpenApi.Schemas;
using Incidents.Api.Problems;
using Incidents.Api.Routes;
using Incidents.Application.Webhooks;
using Incidents.Domain;
using Microsoft.OpenApi;
using static Incidents.Api.OpenApi.Schemas.AnswerSchemas;

namespace Incidents.Api.OpenApi.Operations;

/// <summary>What an administrator does with webhooks.</summary>
internal static class WebhookOperations
{
    private const string OneWebhook = $"{WebhookRoutes.Path}/{{id}}";

    /// <summary>Describes each route.</summary>
    public static void Write(Book book)
    {
        book.Add(HttpMethod.Post, WebhookRoutes.Path, Make(book));
        book.Add(HttpMethod.Get, WebhookRoutes.Path, ListAll(book));
        book.Add(HttpMethod.Delete, OneWebhook, Remove(book));
        book.Add(HttpMethod.Post, $"{OneWebhook}/test", Test(book));
        book.Add(HttpMethod.Post, $"{OneWebhook}/replay", Replay(book));
        book.Add(HttpMethod.Post, $"{OneWebhook}/secret", Rotate(book));
    }

    private static OpenApiOperation Make(Book book)
    {
        var example = Embedded.Example("WebhookRequest");
        var operation = Operation(book, "makeWebhook",
            "Let another system be told of events; its secret is shown in this answer alone.",
            """
            Each event that is recorded from now on is sent by POST as one CloudEvent, as in
            `GET /v1/changes`: what happened to what, and when, and nothing of what an incident says. Of a
            report whose reporter is not to be found out, only that there is one. Each message is signed as
            Standard Webhooks has it (`webhook-id`, `webhook-timestamp`, `webhook-signature`), comes at least
            once and in order, and has to be answered with 200 to 299 within ten seconds. What is not taken
            is sent again with growing pauses for a day; then the webhook is parked. An answer of 410
            disables it.
            """);
        operation.Parameters!.Add(book.Parameter("idempotencyKey"));
        operation.RequestBody = Answering.Body(
            book.Bodies.Of(typeof(WebhookRequest)), example["bodies"]!.AsObject());
        operation.Answer(book, 201, "Made.", book.Named("MadeWebhook", () => Object(
            new("id", Id(), true), new("secret", Secret(), true))), example["answer"]!.DeepClone(),
            "Location");
        operation.Refuse(book,
            [.. AdministrationOperations.OfEveryOne, .. AdministrationOperations.OfABody]);

        return operation;
    }

    private static OpenApiOperation ListAll(Book book)
    {
        var operation = Operation(book, "listWebhooks",
            "The webhooks of the tenant, the latest first: how far each has been told, and what hinders it.");
        operation.AnswerPage(book, "Webhooks", book.Named("Webhook", () => Object(Members(book))),
            Embedded.Example("Webhooks"));
        operation.Refuse(book, [.. AdministrationOperations.OfEveryOne, GeneralProblems.InvalidRequest]);

        return operation;
    }

    private static IEnumerable<AnswerMember> Members(Book book) =>
    [
        new("id", Id(), true),
        new("url", Plain("Where it is told."), true),
        new("events", Described(List(Plain()), "The types that it is told of; none: all."), true),
        new("state", book.Vocabulary(typeof(WebhookState)), true),
        new("madeAt", Instant(), true),
        new("position", Described(WholeNumber(large: true),
            "The last position of the change feed that it was told of or that is not for it."), true),
        new("failures", Described(WholeNumber(large: false),
            "How often in a row it could not be told of the next event, or of any."), true),
        new("failingSince", Instant(), false),
        new("nextTryAt", Instant(), false),
        new("lastProblem", book.Vocabulary(typeof(DeliveryProblem)), false),
        new("lastStatus", Described(WholeNumber(large: false), "What the receiver answered then."), false),
        new("lastSuccessAt", Instant(), false),
        new("earlierSecretUntil", Described(Instant(), "Until when the earlier secret signs too."), false),
        new("held", Described(List(Object(
            new("position", WholeNumber(large: true), true),
            new("failures", WholeNumber(large: false), true),
            new("failingSince", Instant(), true),
            new("nextTryAt", Described(Instant(), "None: it was given up after a day."), false),
            new("lastStatus", WholeNumber(large: false), false))),
            "Events that the receiver refused, by their position in the change feed. What follows of the "
                + "same incident waits for each; what is recorded of others does not."), true),
    ];

    private static OpenApiOperation Remove(Book book)
    {
        var operation = Operation(book, "removeWebhook", "Remove a webhook; it is told of nothing more.");
        operation.Parameters!.Add(WhichOne());
        operation.Answer(book, 204, "It is removed.");
        operation.Refuse(book, [.. AdministrationOperations.OfEveryOne, GeneralProblems.NotFound]);

        return operation;
    }

    private static OpenApiOperation Test(Book book)
    {
        var operation = Operation(book, "testWebhook",
            "Send a webhook a signed message of the type `webhookTested` that tells of nothing.",
            "Once, at once, and whatever its state is; that stays as it is.");
        operation.Parameters!.Add(WhichOne());
        operation.Answer(book, 200, "What came of it.", book.Named("WebhookTest", () => Object(
            new("delivered", YesNo(), true),
            new("problem", book.Vocabulary(typeof(DeliveryProblem)), false),
            new("status", Described(WholeNumber(large: false), "What the receiver answered."), false))),
            new JsonObject { ["delivered"] = false, ["problem"] = "answered", ["status"] = 500 });
        operation.Parameters.Add(book.Parameter("idempotencyKey"));
        operation.Refuse(book, [.. AdministrationOperations.OfEveryOne, GeneralProblems.NotFound,
            GeneralProblems.InvalidRequest, GeneralProblems.IdempotencyKeyReused, GeneralProblems.Busy]);

        return operation;
    }

    private static OpenApiOperation Replay(Book book)
    {
        var operation = Operation(book, "replayWebhook",
            "Tell a webhook again what followed on a position of the change feed.",
            "Also sets a webhook going again that was parked or disabled. To skip what it does not take, "
                + "replay from the position of that.");
        operation.Parameters!.Add(WhichOne());
        operation.RequestBody = Answering.Body(
            book.Bodies.Of(typeof(ReplayRequest)), Embedded.Example("ReplayRequest")["bodies"]!.AsObject());
        operation.Parameters.Add(book.Parameter("idempotencyKey"));
        operation.Answer(book, 204, "It is told from there.");
        operation.Refuse(book, [.. AdministrationOperations.OfEveryOne, GeneralProblems.InvalidRequest,
            GeneralProblems.TooLarge, GeneralProblems.UnsupportedMediaType, GeneralProblems.Busy,
            GeneralProblems.NotFound, GeneralProblems.IdempotencyKeyReused]);

        return operation;
    }

    private static OpenApiOperation Rotate(Book book)
    {
        var operation = Operation(book, "rotateWebhookSecret",
            "Give a webhook another secret; it is shown in this answer alone.",
            "For a day the secret before it signs too, so that whoever receives can change over: each "
                + "message then bears both signatures.");
        operation.Parameters!.Add(WhichOne());
        operation.Parameters!.Add(book.Parameter("idempotencyKey"));
        operation.Answer(book, 200, "Changed.", book.Named("RotatedWebhook", () => Object(
            new("id", Id(), true), new("secret", Secret(), true), new("earlierUntil", Instant(), true))),
            new JsonObject
            {
                ["id"] = "01a20a43-99dd-74b8-ae39-0c555487a54a",
                ["secret"] = "whsec_not-a-secret-but-what-one-looks-like",
                ["earlierUntil"] = "2026-03-03T09:00:00Z",
            });
        operation.Refuse(book, [.. AdministrationOperations.OfEveryOne, GeneralProblems.InvalidRequest,
            GeneralProblems.IdempotencyKeyReused, GeneralProblems.Busy, GeneralProblems.NotFound]);

        return operation;
    }

    private static OpenApiSchema Secret() =>
        Plain("The key of the signatures, in base64 after `whsec_`.");

    private static OpenApiSchema Described(OpenApiSchema schema, string description)
    {
        schema.Description = description;

        return schema;
    }

    private static OpenApiParameter WhichOne() => new()
    {
        Name = "id",
        In = ParameterLocation.Path,
        Required = true,
        Description = "The webhook's id.",
        Schema = Id(),
    };

    private static OpenApiOperation Operation(Book book, string id, string summary, string? more = null)
    {
        var operation = Answering.Operation(book, Tags.Administration, id, summary, Points.Must5);
        var role = $"For the role `{Words.CamelCase(Role.Administrator)}`.";
        operation.Description = more is null ? role : $"{role} {more.ReplaceLineEndings("\n")}";
        operation.Extensions!["x-roles"] = Answering.Words([Words.CamelCase(Role.Administrator)]);

        return operation;
    }
}
