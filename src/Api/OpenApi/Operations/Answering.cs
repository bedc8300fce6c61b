using System.Text.Json.Nodes;
using Incidents.Api.OpenApi.Schemas;
using Microsoft.OpenApi;

namespace Incidents.Api.OpenApi.Operations;

/// <summary>What every operation is written with.</summary>
internal static class Answering
{
    private const string Json = "application/json";

    /// <summary>An operation that answers nothing yet.</summary>
    /// <param name="points">The policy points that it carries out.</param>
    public static OpenApiOperation Operation(
        Book book, string tag, string id, string? summary, params IEnumerable<string> points) => new()
        {
            OperationId = id,
            Summary = summary,
            Tags = new HashSet<OpenApiTagReference> { book.Tag(tag) },
            Parameters = [],
            Responses = [],
            Extensions = new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal)
            {
                ["x-policy-points"] = Words(points),
            },
        };

    /// <summary>What it answers when it is done.</summary>
    public static void Answer(
        this OpenApiOperation operation, Book book, int status, string description,
        IOpenApiSchema? schema = null, JsonNode? example = null, params IReadOnlyList<string> headers) =>
        operation.Responses![$"{status}"] = new OpenApiResponse
        {
            Description = description,
            Headers = headers.Count == 0
                ? null
                : headers.ToDictionary(
                    name => name, IOpenApiHeader (name) => book.Header(name), StringComparer.Ordinal),
            Content = schema is null ? null : Content(new() { Schema = schema, Example = example }),
        };

    /// <summary>It answers items by pages.</summary>
    /// <param name="name">Of the schema of a page.</param>
    public static void AnswerPage(
        this OpenApiOperation operation, Book book, string name, IOpenApiSchema item, JsonNode example)
    {
        operation.Parameters!.Add(book.Parameter("limit"));
        operation.Parameters.Add(book.Parameter("cursor"));
        operation.Answer(book, 200, "A page of them.", book.Named(name, () => AnswerSchemas.Object(
            new("items", AnswerSchemas.List(item), true),
            new("next", new OpenApiSchema
            {
                Type = JsonSchemaType.String | JsonSchemaType.Null,
                Description = "The cursor of the next page; null: this is the last.",
            }, true))), example);
    }

    /// <summary>Its answer is a page too, for whoever asks for one.</summary>
    public static void OrPage(this OpenApiOperation operation) =>
        ((OpenApiResponse)operation.Responses!["200"]).Content!["text/html"] =
            new OpenApiMediaType { Schema = AnswerSchemas.Plain("The same as a page to print: no script.") };

    /// <summary>Its answer is a table too, for whoever asks for one.</summary>
    public static void OrTable(this OpenApiOperation operation)
    {
        operation.Parameters!.Add(new OpenApiParameter
        {
            Name = "format",
            In = ParameterLocation.Query,
            Description = "In which form, whatever `Accept` says.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["json", "csv"] },
        });
        ((OpenApiResponse)operation.Responses!["200"]).Content!["text/csv"] = new OpenApiMediaType
        {
            Schema = AnswerSchemas.Plain(
                "The same as a table: all lines, the columns' names first. Nothing in it is a formula."),
        };
    }

    /// <summary>A body of JSON with its examples by name.</summary>
    public static OpenApiRequestBody Body(
        IOpenApiSchema schema, JsonObject examples, bool isRequired = true) => new()
        {
            Required = isRequired,
            Content = Content(new()
            {
                Schema = schema,
                Examples = examples.ToDictionary(
                    example => example.Key,
                    IOpenApiExample (example) => new OpenApiExample { Value = example.Value!.DeepClone() },
                    StringComparer.Ordinal),
            }),
        };

    /// <summary>Words as an extension.</summary>
    public static JsonNodeExtension Words(IEnumerable<string> words) =>
        new(new JsonArray([.. words.Select(word => JsonValue.Create(word))]));

    private static Dictionary<string, OpenApiMediaType> Content(OpenApiMediaType type) =>
        new(StringComparer.Ordinal) { [Json] = type };
}
