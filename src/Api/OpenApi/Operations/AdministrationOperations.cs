using Incidents.Api.OpenApi.Schemas;
using Incidents.Api.Problems;
using Incidents.Api.Routes;
using Incidents.Api.Telemetry;
using Incidents.Application.Tenants;
using Incidents.Domain;
using Microsoft.OpenApi;
using static Incidents.Api.OpenApi.Schemas.AnswerSchemas;

namespace Incidents.Api.OpenApi.Operations;

/// <summary>What administrators and operators do, and whether the service is well.</summary>
internal static class AdministrationOperations
{
    internal static readonly ProblemKind[] OfEveryOne =
    [
        GeneralProblems.Unauthenticated, ProblemCatalogue.NotYourDuty, GeneralProblems.InternalError,
        GeneralProblems.Unavailable,
    ];

    internal static readonly ProblemKind[] OfABody =
    [
        GeneralProblems.InvalidRequest, GeneralProblems.TooLarge, GeneralProblems.UnsupportedMediaType,
        GeneralProblems.IdempotencyKeyReused, GeneralProblems.Busy,
    ];

    /// <summary>Describes each route.</summary>
    public static void Write(Book book)
    {
        book.Add(HttpMethod.Post, "/v1/admin/api-keys", MakeKey(book));
        book.Add(HttpMethod.Get, "/v1/admin/api-keys", ListKeys(book));
        book.Add(HttpMethod.Delete, "/v1/admin/api-keys/{id}", RevokeKey(book));
        book.Add(HttpMethod.Post, "/v1/admin/tenants", MakeTenant(book));
        book.Add(HttpMethod.Get, "/v1/admin/anonymous-channel", AnonymousChannel(book));
        book.Add(HttpMethod.Get, "/health/live", Live(book));
        book.Add(HttpMethod.Get, "/health/ready", Ready(book));
        book.Add(HttpMethod.Get, MetricsPage.Path, Metrics(book));
    }

    private static OpenApiOperation MakeKey(Book book)
    {
        var example = Embedded.Example("ApiKeyRequest");
        var operation = For(book, Role.Administrator, "makeApiKey",
            "Make an API key; it is shown in this answer alone.");
        operation.Parameters!.Add(book.Parameter("idempotencyKey"));
        operation.RequestBody = Answering.Body(
            book.Bodies.Of(typeof(ApiKeyRequest)), example["bodies"]!.AsObject());
        operation.Answer(book, 201, "Made.", book.Named("MadeApiKey", () => Object(MadeKey())),
            example["answer"]!.DeepClone(), "Location");
        operation.Refuse(book, [.. OfEveryOne, .. OfABody]);

        return operation;
    }

    private static OpenApiOperation ListKeys(Book book)
    {
        var operation = For(book, Role.Administrator, "listApiKeys",
            "The keys of the tenant, the latest first.");
        operation.AnswerPage(
            book, "ApiKeys", book.Answers.Of(typeof(ApiKeyView)), Embedded.Example("ApiKeys"));
        operation.Refuse(book, [.. OfEveryOne, GeneralProblems.InvalidRequest]);

        return operation;
    }

    private static OpenApiOperation RevokeKey(Book book)
    {
        var operation = For(book, Role.Administrator, "revokeApiKey",
            "Revoke an API key, at once and everywhere.");
        operation.Parameters!.Add(new OpenApiParameter
        {
            Name = "id",
            In = ParameterLocation.Path,
            Required = true,
            Description = "The key's id.",
            Schema = Id(),
        });
        operation.Answer(book, 204, "It opens nothing any more.");
        operation.Refuse(book, [.. OfEveryOne, GeneralProblems.NotFound]);

        return operation;
    }

    private static OpenApiOperation MakeTenant(Book book)
    {
        var example = Embedded.Example("TenantRequest");
        var operation = For(book, Role.Operator, "makeTenant",
            "Make a tenant, with its first administrator's key.");
        operation.Parameters!.Add(book.Parameter("idempotencyKey"));
        operation.RequestBody = Answering.Body(
            book.Bodies.Of(typeof(TenantRequest)), example["bodies"]!.AsObject());
        operation.Answer(book, 201, "Made.", book.Named("MadeTenant", () => Object(
            [
                new("tenant", Plain(), true), new("name", Plain(), true), new("school", School(), true),
                .. MadeKey(),
            ])),
            example["answer"]!.DeepClone(), "Location");
        operation.Refuse(book, [.. OfEveryOne, .. OfABody]);

        return operation;
    }

    private static OpenApiOperation AnonymousChannel(Book book)
    {
        var operation = For(book, Role.Administrator, "getAnonymousChannel",
            "Where people of this school report without a name, to be given out to everybody.");
        operation.Answer(book, 200, "The school's own link.", book.Named("AnonymousChannel", () => Object(
            new("school", School(), true),
            new("path", Plain("Where a report is sent; needed whole where there are more schools."), true))),
            Embedded.Example("AnonymousChannel"));
        operation.Refuse(book, OfEveryOne);

        return operation;
    }

    private static OpenApiSchema School()
    {
        var id = Id();
        id.Description = "The school's public id, for whoever reports without a name.";

        return id;
    }

    private static OpenApiOperation Metrics(Book book)
    {
        var operation = For(book, Role.Operator, "getMetrics",
            "How the service is at work, as Prometheus reads it; of no school and no person.");
        operation.Answer(book, 200, "The metrics as they are now.");
        ((OpenApiResponse)operation.Responses!["200"]).Content =
            new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["text/plain"] = new() { Schema = Plain("As Prometheus reads it.") },
            };
        operation.Refuse(book, OfEveryOne);

        return operation;
    }

    private static OpenApiOperation Live(Book book)
    {
        var operation = Open(book, "isLive", "Whether the service lives.");
        operation.Answer(book, 200, "It does.", Health("live"));

        return operation;
    }

    private static OpenApiOperation Ready(Book book)
    {
        var operation = Open(book, "isReady",
            "Whether the service can work: its database answers and has its schema, and what is built behind "
            + "the write keeps up.");
        operation.Answer(book, 200, "It can.", Health("ready", new AnswerMember("evidence", new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Enum = ["reachable", "away"],
            Description = "Whether files of evidence can be kept and read. While they cannot, everything "
                + "else goes on.",
        }, IsAlwaysThere: true), new AnswerMember("behind", new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            AdditionalProperties = WholeNumber(large: true),
            Description = "For each view that is built behind the write, how many events it has still to "
                + "take up.",
        }, IsAlwaysThere: true)));
        operation.Refuse(book, GeneralProblems.Unavailable);

        return operation;
    }

    private static IEnumerable<AnswerMember> MadeKey() =>
    [
        new("id", Id(), true),
        new("subject", Plain("Who the actor is."), true),
        new("key", Plain("To send as X-API-Key. Only a hash of it is kept."), true),
    ];

    private static OpenApiSchema Health(string status, params IEnumerable<AnswerMember> more) => Object(
        [
            new("status", new OpenApiSchema { Type = JsonSchemaType.String, Enum = [status] }, true),
            .. more,
        ]);

    private static OpenApiOperation For(Book book, Role role, string id, string summary)
    {
        var operation = Answering.Operation(book, Tags.Administration, id, summary);
        operation.Description = $"For the role `{Words.CamelCase(role)}`.";
        operation.Extensions!["x-roles"] = Answering.Words([Words.CamelCase(role)]);

        return operation;
    }

    private static OpenApiOperation Open(Book book, string id, string summary)
    {
        var operation = Answering.Operation(book, Tags.Administration, id, summary);
        operation.Security = [];

        return operation;
    }
}
