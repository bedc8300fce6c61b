using Incidents.Api.OpenApi.Schemas;
using Incidents.Api.Problems;
using Incidents.Domain;
using Microsoft.OpenApi;

namespace Incidents.Api.OpenApi.Operations;

/// <summary>What can be asked about deadlines.</summary>
internal static class DeadlineOperations
{
    /// <summary>Describes each query.</summary>
    public static void Write(Book book) =>
        book.Add(HttpMethod.Get, "/v1/incidents/{id}/deadlines", OfIncident(book));

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
