using System.Text.Json.Nodes;
using Incidents.Api.OpenApi.Schemas;
using Incidents.Api.Problems;
using Microsoft.OpenApi;
using static Incidents.Api.OpenApi.Schemas.AnswerSchemas;

namespace Incidents.Api.OpenApi.Operations;

/// <summary>How an operation refuses: for each status the problems that it may answer with.</summary>
internal static class ProblemResponses
{
    /// <summary>Adds the problems to what an operation answers.</summary>
    public static void Refuse(
        this OpenApiOperation operation, Book book, params IEnumerable<ProblemKind> kinds)
    {
        foreach (var status in WithCredentials([.. kinds]).Distinct()
            .GroupBy(kind => kind.Status).OrderBy(status => status.Key))
            operation.Responses![$"{status.Key}"] = Response(book, [.. status]);
    }

    /// <summary>Whatever asks for credentials refuses two at once, and too many requests of one
    /// caller.</summary>
    private static ProblemKind[] WithCredentials(ProblemKind[] kinds) =>
        kinds.Contains(GeneralProblems.Unauthenticated)
            ? [GeneralProblems.InvalidRequest, .. kinds, GeneralProblems.TooManyRequests]
            : kinds;

    /// <summary>What is the same on many operations is written once.</summary>
    private static IOpenApiResponse Response(Book book, ProblemKind[] kinds) =>
        kinds.Length == 1 || kinds.All(kind => kind.Status is StatusCodes.Status403Forbidden or >= 500)
            ? book.Response(
                string.Join("Or", kinds.Select(kind => Name(kind.Code))), () => Written(book, kinds))
            : Written(book, kinds);

    private static OpenApiResponse Written(Book book, ProblemKind[] kinds)
    {
        var response = new OpenApiResponse
        {
            Description = string.Join("\n", kinds.Select(kind => $"- `{kind.Code}`: {kind.Meaning}")),
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [Problem.MediaType] = new OpenApiMediaType { Schema = Schema(book) },
            },
            Extensions = new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal)
            {
                ["x-problem-codes"] = new JsonNodeExtension(
                    new JsonArray([.. kinds.Select(kind => JsonValue.Create(kind.Code))])),
            },
        };
        if (Array.Exists(kinds, kind => kind.RetryAfter is not null))
            response.Headers = Header(book, "Retry-After");
        if (Array.Exists(kinds, kind => kind.Status == StatusCodes.Status401Unauthorized))
            response.Headers = Header(book, "WWW-Authenticate");

        return response;
    }

    private static Dictionary<string, IOpenApiHeader> Header(Book book, string name) =>
        new(StringComparer.Ordinal) { [name] = book.Header(name) };

    private static OpenApiSchemaReference Schema(Book book) => book.Named("Problem", () =>
    {
        var schema = Object(
            new("type", Plain("The page that explains the code."), true),
            new("code", Plain("Stable name, on which programs may rely."), true),
            new("status", WholeNumber(large: false), true),
            new("title", Plain("The same words for every problem of this code."), true),
            new("detail", Plain("What happened this time, and what to do; never a personal datum."), false),
            new("instance", Plain("The path that was asked for."), false),
            new("policyPoint", Plain("The policy point by which a rule refused."), false),
            new("errors", Errors(), false),
            new("blocking", List(Blocking(book)), false),
            new("currentVersion", Version(), false),
            new("traceId", Plain("By which whoever runs the service finds it in the log."), false));
        schema.Description =
            "Why it was not done (RFC 9457). Every code has a page at its `type`; `/problems` lists them.";
        schema.Examples = [Example()];

        return schema;
    });

    private static OpenApiSchemaReference Blocking(Book book) => book.Named("BlockingProblem", () =>
    {
        var schema = Object(
            new("code", Plain(), true), new("policyPoint", Plain(), false), new("detail", Plain(), true));
        schema.Description = "One of several things that stand in the way.";

        return schema;
    });

    private static OpenApiSchema Errors() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "By JSON pointer into the body (RFC 6901), what is wrong there.",
        AdditionalProperties = List(Plain()),
    };

    private static JsonObject Example() => new()
    {
        ["type"] = "/problems/not-classified",
        ["code"] = "not-classified",
        ["status"] = 409,
        ["title"] = "Not classified",
        ["detail"] = "Classify the incident first; its severity decides who may investigate.",
        ["instance"] = "/v1/incidents/019f3c2b-51f4-7c3a-9a1e-6b0f2d7c4e85/allocation",
        ["policyPoint"] = "how-5a",
        ["traceId"] = "4bf92f3577b34da6a3ce929d0e0e4736",
    };

    private static string Name(string code) => string.Concat(
        code.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
