using Incidents.Api.OpenApi.Schemas;
using Incidents.Api.Problems;
using Incidents.Api.Routes;
using Incidents.Domain;
using Microsoft.OpenApi;
using static Incidents.Api.OpenApi.Schemas.AnswerSchemas;

namespace Incidents.Api.OpenApi.Operations;

/// <summary>The registers and the caseload.</summary>
internal static class RegisterOperations
{
    private const string Whole = "Shows the incidents that the caller sees as a whole; a reporting tool sees "
        + "no texts. As pages of JSON, or all of it as a table for whoever sends `Accept: text/csv`.";

    /// <summary>Describes each register.</summary>
    public static void Write(Book book)
    {
        book.Add(HttpMethod.Get, "/v1/registers/breaches", Of(
            book, "listBreaches", "BreachRegister",
            "The register of breaches (UK GDPR Art 33(5)), near misses and potential breaches included.",
            RegisterSchemas.Breach(book), [], [Points.How6c, Points.Must5]));
        book.Add(HttpMethod.Get, "/v1/registers/ico-notifications", Of(
            book, "listIcoNotifications", "IcoNotificationRegister",
            "The incidents of which the ICO was notified or is to be, and how the 72 hours were kept.",
            RegisterSchemas.IcoNotification(book),
            [QueryOperations.Parameter("sent", "Only those that were sent, or that were not.", YesNo())],
            [Points.How6c]));
        book.Add(HttpMethod.Get, "/v1/caseload", Of(
            book, "listCaseload", "Caseload",
            "The open incidents, what each waits for and who holds it; and who holds how much.",
            RegisterSchemas.Case(book),
            [QueryOperations.Parameter("holder", "Only what this person holds, by personId.", Id())],
            [Points.Must5, Points.Why5],
            new AnswerMember("holders", List(RegisterSchemas.Holder(book)), true)));
    }

    private static OpenApiOperation Of(
        Book book, string id, string page, string summary, IOpenApiSchema line,
        IEnumerable<IOpenApiParameter> filters, IEnumerable<string> points,
        params IEnumerable<AnswerMember> also)
    {
        var operation = QueryOperations.Query(book, id, summary, points);
        operation.Description = Whole;
        operation.Parameters = [.. QueryOperations.Filters(book), .. filters, .. QueryOperations.Paged(book)];
        operation.Answer(book, 200, "A page of it.", QueryOperations.Page(book, page, line, also),
            Embedded.Example(page), Freshness.Header);
        operation.OrTable();
        operation.Refuse(book, [.. QueryOperations.OfEveryQuery, GeneralProblems.InvalidRequest]);

        return operation;
    }
}
