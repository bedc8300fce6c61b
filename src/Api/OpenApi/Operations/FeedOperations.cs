using System.Text.Json.Nodes;
using Incidents.Api.OpenApi.Schemas;
using Incidents.Api.Problems;
using Incidents.Api.Routes;
using Incidents.Domain;
using Microsoft.OpenApi;
using static Incidents.Api.OpenApi.Schemas.AnswerSchemas;

namespace Incidents.Api.OpenApi.Operations;

/// <summary>What is due as a calendar.</summary>
internal static class FeedOperations
{
    private static readonly ProblemKind[] OfABody =
    [
        GeneralProblems.InvalidRequest, GeneralProblems.TooLarge, GeneralProblems.UnsupportedMediaType,
        GeneralProblems.IdempotencyKeyReused, GeneralProblems.Busy,
    ];

    /// <summary>Describes each route.</summary>
    public static void Write(Book book)
    {
        book.Add(HttpMethod.Post, "/v1/deadlines/feeds", Make(book));
        book.Add(HttpMethod.Get, "/v1/deadlines/feeds", ListAll(book));
        book.Add(HttpMethod.Delete, "/v1/deadlines/feeds/{id}", Revoke(book));
        book.Add(HttpMethod.Get, "/v1/deadlines.ics", Calendar(book));
    }

    private static OpenApiOperation Make(Book book)
    {
        var example = Embedded.Example("CalendarFeedRequest");
        var operation = QueryOperations.Query(book, "makeCalendarFeed",
            "Make an address at which a calendar reads what is due; it is shown in this answer alone.",
            Points.Must7);
        operation.Description = "Whoever has the address reads, without any key, the references and what is "
            + "due that the caller may see by the roles that they still hold, and nothing else. It closes "
            + "when it is revoked, and with the caller's last API key. Where the caller signs in by token, "
            + "it is closed while they have not done so for 30 days.";
        operation.Parameters!.Add(book.Parameter("idempotencyKey"));
        operation.RequestBody = Answering.Body(
            book.Bodies.Of(typeof(CalendarFeedRequest)), example["bodies"]!.AsObject(), isRequired: false);
        operation.Answer(book, 201, "Made.", book.Named("MadeCalendarFeed", () => Object(
            new("id", Id(), true),
            new("address", Plain("The path with its token; only a hash of that is kept."), true))),
            example["answer"]!.DeepClone(), "Location");
        operation.Refuse(book, [.. QueryOperations.OfEveryQuery, .. OfABody]);

        return operation;
    }

    private static OpenApiOperation ListAll(Book book)
    {
        var operation = QueryOperations.Query(book, "listCalendarFeeds",
            "The caller's own calendar feeds that are open.", Points.Must7);
        operation.AnswerPage(
            book, "CalendarFeeds", book.Named("CalendarFeed", () => Object(
                new("id", Id(), true),
                new("mine", YesNo(), true),
                new("madeAt", Instant(), true))),
            new JsonObject
            {
                ["items"] = new JsonArray(new JsonObject
                {
                    ["id"] = "01a20a43-99dd-74b8-ae39-0c555487a54a",
                    ["mine"] = true,
                    ["madeAt"] = "2026-03-02T09:00:00Z",
                }),
                ["next"] = null,
            });
        operation.Refuse(book, [.. QueryOperations.OfEveryQuery, GeneralProblems.InvalidRequest]);

        return operation;
    }

    private static OpenApiOperation Revoke(Book book)
    {
        var operation = QueryOperations.Query(book, "revokeCalendarFeed",
            "Revoke a calendar feed of one's own; an administrator revokes anybody's.", Points.Must7);
        operation.Parameters!.Add(new OpenApiParameter
        {
            Name = "id",
            In = ParameterLocation.Path,
            Required = true,
            Description = "The feed's id.",
            Schema = Id(),
        });
        operation.Answer(book, 204, "Its address opens nothing any more.");
        operation.Refuse(book, [.. QueryOperations.OfEveryQuery, GeneralProblems.NotFound]);

        return operation;
    }

    private static OpenApiOperation Calendar(Book book)
    {
        var operation = QueryOperations.Query(book, "readCalendarFeed",
            "What is due, as iCalendar (RFC 5545): references and steps, and nothing else.", Points.Must7);
        operation.Security = [];
        var token = QueryOperations.Parameter("token", "The token of the address.", Plain());
        token.Required = true;
        operation.Parameters = [token];
        operation.Responses!["200"] = new OpenApiResponse
        {
            Description = "The calendar.",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["text/calendar"] = new OpenApiMediaType { Schema = Plain(), Example = "BEGIN:VCALENDAR" },
            },
        };
        operation.Refuse(book, GeneralProblems.NotFound, GeneralProblems.InternalError,
            GeneralProblems.Unavailable);

        return operation;
    }
}
