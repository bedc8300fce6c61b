using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Incidents.Api.OpenApi.Schemas;
using Incidents.Api.Problems;
using Incidents.Api.Routes;
using Incidents.Application.Store;
using Incidents.Domain;
using Microsoft.OpenApi;
using static Incidents.Api.OpenApi.Schemas.AnswerSchemas;

namespace Incidents.Api.OpenApi.Operations;

/// <summary>The commands, described from the table that routes them.</summary>
internal static partial class CommandOperations
{
    /// <summary>Problems that any command can meet before its incident is looked at.</summary>
    private static readonly ProblemKind[] OfEveryCommand =
    [
        GeneralProblems.InvalidRequest, ProblemCatalogue.NotYourDuty, GeneralProblems.TooLarge,
        GeneralProblems.UnsupportedMediaType, GeneralProblems.IdempotencyKeyReused,
        GeneralProblems.InternalError, GeneralProblems.Busy, GeneralProblems.Unavailable,
    ];

    /// <summary>Problems of a command on an incident that is there.</summary>
    private static readonly ProblemKind[] OnAnIncident =
    [
        GeneralProblems.NotFound, GeneralProblems.StaleVersion,
        ProblemCatalogue.Find(Rules.ConflictOfInterest.Code)!,
        ProblemCatalogue.Find(Rules.IncidentErased.Code)!,
    ];

    /// <summary>Problems of whoever does not sign in.</summary>
    private static readonly ProblemKind[] WithoutName =
        [GeneralProblems.NotFound, GeneralProblems.TooManyRequests];

    /// <summary>Describes each route of the table.</summary>
    public static void Write(Book book)
    {
        foreach (var route in Commands.Table.Routes.Concat(Commands.Table.ByReceipt))
            book.Add(HttpMethod.Post, route.Template, Of(route, book));
    }

    private static OpenApiOperation Of(StepRoute route, Book book)
    {
        var note = StepNotes.Of(route.Command);
        var example = Embedded.Example(route.Command.Name);
        var operation = Answering.Operation(book, route.IsWithoutName ? Tags.WithoutName : note.Tag,
            Words.CamelCase(route.Command.Name) + (route.IsByReceipt ? "ByReceipt" : ""),
            DomainWords.Of(route.Command), PolicyAttribute.Of(route.Command));

        if (route.IsWithoutName)
            operation.Security = [];
        operation.Description = DutyWords.Of(route.Command);
        operation.Extensions!["x-duty"] =
            new JsonNodeExtension(JsonValue.Create(DutyAttribute.Of(route.Command)));
        operation.Parameters = Parameters(route, book);
        operation.RequestBody = Body(route, book, example["bodies"]!.AsObject());
        Answer(operation, route, note, book, example["answer"]!.DeepClone());
        operation.Refuse(book,
        [
            .. OfEveryCommand,
            .. route.IsWithoutName ? WithoutName : [],
            .. route is { IsWithoutName: true, Kind: StepKind.Report }
                ? []
                : (ProblemKind[])[GeneralProblems.Unauthenticated],
            .. route.Kind == StepKind.Report ? [] : OnAnIncident,
            .. note.Rules.Select(rule => ProblemCatalogue.Find(rule.Code)!),
            .. note.InPath.Select(ProblemCatalogue.InPath),
        ]);

        return operation;
    }

    private static List<IOpenApiParameter> Parameters(StepRoute route, Book book)
    {
        var ofPath = Names().Matches(route.Template).Select(match => match.Groups["name"].Value)
            .Select(IOpenApiParameter (name) => name == "id"
                ? book.Parameter("incidentId")
                : new OpenApiParameter
                {
                    Name = name,
                    In = ParameterLocation.Path,
                    Required = true,
                    Schema = book.Bodies.OfPath(route.Command, name),
                });

        return
        [
            .. ofPath,
            .. route.IsWithoutName ? (IOpenApiParameter[])[book.Parameter("school")] : [],
            .. route.IsByReceipt ? (IOpenApiParameter[])[book.Parameter("receipt")] : [],
            .. route.Kind == StepKind.Report ? [] : (IOpenApiParameter[])[book.Parameter("ifMatch")],
            book.Parameter("idempotencyKey"),
        ];
    }

    private static OpenApiRequestBody Body(StepRoute route, Book book, JsonObject examples)
    {
        var body = Answering.Body(
            book.Bodies.Of(route.Command), examples, isRequired: !BodySchemas.AsksForNothing(route.Command));
        if (route.Command == typeof(RecordEvidence))
        {
            body.Description = "A record without a file as JSON, or a file with its record as a form. What "
                + "the form sends of the file is hashed and encrypted on its way into the store.";
            body.Content!["multipart/form-data"] = new OpenApiMediaType
            {
                Schema = book.Named("EvidenceForm",
                    () => book.Bodies.Form(route.Command, without: "location")),
            };
        }

        return body;
    }

    private static void Answer(
        OpenApiOperation operation, StepRoute route, StepNote note, Book book, JsonNode example)
    {
        var done = note.CanBeSoAlready ? "Done; `events` is empty where it was so already." : "Done.";
        switch (route.Kind)
        {
            case StepKind.Report:
                operation.Answer(book, 201, "Reported.", Reported(book), example, "Location", "ETag");
                break;
            case StepKind.Part:
                if (note.CanBeSoAlready)
                {
                    operation.Answer(
                        book, 200, "It is so already; nothing was recorded.", Done(book), null, "ETag");
                }

                operation.Answer(book, 201, "Recorded.", Made(book), example, "Location", "ETag");
                break;
            case StepKind.Step:
                operation.Answer(book, 200, done,
                    route.Command == typeof(Erase) ? Erased(book) : Done(book), example, "ETag");
                break;
        }
    }

    private static OpenApiSchemaReference Reported(Book book) => book.Named("Reported", () => Object(
        new("incidentId", Id(), true),
        new("reference", Plain("The short name of the incident, safe to say on the telephone."), true),
        new("version", Version(), true),
        new("completeness", IncidentSchemas.Completeness(), true),
        new("questions", book.Steps.Questions(), true),
        new("receipt", Plain("Of a report without a name, or with a protected one: 16 digits by which alone "
            + "its reporter follows it up. Shown here and never again."), false)));

    private static OpenApiSchemaReference Made(Book book) => book.Named("Made", () => Object(
        [
            new("id", PartId(), true),
            .. Standing(book),
            new("warning", Plain("What to know of a file that may still tell who made it."), false),
        ]));

    private static OpenApiSchemaReference Done(Book book) => book.Named("Done", () => Object(Standing(book)));

    /// <summary>Whom or what it was about; a person belongs to no incident.</summary>
    private static OpenApiSchema Erased(Book book) => new()
    {
        OneOf =
        [
            Done(book),
            book.Named("ErasedPerson", () => Object(
                new("personId", Id(), true),
                new("events", List(new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Enum = [EventNames.InApi(typeof(PersonErased))],
                }), true))),
        ],
    };

    private static IEnumerable<AnswerMember> Standing(Book book) =>
    [
        new("incidentId", Id(), true),
        new("version", Version(), true),
        new("status", book.Vocabulary(typeof(IncidentStatus)), true),
        new("events", List(EventTypes.Vocabulary(book)), true),
    ];

    private static OpenApiSchema PartId() => new()
    {
        Description = "The id of what was made; an outcome report's is its number.",
        OneOf = [Id(), WholeNumber(large: false)],
    };

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Names();
}
