using Incidents.Api.OpenApi.Schemas;
using Incidents.Api.Problems;
using Incidents.Application.Notifications;
using Incidents.Domain;
using Microsoft.OpenApi;
using static Incidents.Api.OpenApi.Schemas.AnswerSchemas;

namespace Incidents.Api.OpenApi.Operations;

/// <summary>What can be asked about notices.</summary>
internal static class NoticeOperations
{
    /// <summary>Describes each query.</summary>
    public static void Write(Book book)
    {
        var operation = QueryOperations.Query(book, "listNotices",
            "Who was told of what by mail, and what could not be sent; the latest first.", Points.Must7);
        operation.Description = "Of the incidents whose line in the register the caller sees, but for what "
            + "they see only as their own report; of the school itself and its policy to whoever sees the "
            + "register. A notice waits until it is sent, and is given up after a "
            + "day of trying.";
        operation.Parameters =
        [
            QueryOperations.Several("state", "Only these.", book.Vocabulary(typeof(NoticeState))),
            QueryOperations.Parameter("incident", "Only of this incident.", Id()),
            book.Parameter("limit"),
            book.Parameter("cursor"),
        ];
        operation.Answer(book, 200, "A page of notices.",
            QueryOperations.Page(book, "NoticePage", Notice(book)), Embedded.Example("Notices"));
        operation.Refuse(book, [.. QueryOperations.OfEveryQuery, GeneralProblems.InvalidRequest]);

        book.Add(HttpMethod.Get, "/v1/notices", operation);
    }

    private static OpenApiSchemaReference Notice(Book book) => book.Named("Notice", () => Object(
        new("id", Id(), true),
        new("to", book.Vocabulary(typeof(Role)), true),
        new("about", EventTypes.OfFeed(book), true),
        new("urgent", YesNo(), true),
        new("state", book.Vocabulary(typeof(NoticeState)), true),
        new("madeAt", Instant(), true),
        new("tries", WholeNumber(large: false), true),
        new("incidentId", Id(), false),
        new("reference", Plain("Of the incident; none: it is about the school itself or its policy."), false),
        new("problem", book.Vocabulary(typeof(MailProblem)), false),
        new("step", Plain("The step that is due, by its path."), false),
        new("dueAt", Instant(), false),
        new("sentAt", Instant(), false),
        new("nextTryAt", Instant(), false)));
}
