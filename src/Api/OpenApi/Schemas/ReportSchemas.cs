using Microsoft.OpenApi;
using static Incidents.Api.OpenApi.Schemas.AnswerSchemas;

namespace Incidents.Api.OpenApi.Schemas;

/// <summary>Schemas of reports.</summary>
internal static class ReportSchemas
{
    /// <summary>Statistics.</summary>
    public static OpenApiSchemaReference Statistics(Book book) => book.Named("Statistics", () => Object(
        new("incidents", WholeNumber(large: true), true),
        new("nearMissRatio", Ratio(), false),
        new("byMonth", ByWord("By the school's clock, like 2026-03."), true),
        new("byKind", ByWord(), true),
        new("bySeverity", ByWord(), true),
        new("byStatus", ByWord(), true),
        new("timeToReport", Duration(book), true),
        new("timeToClassify", Duration(book), true),
        new("timeToClose", Duration(book), true)));

    /// <summary>Weaknesses.</summary>
    public static OpenApiSchemaReference Weaknesses(Book book) => book.Named("Weaknesses", () => Object(
        new("informationPolicies", List(Weakness(book)), true),
        new("policyPoints", List(Weakness(book)), true),
        new("recurrences", List(Recurrence(book)), true)));

    private static OpenApiSchemaReference Weakness(Book book) => book.Named("Weakness", () => Object(
        new("id", Plain("Of the information policy, or of the point of the policy."), true),
        new("title", Plain(), true),
        new("incidents", WholeNumber(large: true), true),
        new("byKind", ByWord(), true),
        new("bySeverity", ByWord(), true),
        new("byBreachType", ByWord(), true),
        new("byMonth", ByWord("By the school's clock, like 2026-03."), true)));

    private static OpenApiSchemaReference Recurrence(Book book) => book.Named("Recurrence", () => Object(
        new("of", new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Enum = ["informationPolicy", "breachType"],
            Description = "What the incidents have in common.",
        }, true),
        new("id", Plain(), true),
        new("title", Plain(), true),
        new("firstControlAt", Instant(), true),
        new("before", WholeNumber(large: true), true),
        new("after", WholeNumber(large: true), true),
        new("lastAt", Instant(), false)));

    private static OpenApiSchemaReference Duration(Book book) => book.Named("Duration", () =>
    {
        var schema = Object(
            new("incidents", WholeNumber(large: true), true),
            new("medianSeconds", WholeNumber(large: true), false),
            new("ninetiethPercentileSeconds", WholeNumber(large: true), false));
        schema.Description = "How long something takes, of as many incidents as were measured.";

        return schema;
    });

    private static OpenApiSchema Ratio() => new()
    {
        Type = JsonSchemaType.String,
        Pattern = "^[01]\\.[0-9]{4}$",
        Description = "Near misses among all incidents; none where there are no incidents.",
    };

    private static OpenApiSchema ByWord(string? description = null) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        AdditionalProperties = WholeNumber(large: true),
    };
}
