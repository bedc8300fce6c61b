using Incidents.Api.OpenApi.Schemas;
using Incidents.Api.Problems;
using Incidents.Api.Routes;
using Incidents.Domain;
using Microsoft.OpenApi;
using static Incidents.Api.OpenApi.Schemas.AnswerSchemas;

namespace Incidents.Api.OpenApi.Operations;

/// <summary>The reports.</summary>
internal static class ReportOperations
{
    /// <summary>Describes each report.</summary>
    public static void Write(Book book)
    {
        book.Add(HttpMethod.Get, "/v1/reports/statistics", Of(
            book, "getStatistics", "Statistics",
            "How many incidents there are by month, kind, severity and status, and how long steps take.",
            ReportSchemas.Statistics(book)));
        book.Add(HttpMethod.Get, "/v1/reports/weaknesses", Of(
            book, "getWeaknesses", "Weaknesses",
            "Which information policies and policy points fail most, and what came back after a control.",
            ReportSchemas.Weaknesses(book)));
    }

    private static OpenApiOperation Of(
        Book book, string id, string example, string summary, IOpenApiSchema schema)
    {
        var operation = QueryOperations.Query(book, id, summary, Points.Why1);
        operation.Description = "Over the incidents that the caller sees as a whole, by when they were "
            + "reported. For whoever sees the register of all incidents, reporting tools included. As JSON, "
            + "or as a table for whoever sends `Accept: text/csv`.";
        operation.Parameters =
        [
            QueryOperations.Parameter("from",
                "Reported at this instant or later; a date is the start of the day at the school.", Plain()),
            QueryOperations.Parameter("to",
                "Reported before this instant; a date is the end of the day at the school.", Plain()),
            QueryOperations.WaitFor(),
        ];
        operation.Answer(book, 200, "The numbers.", schema, Embedded.Example(example), Freshness.Header);
        operation.OrTable();
        operation.Refuse(book, [.. QueryOperations.OfEveryQuery, GeneralProblems.InvalidRequest,
            ProblemCatalogue.NotYourDuty]);

        return operation;
    }
}
