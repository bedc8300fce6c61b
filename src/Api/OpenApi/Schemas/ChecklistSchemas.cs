using Incidents.Domain;
using Microsoft.OpenApi;
using static Incidents.Api.OpenApi.Schemas.AnswerSchemas;

namespace Incidents.Api.OpenApi.Schemas;

/// <summary>Schemas of the checklist.</summary>
internal static class ChecklistSchemas
{
    /// <summary>The steps, and what stands in the way of closing.</summary>
    public static OpenApiSchemaReference Whole(Book book) => book.Named("Checklist", () => Object(
        new("items", List(Item(book)), true),
        new("blocking", List(Blocking(book)), true)));

    private static OpenApiSchemaReference Item(Book book) => book.Named("ChecklistItem", () => Object(
        new("point", new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. Checklist.All] }, true),
        new("title", Plain(), true),
        new("state", book.Vocabulary(typeof(StepState)), true),
        new("version", new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Format = "int64",
            Description = "The event that did it, or ruled it out.",
        }, false),
        new("reason", book.Answers.OpenText(), false)));

    private static OpenApiSchemaReference Blocking(Book book) => book.Named("InTheWay", () => Object(
        new("code", Plain("Of the rule that refuses to close."), true),
        new("policyPoint", Plain(), true),
        new("detail", Plain("What to do."), true)));
}
