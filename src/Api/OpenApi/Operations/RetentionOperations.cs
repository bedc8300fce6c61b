using Incidents.Api.OpenApi.Schemas;
using Incidents.Api.Problems;
using Incidents.Application.Retention;
using Incidents.Domain;
using Microsoft.OpenApi;
using static Incidents.Api.OpenApi.Schemas.AnswerSchemas;

namespace Incidents.Api.OpenApi.Operations;

/// <summary>What the data protection officer asks of what is kept, and for how long.</summary>
internal static class RetentionOperations
{
    private static readonly ProblemKind[] OfEveryOne =
    [
        GeneralProblems.Unauthenticated, ProblemCatalogue.NotYourDuty, GeneralProblems.InternalError,
        GeneralProblems.Unavailable,
    ];

    /// <summary>Describes each query.</summary>
    public static void Write(Book book)
    {
        book.Add(HttpMethod.Get, "/v1/legal-holds", Holds(book));
        book.Add(HttpMethod.Get, "/v1/legal-holds/{holdId}", Hold(book));
        book.Add(HttpMethod.Get, "/v1/retention", Due(book));
        book.Add(HttpMethod.Get, "/v1/erasures", Erased(book));
    }

    private static OpenApiOperation Holds(Book book)
    {
        var operation = For(book, "listLegalHolds", "The legal holds, released ones too, the latest first.");
        operation.AnswerPage(book, "LegalHolds", OneHold(book), Embedded.Example("LegalHolds"));
        operation.Refuse(book, [.. OfEveryOne, GeneralProblems.InvalidRequest]);

        return operation;
    }

    private static OpenApiOperation Hold(Book book)
    {
        var operation = For(book, "getLegalHold", "One legal hold, by its id.");
        operation.Parameters!.Add(new OpenApiParameter
        {
            Name = "holdId",
            In = ParameterLocation.Path,
            Required = true,
            Description = "The id that placing it answered.",
            Schema = Id(),
        });
        operation.Answer(book, 200, "The legal hold.", OneHold(book),
            Embedded.Example("PlaceLegalHold")["part"]!.DeepClone());
        operation.Refuse(book, [.. OfEveryOne, GeneralProblems.NotFound]);

        return operation;
    }

    private static OpenApiOperation Due(Book book)
    {
        var operation = For(book, "listPastRetention",
            "Incidents whose retention is over: what may be erased, the longest closed first. Nothing is "
            + "erased by itself.");
        operation.AnswerPage(book, "PastRetentionPage", Line(book), Embedded.Example("Retention"));
        operation.Refuse(book, [.. OfEveryOne, GeneralProblems.InvalidRequest]);

        return operation;
    }

    private static OpenApiOperation Erased(Book book)
    {
        var operation = For(book, "listErasures", "What was erased, by whom and on what legal basis, the "
            + "latest first.", Role.Auditor);
        operation.AnswerPage(
            book, "Erasures", book.Answers.Of(typeof(Erasure)), Embedded.Example("Erasures"));
        operation.Refuse(book, [.. OfEveryOne, GeneralProblems.InvalidRequest]);

        return operation;
    }

    private static OpenApiSchemaReference OneHold(Book book) => book.Steps.LegalHold("LegalHoldOfIncident")
        .With("incidentId", Id()).With("reference", Plain("The short name of the incident.")).Written();

    private static OpenApiSchemaReference Line(Book book) => book.Named("PastRetention", () => Object(
        new("incidentId", Id(), true),
        new("reference", Plain(), true),
        new("title", book.Answers.OpenText(), true),
        new("kind", book.Vocabulary(typeof(IncidentKind)), true),
        new("severity", book.Vocabulary(typeof(Severity)), false),
        new("closedAt", Instant(), true),
        new("retentionEndedAt", Instant(), true),
        new("held", YesNo(), true)));

    private static OpenApiOperation For(Book book, string id, string summary, params Role[] others)
    {
        string[] roles = [.. others.Prepend(Role.DataProtectionOfficer).Select(Words.CamelCase)];
        var operation = Answering.Operation(book, Tags.Retention, id, summary, Points.Ref);
        operation.Description = $"For the role `{string.Join("` or `", roles)}`.";
        operation.Extensions!["x-roles"] = Answering.Words(roles);

        return operation;
    }
}
