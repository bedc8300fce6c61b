using System.Text.Json.Nodes;
using Incidents.Api.OpenApi.Schemas;
using Incidents.Api.Problems;
using Incidents.Domain;
using Microsoft.OpenApi;

namespace Incidents.Api.OpenApi.Operations;

/// <summary>The documents of an incident.</summary>
internal static class DocumentOperations
{
    /// <summary>Describes each document.</summary>
    public static void Write(Book book)
    {
        book.Add(HttpMethod.Get, "/v1/incidents/{id}/ico-form-pack", FormPack(book));
        book.Add(HttpMethod.Get, "/v1/incidents/{id}/outcome-reports/{part}", OutcomeReport(book));
    }

    private static OpenApiOperation FormPack(Book book)
    {
        var operation = QueryOperations.OfIncident(book, "getIcoFormPack",
            "What a notification to the ICO says, from the record, with what is missing and the time left.",
            Points.How6c);
        operation.Description = "The content of UK GDPR Art 33(3)(a) to (d) and what else the ICO's form "
            + "asks. What was told to the ICO already comes before what the record says otherwise. As JSON, "
            + "or as a page to print for whoever sends `Accept: text/html`.";
        operation.Answer(book, 200, "The form pack.", FormPackSchemas.Whole(book),
            Embedded.Example("IcoFormPack"), "ETag");
        operation.OrPage();
        operation.Refuse(book, [.. QueryOperations.OfEveryQuery, GeneralProblems.InvalidRequest,
            ProblemCatalogue.NotYourDuty, GeneralProblems.NotFound]);

        return operation;
    }

    private static OpenApiOperation OutcomeReport(Book book)
    {
        var operation = QueryOperations.OfIncident(book, "getIncidentOutcomeReport",
            "An outcome report with what was judged of it and the record that it stands on.",
            PolicyAttribute.Of(typeof(SubmitOutcomeReport)));
        operation.Description = "The record is that of the time in which the report was the latest: up to "
            + "the next report, or to now. As JSON, or as a page to print for whoever sends "
            + "`Accept: text/html`.";
        operation.Parameters!.Add(QueryOperations.PartId());
        operation.Answer(book, 200, "The report.", book.Steps.OutcomeReportDocument(), Example());
        operation.OrPage();
        operation.Refuse(book, [.. QueryOperations.OfEveryQuery, GeneralProblems.InvalidRequest,
            GeneralProblems.NotFound]);

        return operation;
    }

    private static JsonNode Example()
    {
        var report = Embedded.Example(nameof(SubmitOutcomeReport))["part"]!.DeepClone();
        report["incident"] = Embedded.Example("Incident");

        return report;
    }
}
