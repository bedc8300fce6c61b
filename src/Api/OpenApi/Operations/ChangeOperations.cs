using Incidents.Api.OpenApi.Schemas;
using Incidents.Api.Problems;
using Incidents.Api.Routes;
using Incidents.Domain;
using Microsoft.OpenApi;
using static Incidents.Api.OpenApi.Schemas.AnswerSchemas;

namespace Incidents.Api.OpenApi.Operations;

/// <summary>The change feed.</summary>
internal static class ChangeOperations
{
    private static readonly string Example =
        "id: 17\ndata: {\"specversion\":\"1.0\",\"type\":\"incidentClassified\",…}\n\n";

    /// <summary>Describes it.</summary>
    public static OpenApiOperation Feed(Book book)
    {
        var roles = Changes.Readers.Select(Words.CamelCase).ToArray();
        var operation = Answering.Operation(book, Tags.Queries, "getChanges",
            "Every event of the school in one order, from any position: what happened to what, and when.",
            Points.Must5);
        operation.Description =
            $"""
            For the roles {string.Join(", ", roles.Select(role => $"`{role}`"))}; an integration sees the
            changes that it sees in the history of what it reported. Positions are the school's own: 1, 2, 3
            and so on, given in the order in which events were committed and never changed; those of incidents
            that the reader may not see are passed over. Read on with `after` = `next`: nothing is skipped and
            nothing comes twice. An event whose moment must not be told comes when its hour is over.

            As `{Changes.Stream}` it goes on until the reader leaves, but for some minutes at most: then
            credentials are to be shown again, with `{Changes.LastSeen}` where it ended.
            """.ReplaceLineEndings("\n");
        operation.Extensions!["x-roles"] = Answering.Words(roles);
        operation.Parameters =
        [
            Number("after", "The position to read on from; 0 is the beginning.", "0", most: null),
            Number("wait", "Where there is nothing yet, how many seconds to wait for something.", "0",
                $"{Changes.LongestWait}"),
            QueryOperations.WaitFor(),
            book.Parameter("limit"),
            new OpenApiParameter
            {
                Name = Changes.LastSeen,
                In = ParameterLocation.Header,
                Description = "Instead of `after`: the id of the last event of a stream that ended.",
                Schema = WholeNumber(large: true),
            },
        ];
        operation.Answer(book, 200, "What follows on the position.", Page(book),
            Embedded.Example("Changes"), Freshness.Header);
        ((OpenApiResponse)operation.Responses!["200"]).Content![Changes.Stream] =
            new OpenApiMediaType { Schema = Plain("Each change as an event of its own."), Example = Example };
        operation.Refuse(book, GeneralProblems.Unauthenticated, ProblemCatalogue.NotYourDuty,
            GeneralProblems.InvalidRequest, GeneralProblems.InternalError, GeneralProblems.Unavailable);

        return operation;
    }

    private static OpenApiSchemaReference Page(Book book) => book.Named("ChangePage", () => Object(
        new("items", List(CloudEvent(book)), true),
        new("next", new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Format = "int64",
            Minimum = "0",
            Description = "The `after` of the next page, also where there is none yet.",
        }, true)));

    private static OpenApiSchemaReference CloudEvent(Book book) => book.Named("CloudEvent", () => Object(
        new("specversion", OneWord("1.0"), true),
        new("type", EventTypes.OfFeed(book), true),
        new("source", Plain("The school."), true),
        new("id", Id(), true),
        new("subject",
            Plain("The incident, or what else it happened to; the school's name where it is that."), true),
        new("time", Instant(), true),
        new("sequence", new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Pattern = $"^[0-9]{{{Application.Changes.Change.Digits}}}$",
            Description = "The position, with zeros before it so that it sorts as text.",
        }, true),
        new("datacontenttype", OneWord("application/json"), true),
        new("data", book.Named("ChangeData", () => Object(
            new("incidentId", Id(), false),
            new("version", Version("The version that the incident has with it; a look has none."), false))),
            true)));

    private static OpenApiSchema OneWord(string word) =>
        new() { Type = JsonSchemaType.String, Enum = [word] };

    private static OpenApiParameter Number(string name, string description, string least, string? most) =>
        new()
        {
            Name = name,
            In = ParameterLocation.Query,
            Description = description,
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Format = "int64",
                Minimum = least,
                Maximum = most,
                Default = 0,
            },
        };
}
