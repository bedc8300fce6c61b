using Incidents.Application.History;
using Microsoft.OpenApi;
using static Incidents.Api.OpenApi.Schemas.AnswerSchemas;

namespace Incidents.Api.OpenApi.Schemas;

/// <summary>Schemas of the history.</summary>
internal static class HistorySchemas
{
    /// <summary>An event with what it changed, or a look.</summary>
    public static OpenApiSchemaReference Item(Book book) => book.Named("HistoryItem", () => Object(
        new("version", Version("Which event it is, counted from 1; a look has none."), false),
        new("access", IsLook(), false),
        new("type", Type(book), true),
        new("recordedAt", Instant(), true),
        new("occurredAt", Instant(), false),
        new("actor", book.Answers.Of(typeof(ActorView)), false),
        new("onBehalfOf", book.Answers.Of(typeof(ActorView)), false),
        new("causationId", CausationId(), false),
        new("policyPoints", List(Plain()), true),
        new("changes", List(Change(book)), true),
        new("supersededBy", Version("The event that corrects it, the latest of several."), false),
        new("corrections", List(Correction()), false),
        new("data", Data(book), true)));

    private static OpenApiSchema CausationId()
    {
        var id = Id();
        id.Description = "Which call it came of: what came of the same call bears the same id.";

        return id;
    }

    /// <summary>What changed between two versions.</summary>
    public static OpenApiSchemaReference Difference(Book book) => book.Named("Difference", () => Object(
        new("from", new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Format = "int64",
            Minimum = "0",
            Description = "The earlier version; 0: before the report.",
        }, true),
        new("to", Version("The later version."), true),
        new("changes", List(Change(book)), true)));

    private static OpenApiSchema IsLook() => new()
    {
        Type = JsonSchemaType.Boolean,
        Enum = [true],
        Description = "That it is a look: it changed nothing, and the incident's version stayed.",
    };

    private static OpenApiSchema Type(Book book) => new()
    {
        Description = "What happened, or who looked at what.",
        AnyOf = [EventTypes.Vocabulary(book), EventTypes.OfLooks(book)],
    };

    private static OpenApiSchemaReference Change(Book book) => book.Named("Change", () => Object(
        new("field", Plain("A member of the incident, by its dotted name; a part of a list is named by its "
            + "id, `remedialActions.019f….completion.outcome`."), true),
        new("from", new OpenApiSchema { Description = "What it was; null: nothing." }, true),
        new("to", new OpenApiSchema { Description = "What it is; null: nothing." }, true)));

    private static OpenApiSchema Correction() => Object(
        new("version", Version("The event that corrects it."), true),
        new("field", Plain("The member of `data` that it corrects."), true),
        new("from", new OpenApiSchema { Description = "What was said." }, true),
        new("to", new OpenApiSchema { Description = "What should have been said." }, true));

    private static OpenApiSchema Data(Book book) => new()
    {
        Description = "The event as it was recorded, by the schema that is named after its type: "
            + "`incidentClassified` has IncidentClassified.",
        AnyOf = [.. book.Answers.Events()],
    };
}
