using Incidents.Api.OpenApi.Operations;
using Incidents.Domain;
using Microsoft.OpenApi;
using static Incidents.Api.OpenApi.Schemas.AnswerSchemas;

namespace Incidents.Api.OpenApi.Schemas;

/// <summary>Schemas of the lines of registers.</summary>
internal static class RegisterSchemas
{
    /// <summary>A breach.</summary>
    public static OpenApiSchemaReference Breach(Book book) => book.Named("BreachRegisterLine", () => Object(
    [
        .. QueryOperations.LineMembers(book),
        new("personalDataInvolved", book.Vocabulary(typeof(Answer)), true),
        new("facts", book.Answers.OpenText(), false),
        new("effects", book.Answers.OpenText(), false),
        new("remedialAction", new OpenApiSchema
        {
            Description = "What was done at once, and actions and controls since; or that it is withheld.",
            OneOf = [List(book.Answers.OpenText()), book.Answers.OpenText()],
        }, false),
        new("icoDecision", book.Vocabulary(typeof(IcoOutcome)), false),
        new("reportedToIco", YesNo(), true),
        new("supplements", new OpenApiSchema
        {
            Description = "What the ICO was told later, each with its own facts and effects; or that it is "
                + "withheld.",
            OneOf =
            [
                List(book.Named("BreachSupplement", () => Object(
                    new("sentAt", Instant(), true), new("facts", book.Answers.OpenText(), true),
                    new("effects", book.Answers.OpenText(), true)))),
                book.Answers.OpenText(),
            ],
        }, false),
        new("reasonNotReported", book.Answers.OpenText(), false),
        new("lateBySeconds", WholeNumber(large: true), false),
        new("peopleInformed", YesNo(), false),
        new("occurredAt", Instant(), false),
        new("discoveredAt", Instant(), false),
        new("awareAt", Instant(), false),
        new("icoAssessedAt", Instant(), false),
        new("icoNotifiedAt", Instant(), false),
        new("peopleInformedAt", Instant(), false),
        new("closedAt", Instant(), false),
    ]));

    /// <summary>A notification of the ICO, or one that is due.</summary>
    public static OpenApiSchemaReference IcoNotification(Book book) =>
        book.Named("IcoRegisterLine", () => Object(
    [
        .. QueryOperations.LineMembers(book),
        new("decision", book.Vocabulary(typeof(IcoOutcome)), false),
        new("sent", YesNo(), true),
        new("awareAt", Instant(), false),
        new("endsAt", Instant(), false),
        new("assessedAt", Instant(), false),
        new("sentAt", Instant(), false),
        new("late", YesNo(), true),
        new("lateBySeconds", WholeNumber(large: true), false),
        new("supplements", WholeNumber(large: false), true),
        new("icoReference", book.Answers.OpenText(), false),
        new("reasonsForDelay", book.Answers.OpenText(), false),
        new("supplementsSent", new OpenApiSchema
        {
            Description = "When each supplement was sent, and its own reference; or that it is withheld.",
            OneOf =
            [
                List(book.Named("IcoSupplementSent", () => Object(
                    new("sentAt", Instant(), true), new("icoReference", book.Answers.OpenText(), false)))),
                book.Answers.OpenText(),
            ],
        }, false),
    ]));

    /// <summary>An open incident.</summary>
    public static OpenApiSchemaReference Case(Book book) => book.Named("CaseloadLine", () => Object(
    [
        .. QueryOperations.LineMembers(book),
        new("waitsFor", Plain("The step: its path."), true),
        new("since", Instant(), true),
        new("holder", book.Named("StepHolder", () => Object(Held(book))), true),
    ]));

    /// <summary>Who holds how much.</summary>
    public static OpenApiSchemaReference Holder(Book book) => book.Named("CaseloadHolder", () => Object(
    [
        .. Held(book),
        new("open", WholeNumber(large: true), true),
        new("grave", WholeNumber(large: true), true),
        new("oldestSince", Instant(), true),
    ]));

    private static IEnumerable<AnswerMember> Held(Book book) =>
    [
        new("personId", Id(), false),
        new("name", book.Answers.OpenText(), false),
        new("roles", List(book.Vocabulary(typeof(Role))), true),
    ];
}
