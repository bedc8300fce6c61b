using Incidents.Api.OpenApi.Schemas;
using Incidents.Api.Problems;
using Incidents.Api.Routes;
using Incidents.Domain;
using Microsoft.OpenApi;

namespace Incidents.Api.OpenApi.Operations;

/// <summary>Assessments that are computed and not recorded.</summary>
internal static class AssessmentOperations
{
    private static readonly ProblemKind[] OfEveryOne =
    [
        GeneralProblems.InvalidRequest, GeneralProblems.Unauthenticated, ProblemCatalogue.NotYourDuty,
        GeneralProblems.TooLarge, GeneralProblems.UnsupportedMediaType, GeneralProblems.InternalError,
        GeneralProblems.Unavailable, GeneralProblems.IdempotencyKeyReused, GeneralProblems.Busy,
    ];

    /// <summary>Describes each assessment.</summary>
    public static void Write(Book book)
    {
        book.Add(HttpMethod.Post, "/v1/assessments/severity", Of(
            book, Tags.Classification, "suggestSeverity",
            "Compute a severity from answers, without recording it.",
            typeof(SeverityAnswers), typeof(SeverityAssessment), Points.How5a, Points.Why2));
        book.Add(HttpMethod.Post, "/v1/assessments/ico", Of(
            book, Tags.Regulator, "suggestIcoOutcome",
            "Compute from answers whether the ICO is notified, without recording it.",
            typeof(IcoAnswers), typeof(SuggestedIcoOutcome), Points.How6c));
    }

    private static OpenApiOperation Of(
        Book book, string tag, string id, string summary, Type answers, Type computed,
        params IEnumerable<string> points)
    {
        var example = Embedded.Example(answers.Name);
        var operation = Answering.Operation(book, tag, id, summary, points);
        operation.Description = "For a form to show before somebody decides: a person always decides. For "
            + "whoever reports incidents or works on them.";
        operation.RequestBody = Answering.Body(book.Bodies.Of(answers), example["bodies"]!.AsObject());
        operation.Answer(
            book, 200, "Computed.", book.Answers.Of(computed), example["answer"]!.DeepClone());
        (operation.Parameters ??= []).Add(book.Parameter("idempotencyKey"));
        operation.Refuse(book, OfEveryOne);

        return operation;
    }
}
