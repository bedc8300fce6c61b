using Incidents.Domain;
using Microsoft.OpenApi;
using static Incidents.Api.OpenApi.Schemas.AnswerSchemas;

namespace Incidents.Api.OpenApi.Schemas;

/// <summary>Schemas of deadlines.</summary>
internal static class DeadlineSchemas
{
    /// <summary>The deadlines of an incident.</summary>
    public static OpenApiSchemaReference Whole(Book book) => book.Named("Deadlines", () => Object(
        new AnswerMember("items", List(book.Named("Deadline", () => Object(
            [.. Common(book), .. OfIncident(book)]))), true)));

    /// <summary>How the timescales were kept.</summary>
    public static OpenApiSchemaReference Compliance(Book book) => book.Named("TimescaleCompliance", () =>
        Object(new AnswerMember("items", List(book.Named("StepCompliance", () => Object(
            new("step", Plain("The step's duty, which is its path."), true),
            new("clock", book.Vocabulary(typeof(Clock)), true),
            new("severity", book.Vocabulary(typeof(Severity)), false),
            new("met", WholeNumber(large: true), true),
            new("missed", Counted("Done late, or past its time and not done, or given up after it."), true),
            new("running", Counted("Still to be done, in time."), true),
            new("stopped", Counted("No longer called for before its time was over."), true),
            new("median", Duration("Half of those done took no longer, on the step's own clock."), false),
            new("percentile90", Duration("Nine of ten took no longer."), false)))), true)));

    private static OpenApiSchema Counted(string description)
    {
        var schema = WholeNumber(large: true);
        schema.Description = description;

        return schema;
    }

    /// <summary>A deadline among those of all incidents.</summary>
    public static OpenApiSchemaReference OnBoard(Book book) => book.Named("DueStep", () => Object(
    [
        new("incidentId", Id(), true),
        new("reference", Plain(), true),
        new("title", book.Answers.OpenText(), true),
        new("severity", book.Vocabulary(typeof(Severity)), false),
        .. Common(book),
        new("for", book.Named("DueFor", () => Object(
            new AnswerMember("roles", List(book.Vocabulary(typeof(Role))), true),
            new AnswerMember("personId", Id(), false))), true),
    ]));

    /// <summary>What is told of a deadline everywhere.</summary>
    private static IEnumerable<AnswerMember> Common(Book book) =>
    [
        new("step", Plain("The step's duty, which is its path."), true),
        new("partId", Id(), false),
        new("clock", book.Vocabulary(typeof(Clock)), true),
        new("startedAt", Instant(), true),
        new("dueAt", Instant(), true),
        new("state", book.Vocabulary(typeof(DeadlineState)), true),
        new("metAt", Instant(), false),
        new("stoppedAt", Instant(), false),
        new("lateBy", Duration("By how much it was or is late."), false),
        new("timeLeft", Duration("How much time is left."), false),
        new("calendarVersion", WholeNumber(large: false), true),
        new("warning", Plain("That the time may not be right, and what to do."), false),
    ];

    private static IEnumerable<AnswerMember> OfIncident(Book book) =>
    [
        new("startedBy", EventTypes.Vocabulary(book), true),
        new("startedByVersion", Version("The event that started it."), true),
    ];

    private static OpenApiSchema Duration(string description) =>
        new() { Type = JsonSchemaType.String, Format = "duration", Description = $"{description} ISO 8601." };
}
