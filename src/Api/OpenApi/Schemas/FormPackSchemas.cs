using Incidents.Domain;
using Microsoft.OpenApi;
using static Incidents.Api.OpenApi.Schemas.AnswerSchemas;

namespace Incidents.Api.OpenApi.Schemas;

/// <summary>Schemas of the form pack for the ICO.</summary>
internal static class FormPackSchemas
{
    /// <summary>The pack; what the record does not have is left out and listed as missing.</summary>
    public static OpenApiSchemaReference Whole(Book book) => book.Named("IcoFormPack", () => Object(
        new("incidentId", Id(), true),
        new("reference", Plain(), true),
        new("version", Version(), true),
        new("status", book.Vocabulary(typeof(IncidentStatus)), true),
        new("title", book.Answers.OpenText(), true),
        new("notification", Notification(book), true),
        new("nature", Nature(book), true),
        new("contact", book.Answers.OpenText(), false),
        new("consequences", Consequences(book), true),
        new("measures", Measures(book), true),
        new("further", Further(book), true),
        new("missing", List(Missing(book)), true)));

    private static OpenApiSchemaReference Notification(Book book) => book.Named(
        "IcoFormNotification", () => Object(
            new("awareAt", Instant(), false),
            new("endsAt", Described(Instant(), "When the 72 hours end (UK GDPR Art 33(1))."), false),
            new("late", Described(YesNo(), "Whether the notification was late, or would be now."), true),
            new("lateBySeconds", Described(WholeNumber(large: true), "By how much, in seconds."), false),
            new("secondsLeft", Described(WholeNumber(large: true), "What is left, in seconds."), false),
            new("decision", book.Vocabulary(typeof(IcoOutcome)), false),
            new("sentAt", Instant(), false),
            new("reference", book.Answers.OpenText(), false),
            new("reasonsForDelay", book.Answers.OpenText(), false),
            new("supplements", List(Supplement(book)), false)));

    private static OpenApiSchemaReference Supplement(Book book) => book.Named("IcoFormSupplement", () =>
        Titled(
            "What the ICO was told later, in its own words (UK GDPR Art 33(4)).",
            new("sentAt", Instant(), true),
            new("reference", book.Answers.OpenText(), false),
            new("nature", book.Answers.OpenText(), true),
            new("categoriesOfPeople", List(book.Answers.OpenText()), false),
            new("peopleApproximately", WholeNumber(large: false), false),
            new("recordsApproximately", WholeNumber(large: false), false),
            new("consequences", book.Answers.OpenText(), true),
            new("measures", book.Answers.OpenText(), true),
            new("contact", book.Answers.OpenText(), true)));

    private static OpenApiSchemaReference Nature(Book book) => book.Named("IcoFormNature", () => Titled(
        "What happened, to whose data and how much of it (UK GDPR Art 33(3)(a)).",
        new("whatHappened", book.Answers.OpenText(), false),
        new("kind", book.Vocabulary(typeof(IncidentKind)), false),
        new("occurredAt", Instant(), false),
        new("discoveredAt", Instant(), false),
        new("howItHappened", Plain("The title of the type of breach."), false),
        new("causes", List(book.Answers.OpenText()), false),
        new("location", book.Answers.OpenText(), false),
        new("systemsInvolved", List(book.Answers.OpenText()), false),
        new("categoriesOfPeople", List(book.Answers.OpenText()), false),
        new("peopleApproximately", WholeNumber(large: false), false),
        new("kindOfData", book.Vocabulary(typeof(DataType)), false),
        new("recordsApproximately", WholeNumber(large: false), false)));

    private static OpenApiSchemaReference Consequences(Book book) => book.Named(
        "IcoFormConsequences", () => Titled(
            "What is likely to come of it (UK GDPR Art 33(3)(c)).",
            new("likely", book.Answers.OpenText(), false),
            new("likelihood", book.Vocabulary(typeof(Likelihood)), false),
            new("highRisk", YesNo(), false),
            new("assessment", book.Answers.OpenText(), false),
            new("risks", List(book.Answers.OpenText()), false)));

    private static OpenApiSchemaReference Measures(Book book) => book.Named("IcoFormMeasures", () => Titled(
        "What was there before and what has been done since (UK GDPR Art 33(3)(d)).",
        new("told", Described(book.Answers.OpenText(), "As it was told to the ICO."), false),
        new("atOnce", book.Answers.OpenText(), false),
        new("remedialActions", List(book.Answers.OpenText()), false),
        new("controls", List(book.Answers.OpenText()), false)));

    private static OpenApiSchemaReference Further(Book book) => book.Named("IcoFormFurther", () => Titled(
        "What else the ICO's form asks.",
        new("trainingOfThoseInvolved", book.Answers.OpenText(), false),
        new("othersInformed", book.Answers.OpenText(), false),
        new("dataSubjectNotices", List(book.Steps.Part("data-subject-notices")), false)));

    private static OpenApiSchemaReference Missing(Book book) => book.Named("IcoFormGap", () => Object(
        new("field", Plain("Its place in the form pack."), true),
        new("article", Plain("Of the UK GDPR, where the law itself asks for it."), false),
        new("whatToDo", Plain("How it gets into the record."), true)));

    private static OpenApiSchema Titled(string description, params IEnumerable<AnswerMember> members)
    {
        var schema = Object(members);
        schema.Description = description;

        return schema;
    }

    private static IOpenApiSchema Described(IOpenApiSchema schema, string description)
    {
        schema.Description = description;

        return schema;
    }
}
