using Incidents.Api.OpenApi.Schemas;
using Incidents.Api.Problems;
using Incidents.Api.Routes;
using Incidents.Application.Register;
using Incidents.Application.Reporting;
using Incidents.Domain;
using Microsoft.OpenApi;
using static Incidents.Api.OpenApi.Schemas.AnswerSchemas;

namespace Incidents.Api.OpenApi.Operations;

/// <summary>What can be asked.</summary>
internal static class QueryOperations
{
    /// <summary>Problems that any query can meet.</summary>
    public static readonly ProblemKind[] OfEveryQuery =
        [GeneralProblems.Unauthenticated, GeneralProblems.InternalError, GeneralProblems.Unavailable];

    /// <summary>Describes each query.</summary>
    public static void Write(Book book)
    {
        book.Add(HttpMethod.Get, "/v1/incidents", Register(book));
        book.Add(HttpMethod.Get, "/v1/incidents/{id}", Incident(book));
        book.Add(HttpMethod.Get, "/v1/incidents/{id}/history", History(book));
        book.Add(HttpMethod.Get, "/v1/incidents/{id}/diff", Difference(book));
        book.Add(HttpMethod.Get, "/v1/incidents/{id}/checklist", Checklist(book));
        book.Add(HttpMethod.Get, "/v1/incidents/{id}/evidence/{evidenceId}/content", EvidenceContent(book));
        DeadlineOperations.Write(book);
        book.Add(HttpMethod.Get, "/v1/incidents/{id}/reporter-identity", ReporterIdentity(book));
        book.Add(HttpMethod.Get, IncidentSteps.WithoutName, ByReceipt(book));
        book.Add(HttpMethod.Get, "/v1/changes", ChangeOperations.Feed(book));

        foreach (var route in Commands.Table.Routes.Where(
            route => route.Part is not null && route.Command != typeof(SubmitOutcomeReport)))
            book.Add(HttpMethod.Get, $"{route.Template}/{{part}}", Part(route, book));
    }

    private static OpenApiOperation Register(Book book)
    {
        var operation = Query(book, "listIncidents",
            "The register: the incidents that the caller may see.", Points.Must5);
        operation.Parameters =
        [
            .. Filters(book),
            Parameter("sort",
                "The latest first, the gravest first, or what is due first.",
                book.Vocabulary(typeof(RegisterSort))),
            Parameter("asOf",
                "As it stood at this instant; a date is the start of the day at the school. Sorted by "
                    + "reportedAt.", Plain()),
            .. Paged(book),
        ];
        operation.Answer(book, 200, "A page of the register.", Page(book, "RegisterPage", RegisterLine(book)),
            Embedded.Example("Register"), Freshness.Header);
        operation.Refuse(book, [.. OfEveryQuery, GeneralProblems.InvalidRequest]);

        return operation;
    }

    /// <summary>What to look for in the register.</summary>
    public static IEnumerable<IOpenApiParameter> Filters(Book book) =>
    [
        Several("status", "Only these.", book.Vocabulary(typeof(IncidentStatus))),
        Several("severity", "Only these.", book.Vocabulary(typeof(Severity))),
        Several("kind", "Only these.", book.Vocabulary(typeof(IncidentKind))),
        Parameter("policy", "Only those that touch this information policy of the pack.", Plain()),
        Parameter("breachType", "Only this breach type of the pack.", Plain()),
        Parameter("investigator", "Only those that this person investigates, by personId.", Id()),
        Parameter("reportedFrom",
            "Reported at this instant or later; a date is the start of the day at the school.", Plain()),
        Parameter("reportedTo",
            "Reported before this instant; a date is the end of the day at the school.", Plain()),
        Parameter("text", "A part of the title or of the reference.", Plain()),
        Parameter("overdue", "Only those with a step past its time, or only those without.", YesNo()),
    ];

    /// <summary>Which page, and what it waits for.</summary>
    public static IEnumerable<IOpenApiParameter> Paged(Book book) =>
        [WaitFor(), book.Parameter("limit"), book.Parameter("cursor")];

    /// <summary>What to wait for.</summary>
    public static OpenApiParameter WaitFor() => Parameter("waitFor",
        "One's own write, as incident@version, or a position: the answer waits for it, 5 seconds at most.",
        Plain());

    private static OpenApiOperation Incident(Book book)
    {
        var operation = OfIncident(book, "getIncident",
            "The incident now, always including the caller's own last write, or as it stood at a moment.",
            Points.Must5);
        operation.Parameters!.Add(book.Parameter("version"));
        operation.Parameters.Add(book.Parameter("asOf"));
        operation.Parameters.Add(book.Parameter("ifNoneMatch"));
        operation.Answer(book, 200, "The incident.", book.Steps.Incident(),
            Embedded.Example("Incident"), "ETag");
        operation.Answer(book, 304, "It still has the version that If-None-Match names.", headers: "ETag");
        operation.Refuse(book, [.. OfEveryQuery, GeneralProblems.InvalidRequest, GeneralProblems.NotFound]);

        return operation;
    }

    private static OpenApiOperation History(Book book)
    {
        var operation = OfIncident(book, "getHistory",
            "Every event from reporting to closure in order, each with what it changed, and who looked.",
            Points.Must5);
        operation.Description = "As lines of JSON, as CSV or as a page it is the whole history. In CSV "
            + "there is a row for each field that an event changed, and a text that a spreadsheet would take "
            + "for a formula begins with an apostrophe. Who takes it away as lines or as CSV, with texts of "
            + "interviews or of disciplinary action, is recorded first; that stands in the history and "
            + "changes no version.";
        operation.Parameters!.Add(book.Parameter("version"));
        operation.Parameters.Add(book.Parameter("asOf"));
        operation.Parameters.Add(Parameter("format",
            "In which form; without it the header `Accept` says so.",
            book.Vocabulary(typeof(HistoryFormat))));
        operation.Parameters.Add(book.Parameter("limit"));
        operation.Parameters.Add(book.Parameter("cursor"));
        operation.Answer(book, 200, "A page of the history.",
            Page(book, "HistoryPage", HistorySchemas.Item(book)), Embedded.Example("History"), "ETag");
        var content = operation.Responses!["200"].Content!;
        content["application/x-ndjson"] = new OpenApiMediaType { Schema = HistorySchemas.Item(book) };
        content["text/csv"] = new OpenApiMediaType { Schema = Plain("A head, and a row for each change.") };
        content["text/html"] = new OpenApiMediaType { Schema = Plain("A timeline, to read and to print.") };
        operation.Refuse(book, [.. OfEveryQuery, GeneralProblems.InvalidRequest, GeneralProblems.NotFound]);

        return operation;
    }

    private static OpenApiOperation Difference(Book book)
    {
        var operation = OfIncident(book, "getDifference",
            "What changed between two versions, field by field, whatever came between.", Points.Must5);
        operation.Parameters!.Add(new OpenApiParameter
        {
            Name = "from",
            In = ParameterLocation.Query,
            Required = true,
            Description = "The earlier version; 0: before the report.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "0" },
        });
        operation.Parameters.Add(
            Parameter("to", "The later version; without it, the incident now.", Version()));
        operation.Answer(book, 200, "The difference.", HistorySchemas.Difference(book),
            Embedded.Example("Difference"), "ETag");
        operation.Refuse(book, [.. OfEveryQuery, GeneralProblems.InvalidRequest, GeneralProblems.NotFound]);

        return operation;
    }

    private static OpenApiOperation Checklist(Book book)
    {
        var operation = OfIncident(book, "getChecklist",
            "Each step of how-3 to how-6: done, ruled out, open or not due; and what bars the closure.",
            Points.How3, Points.How3k);
        operation.Parameters!.Add(book.Parameter("version"));
        operation.Parameters.Add(book.Parameter("asOf"));
        operation.Answer(book, 200, "The checklist.", ChecklistSchemas.Whole(book),
            Embedded.Example("Checklist"), "ETag");
        operation.Refuse(book, [.. OfEveryQuery, GeneralProblems.InvalidRequest, ProblemCatalogue.NotYourDuty,
            GeneralProblems.NotFound]);

        return operation;
    }

    private static OpenApiOperation EvidenceContent(Book book)
    {
        var operation = OfIncident(book, "getEvidenceContent",
            "A file of evidence, whole; that it was handed out is recorded first.", Points.How3c);
        operation.Description = "For whoever works on the incident, and for whoever recorded it. The look "
            + "stands in the history and changes no version. `Range` is not honoured. A file that does not "
            + "begin as its kind does is sent as `application/octet-stream`, whatever it was sent as.";
        operation.Parameters!.Add(new OpenApiParameter
        {
            Name = "evidenceId",
            In = ParameterLocation.Path,
            Required = true,
            Description = "The id of the evidence.",
            Schema = Id(),
        });
        operation.Responses!["200"] = new OpenApiResponse
        {
            Description = "The file under a safe name, of the media type that it was recorded with.",
            Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
            {
                ["Content-Disposition"] = book.Header("Content-Disposition"),
                ["Repr-Digest"] = book.Header("Repr-Digest"),
            },
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/octet-stream"] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                    Example = "Marks of year 3",
                },
            },
        };
        operation.Refuse(book, [.. OfEveryQuery, ProblemCatalogue.NotYourDuty, GeneralProblems.NotFound,
            ProblemCatalogue.Find(Rules.EvidenceAltered.Code)!,
            ProblemCatalogue.Find(Rules.EvidenceNotScanned.Code)!,
            ProblemCatalogue.Find(Rules.EvidenceInQuarantine.Code)!,
            ProblemCatalogue.Find(Rules.IncidentErased.Code)!]);

        return operation;
    }

    private static OpenApiOperation ReporterIdentity(Book book)
    {
        var operation = OfIncident(book, "getReporterIdentity",
            "Who a protected reporter is, for whom a request of theirs was disclosed; each look is recorded.",
            Points.How1);
        operation.Answer(book, 200, "The reporter.", book.Answers.Of(typeof(DisclosedReporter)),
            Embedded.Example("DisclosedReporter"));
        operation.Refuse(book, [.. OfEveryQuery, ProblemCatalogue.NotYourDuty, GeneralProblems.NotFound,
            ProblemCatalogue.Find(Rules.AnonymousReporter.Code)!]);

        return operation;
    }

    private static OpenApiOperation ByReceipt(Book book)
    {
        var operation = Answering.Operation(book, Tags.WithoutName, "getReportByReceipt",
            "How far a report has come, what is still asked, and its messages, for its reporter.",
            Points.How1);
        operation.Security = [];
        operation.Parameters = [book.Parameter("school"), book.Parameter("receipt")];
        operation.Answer(book, 200, "The report, as far as its receipt shows it.", book.Named(
            "ReportByReceipt", () => Object(
                new("incidentId", Id(), true),
                new("reference", Plain(), true),
                new("version", Version(), true),
                new("status", book.Vocabulary(typeof(IncidentStatus)), true),
                new("reportedAt", Instant(), true),
                new("completeness", IncidentSchemas.Completeness(), true),
                new("questions", book.Steps.Questions(), true),
                new("messages", List(book.Named("MessageByReceipt", () => Object(
                    new("id", Id(), true),
                    new("from", book.Vocabulary(typeof(MessageFrom)), true),
                    new("recordedAt", Instant(), true),
                    new("text", book.Answers.OpenText(), true)))), true),
                new("detrimentConcerns", List(book.Named("ConcernByReceipt", () => Object(
                    new("id", Id(), true),
                    new("resolution", book.Answers.OpenText(), false)))), true))),
            Embedded.Example("ReportByReceipt"), "ETag");
        operation.Refuse(book, [.. OfEveryQuery, GeneralProblems.InvalidRequest, GeneralProblems.NotFound,
            GeneralProblems.TooManyRequests]);

        return operation;
    }

    private static OpenApiOperation Part(StepRoute route, Book book)
    {
        var schema = book.Steps.Part(route.Part!);
        var operation = OfIncident(book, $"get{((OpenApiSchemaReference)schema).Reference.Id}",
            $"One of the incident's {route.Part!.Replace('-', ' ').Replace('/', ' ')}, by its id.",
            PolicyAttribute.Of(route.Command));
        operation.Parameters!.Add(PartId());
        operation.Answer(book, 200, "The part.", schema,
            Embedded.Example(route.Command.Name)["part"]?.DeepClone());
        operation.Refuse(book, [.. OfEveryQuery, GeneralProblems.NotFound]);

        return operation;
    }

    /// <summary>Which part a path names.</summary>
    public static OpenApiParameter PartId() => new()
    {
        Name = "part",
        In = ParameterLocation.Path,
        Required = true,
        Description = "The id that making it answered.",
        Schema = Plain(),
    };

    private static OpenApiSchemaReference RegisterLine(Book book) =>
        book.Named("RegisterLine", () => Object(LineMembers(book)));

    /// <summary>What every line of a register begins with.</summary>
    public static IEnumerable<AnswerMember> LineMembers(Book book) =>
    [
        new("incidentId", Id(), true),
        new("reference", Plain(), true),
        new("title", book.Answers.OpenText(), true),
        new("status", book.Vocabulary(typeof(IncidentStatus)), true),
        new("kind", book.Vocabulary(typeof(IncidentKind)), true),
        new("reportedAt", Instant(), true),
        new("version", Version(), true),
        new("informationPolicies", List(Plain()), true),
        new("importedAt", ImportOperations.ImportedAt(), false),
        new("severity", book.Vocabulary(typeof(Severity)), false),
        new("breachType", Plain(), false),
        new("investigator", Id(), false),
        new("dueAt", Instant(), false),
    ];

    /// <summary>A page of items.</summary>
    public static OpenApiSchemaReference Page(
        Book book, string name, IOpenApiSchema item, params IEnumerable<AnswerMember> also) =>
        book.Named(name, () => Object(
        [
            new("items", List(item), true),
            new("next", new OpenApiSchema
            {
                Type = JsonSchemaType.String | JsonSchemaType.Null,
                Description = "The cursor of the next page; null: this is the last.",
            }, true),
            .. also,
        ]));

    /// <summary>A query.</summary>
    public static OpenApiOperation Query(
        Book book, string id, string summary, params IEnumerable<string> points) =>
        Answering.Operation(book, Tags.Queries, id, summary, points);

    /// <summary>A query about one incident.</summary>
    public static OpenApiOperation OfIncident(
        Book book, string id, string summary, params IEnumerable<string> points)
    {
        var operation = Query(book, id, summary, points);
        operation.Parameters!.Add(book.Parameter("incidentId"));

        return operation;
    }

    /// <summary>A parameter of a query.</summary>
    public static OpenApiParameter Parameter(string name, string description, IOpenApiSchema schema) =>
        new() { Name = name, In = ParameterLocation.Query, Description = description, Schema = schema };

    internal static OpenApiParameter Several(string name, string description, IOpenApiSchema word)
    {
        var parameter = Parameter(name, $"{description} One or more, separated by commas.", List(word));
        parameter.Style = ParameterStyle.Form;
        parameter.Explode = false;

        return parameter;
    }
}
