using System.Text.Json.Nodes;
using Incidents.Api.OpenApi.Schemas;
using Incidents.Api.Problems;
using Incidents.Application.Exceptions;
using Incidents.Application.Proposals;
using Incidents.Domain;
using Microsoft.OpenApi;
using static Incidents.Api.OpenApi.Schemas.AnswerSchemas;

namespace Incidents.Api.OpenApi.Operations;

/// <summary>Exceptions from the policy, and proposals to change it.</summary>
internal static class MatterOperations
{
    private static readonly ProblemKind[] OfACommand =
    [
        .. AdministrationOperations.OfEveryOne, .. AdministrationOperations.OfABody,
        GeneralProblems.StaleVersion,
    ];

    private static readonly ProblemKind[] OfAQuery =
        [GeneralProblems.Unauthenticated, GeneralProblems.InternalError, GeneralProblems.Unavailable];

    /// <summary>Describes each route.</summary>
    public static void Write(Book book)
    {
        WriteMatter(book, new("/v1/policy-exceptions", "PolicyException", "exceptions from the policy",
            typeof(RequestPolicyException), typeof(DecideOnPolicyException), typeof(PolicyExceptionView),
            typeof(ExceptionStatus)));
        WriteMatter(book, new("/v1/policy-change-proposals", "PolicyChangeProposal",
            "proposals to change the policy", typeof(ProposePolicyChange), typeof(DecideOnPolicyChange),
            typeof(PolicyChangeView), typeof(ProposalStatus)));
    }

    private static void WriteMatter(Book book, Matter matter)
    {
        book.Add(HttpMethod.Post, matter.Path, Raise(book, matter));
        book.Add(HttpMethod.Post, $"{matter.Path}/{{id}}/decision", Decide(book, matter));
        book.Add(HttpMethod.Get, matter.Path, List(book, matter));
        book.Add(HttpMethod.Get, $"{matter.Path}/{{id}}", One(book, matter));
    }

    private static OpenApiOperation Raise(Book book, Matter matter)
    {
        var operation = Command(book, matter.Raising);
        operation.Answer(book, 201, "Recorded.", Done(book, matter),
            Embedded.Example(matter.Raising.Name)["answer"]!.DeepClone(), "Location", "ETag");
        operation.Refuse(book, [.. OfACommand, ProblemCatalogue.Find(Rules.NoSuchPoint.Code)!]);

        return operation;
    }

    private static OpenApiOperation Decide(Book book, Matter matter)
    {
        var operation = Command(book, matter.Deciding);
        operation.Parameters!.Insert(0, Id(matter));
        operation.Parameters.Add(book.Parameter("ifMatch"));
        operation.Answer(book, 200, "Done; `events` is empty where it was so already.", Done(book, matter),
            Embedded.Example(matter.Deciding.Name)["answer"]!.DeepClone(), "ETag");
        operation.Refuse(book,
        [
            .. OfACommand, GeneralProblems.NotFound, ProblemCatalogue.Find(Rules.ConflictOfInterest.Code)!,
            ProblemCatalogue.Find(Rules.AlreadyDecided.Code)!,
        ]);

        return operation;
    }

    private static OpenApiOperation List(Book book, Matter matter)
    {
        var operation = Query(book, $"list{matter.Name}s", matter,
            $"The {matter.Words} that the caller sees, the latest first: their own, those they decide on, "
            + "and all of them for the office manager and the auditor.");
        operation.Parameters =
        [
            QueryOperations.Several("status", "Only these.", book.Vocabulary(matter.Status)),
            book.Parameter("limit"),
            book.Parameter("cursor"),
        ];
        operation.Answer(book, 200, "A page of them.",
            QueryOperations.Page(book, $"{matter.Name}Page", book.Answers.Of(matter.View)),
            new JsonObject
            {
                ["items"] = new JsonArray(Shown(matter)),
                ["next"] = null,
            });
        operation.Refuse(book, [.. OfAQuery, GeneralProblems.InvalidRequest]);

        return operation;
    }

    private static OpenApiOperation One(Book book, Matter matter)
    {
        var operation = Query(
            book, $"get{matter.Name}", matter, $"One of the {matter.Words}, for whoever sees it.");
        operation.Parameters!.Add(Id(matter));
        operation.Answer(book, 200, "It.", book.Answers.Of(matter.View), Shown(matter), "ETag");
        operation.Refuse(book, [.. OfAQuery, GeneralProblems.NotFound]);

        return operation;
    }

    private static OpenApiOperation Command(Book book, Type command)
    {
        var operation = Answering.Operation(book, Tags.Policy, Words.CamelCase(command.Name),
            DomainWords.Of(command), PolicyAttribute.Of(command));
        operation.Description = DutyWords.Of(command);
        operation.Extensions!["x-duty"] =
            new JsonNodeExtension(JsonValue.Create(DutyAttribute.Of(command)));
        operation.Parameters!.Add(book.Parameter("idempotencyKey"));
        operation.RequestBody = Answering.Body(
            book.Bodies.Of(command), Embedded.Example(command.Name)["bodies"]!.AsObject());

        return operation;
    }

    private static OpenApiOperation Query(Book book, string id, Matter matter, string summary) =>
        Answering.Operation(book, Tags.Policy, id, summary, PolicyAttribute.Of(matter.Raising));

    private static OpenApiSchemaReference Done(Book book, Matter matter) =>
        book.Named($"{matter.Name}Done", () => Object(
            new("id", AnswerSchemas.Id(), true),
            new("version", Version("How many events it has."), true),
            new("status", book.Vocabulary(matter.Status), true),
            new("events", AnswerSchemas.List(Plain()), true)));

    private static OpenApiParameter Id(Matter matter) => new()
    {
        Name = "id",
        In = ParameterLocation.Path,
        Required = true,
        Description = $"The id of one of the {matter.Words}.",
        Schema = AnswerSchemas.Id(),
    };

    private static JsonNode Shown(Matter matter) =>
        Embedded.Example(matter.Raising.Name)["shown"]!.DeepClone();

    /// <summary>What can be raised and decided on.</summary>
    private sealed record Matter(
        string Path, string Name, string Words, Type Raising, Type Deciding, Type View, Type Status);
}
