using System.Text.Json;
using System.Text.Json.Nodes;
using Incidents.Api.OpenApi.Schemas;
using Incidents.Api.Policy;
using Incidents.Api.Problems;
using Incidents.Api.Routes;
using Incidents.Application.Policy;
using Incidents.Application.Store;
using Incidents.Domain;
using Microsoft.OpenApi;
using static Incidents.Api.OpenApi.Schemas.AnswerSchemas;

namespace Incidents.Api.OpenApi.Operations;

/// <summary>The policy itself: the packs that a school adopts.</summary>
internal static class PolicyOperations
{
    private static readonly ProblemKind[] OfEveryQuery =
        [GeneralProblems.Unauthenticated, GeneralProblems.InternalError, GeneralProblems.Unavailable];

    /// <summary>Describes each route.</summary>
    public static void Write(Book book)
    {
        book.Add(HttpMethod.Post, "/v1/policy-packs", Adopt(book));
        book.Add(HttpMethod.Get, "/v1/policy-packs", List(book));
        book.Add(HttpMethod.Get, "/v1/policy-packs/{version}", Version(book));
        book.Add(HttpMethod.Get, "/v1/policy-pack", InForce(book));
        book.Add(HttpMethod.Get, "/v1/policy-pack/points", Points(book));
        book.Add(HttpMethod.Get, "/v1/policy-pack/points/{point}", Point(book));
    }

    private static OpenApiOperation Adopt(Book book)
    {
        var operation = Operation(book, "adoptPolicyPack", DomainWords.Of(typeof(AdoptPolicyPack)));
        operation.For(Role.Administrator);
        operation.Description += " The body is the whole pack; it is judged as a whole, and everything that "
            + "is wrong with it is said at once. A pack that this service answered with can be sent back "
            + "changed: its `version`, `sha256` and `reviewOverdue` are not read.";
        operation.Parameters!.Add(book.Parameter("ifMatch"));
        operation.Parameters.Add(book.Parameter("idempotencyKey"));
        operation.RequestBody = Answering.Body(book.Bodies.Of(typeof(PolicyPack)), Example());
        var schema = book.Named("AdoptedPackPin", () => Object(
            new("version", WholeNumber(large: false), true),
            new("sha256", Plain("Of the pack's canonical JSON."), true),
            new("events", AnswerSchemas.List(Plain()), true)));
        operation.Answer(
            book, 200, "It is in force already; nothing was recorded.", schema, headers: "ETag");
        operation.Answer(book, 201, "Adopted, and in force from now on.", schema, new JsonObject
        {
            ["version"] = 2,
            ["sha256"] = "0f9a3be1c2ad4c6f9f0b5d7e8a6c1b2d3e4f5061728394a5b6c7d8e9f0a1b2c3",
            ["events"] = new JsonArray("policyPackAdopted"),
        }, "Location", "ETag");
        operation.Refuse(book, [
            .. AdministrationOperations.OfEveryOne, .. AdministrationOperations.OfABody,
            GeneralProblems.StaleVersion,
        ]);

        return operation;
    }

    private static OpenApiOperation List(Book book)
    {
        var operation = Operation(
            book, "listPolicyPacks", "The packs that the school has adopted, the latest first.");
        operation.For([.. PolicyRoutes.Readers]);
        operation.Parameters!.Add(book.Parameter("limit"));
        operation.Parameters.Add(book.Parameter("cursor"));
        operation.Answer(book, 200, "A page of them.",
            QueryOperations.Page(book, "PolicyPackPage", book.Answers.Of(typeof(AdoptedPackView))),
            Embedded.Example("PolicyPacks"));
        operation.Refuse(book, [.. AdministrationOperations.OfEveryOne, GeneralProblems.InvalidRequest]);

        return operation;
    }

    private static OpenApiOperation Version(Book book)
    {
        var operation = Operation(book, "getPolicyPackVersion",
            "A pack that the school has adopted, also where it is no longer in force.");
        operation.For([.. PolicyRoutes.Readers]);
        operation.Parameters!.Add(new OpenApiParameter
        {
            Name = "version",
            In = ParameterLocation.Path,
            Required = true,
            Description = "The tenant's own numbering, from 1.",
            Schema = WholeNumber(large: false),
        });
        operation.Answer(
            book, 200, "The pack.", Pack(book), Embedded.Example("PolicyPack"), "ETag");
        operation.Refuse(book, [.. AdministrationOperations.OfEveryOne, GeneralProblems.NotFound]);

        return operation;
    }

    private static OpenApiOperation InForce(Book book)
    {
        var operation = Operation(book, "getPolicyPack",
            "The policy pack in force: the policy as data, and whether its review is overdue.");
        operation.Answer(
            book, 200, "The pack.", Pack(book), Embedded.Example("PolicyPack"), "ETag");
        operation.Refuse(book, OfEveryQuery);

        return operation;
    }

    private static OpenApiOperation Points(Book book)
    {
        var operation = Operation(book, "listPolicyPoints",
            "The points of the policy, each with what carries it out in this service.");
        operation.Answer(book, 200, "All of them.",
            QueryOperations.Page(book, "PolicyPointPage", Traced(book)), new JsonObject
            {
                ["items"] = new JsonArray(Embedded.Example("PolicyPoint")),
                ["next"] = null,
            });
        operation.Refuse(book, OfEveryQuery);

        return operation;
    }

    private static OpenApiOperation Point(Book book)
    {
        var operation = Operation(book, "getPolicyPoint",
            "What carries out a point of the policy in this service: commands, events, rules and views.");
        operation.Parameters!.Add(new OpenApiParameter
        {
            Name = "point",
            In = ParameterLocation.Path,
            Required = true,
            Description = "The template's id of the point, or the school's own number of it.",
            Schema = Plain(),
        });
        operation.Answer(book, 200, "The point.", Traced(book), Embedded.Example("PolicyPoint"));
        operation.Refuse(book, [.. OfEveryQuery, GeneralProblems.NotFound]);

        return operation;
    }

    private static OpenApiSchemaReference Traced(Book book) => book.Named("TracedPoint", () => Object(
        [
            .. book.Answers.MembersOf(typeof(PointTrace)),
            new("title", Plain(), true),
            new("schoolsOwn", Plain("The school's own number of the point, where it differs."), false),
        ]));

    private static OpenApiSchemaReference Pack(Book book) => book.Named("WholePolicyPack", () => Object(
        [
            .. book.Answers.MembersOf(typeof(PolicyPack)).Where(member => member.Name != "version"),
            new("version", WholeNumber(large: false), true),
            new("sha256", Plain("Of the pack's canonical JSON."), true),
            new("reviewOverdue", YesNo(), true),
        ]));

    /// <summary>The pack that every new tenant begins with, which is whole.</summary>
    private static JsonObject Example() => new()
    {
        ["the pack of a new tenant"] =
            JsonSerializer.SerializeToNode(DefaultPack.Create(), StoreJson.Options),
    };

    private static OpenApiOperation Operation(Book book, string id, string? summary) =>
        Answering.Operation(book, Tags.Policy, id, summary, Domain.Points.Doc);

    private static void For(this OpenApiOperation operation, params Role[] roles)
    {
        var words = roles.Select(Words.CamelCase).ToArray();
        operation.Description =
            $"For the role{(words.Length == 1 ? "" : "s")} `{string.Join("`, `", words)}`.";
        operation.Extensions!["x-roles"] = Answering.Words(words);
    }
}
