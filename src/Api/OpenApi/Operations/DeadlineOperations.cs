using Incidents.Api.OpenApi.Schemas;
using Incidents.Api.Problems;
using Incidents.Api.Routes;
using Incidents.Domain;
using Microsoft.OpenApi;
using static Incidents.Api.OpenApi.Schemas.AnswerSchemas;

namespace Incidents.Api.OpenApi.Operations;

/// <summary>What can be asked about deadlines, and about the notices of them.</summary>
internal static class DeadlineOperations
{
    /// <summary>Describes each query.</summary>
    public static void Write(Book book)
    {
        book.Add(HttpMethod.Get, "/v1/incidents/{id}/deadlines", OfIncident(book));
        book.Add(HttpMethod.Get, "/v1/deadlines", Board(book));
        book.Add(HttpMethod.Get, "/v1/reports/timescales", Compliance(book));
        NoticeOperations.Write(book);
    }

    private static OpenApiOperation Compliance(Book book)
    {
        var operation = QueryOperations.Query(book, "getTimescaleCompliance",
            "How the timescales were kept: met and missed, by step and severity.", Points.Must7, Points.Why7);
        operation.Description = "Of the incidents whose line in the register the caller sees, but for what "
            + "they see only as their own report. Of the steps that were due in the period.";
        operation.Parameters =
        [
            QueryOperations.Parameter(
                "from", "Due at this instant or later; a date is the start of the day at the school.",
                Plain()),
            QueryOperations.Parameter(
                "to", "Due before this instant; a date is the end of the day at the school.", Plain()),
        ];
        operation.Answer(book, 200, "The steps.", DeadlineSchemas.Compliance(book),
            Embedded.Example("TimescaleCompliance"), Freshness.Header);
        operation.Refuse(book, [.. QueryOperations.OfEveryQuery, GeneralProblems.InvalidRequest]);

        return operation;
    }

    private static OpenApiOperation Board(Book book)
    {
        var operation = QueryOperations.Query(book, "listDeadlines",
            "What is due and overdue, and for whom; what is due first at the top.",
            Points.Must7, Points.Why7);
        operation.Description = "Of the incidents whose line in the register the caller sees, but for what "
            + "they see only as their own report.";
        operation.Parameters =
        [
            QueryOperations.Parameter("overdue", "Only what is past its time, or only what is not.", YesNo()),
            QueryOperations.Several(
                "severity", "Only of these incidents.", book.Vocabulary(typeof(Severity))),
            QueryOperations.Parameter("step", "Only this step, by its path.", Plain()),
            QueryOperations.Parameter(
                "for", "Only what holders of this role are to do.", book.Vocabulary(typeof(Role))),
            QueryOperations.Parameter("mine", "Only what the caller is to do.", YesNo()),
            QueryOperations.Parameter("dueBefore",
                "Due before this instant; a date is the end of the day at the school.", Plain()),
            QueryOperations.WaitFor(),
            book.Parameter("limit"),
            book.Parameter("cursor"),
        ];
        operation.Answer(book, 200, "A page of the board.",
            QueryOperations.Page(book, "DeadlinePage", DeadlineSchemas.OnBoard(book)),
            Embedded.Example("DeadlineBoard"), Freshness.Header);
        operation.Refuse(book, [.. QueryOperations.OfEveryQuery, GeneralProblems.InvalidRequest]);

        return operation;
    }

    private static OpenApiOperation OfIncident(Book book)
    {
        var operation = QueryOperations.OfIncident(book, "getDeadlines",
            "By when each step is or was to be done, and how that stands.", Points.Must7, Points.Why7);
        operation.Parameters!.Add(book.Parameter("version"));
        operation.Parameters.Add(book.Parameter("asOf"));
        operation.Answer(book, 200, "The deadlines, in the order in which they started.",
            DeadlineSchemas.Whole(book), Embedded.Example("Deadlines"), "ETag");
        operation.Refuse(book, [.. QueryOperations.OfEveryQuery, GeneralProblems.InvalidRequest,
            ProblemCatalogue.NotYourDuty, GeneralProblems.NotFound]);

        return operation;
    }
}
