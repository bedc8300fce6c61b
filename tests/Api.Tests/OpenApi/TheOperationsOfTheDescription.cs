using System.Text.Json.Nodes;
using Incidents.Api.Security;
using Incidents.Domain;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Incidents.Api.Tests.OpenApi;

public sealed class TheOperationsOfTheDescription
{
    [Fact]
    public async Task are_the_routes_of_the_service()
    {
        await using var service = await RoutesOfTheService.Read();

        Description.Operations.Select(each => each.ToString()).Should().BeEquivalentTo(
            service.All.Where(IsDescribed).SelectMany(Names),
            "each route is described under src/Api/OpenApi/Operations, and nothing else is");
    }

    [Fact]
    public async Task ask_for_the_credentials_and_roles_that_the_routes_ask_for()
    {
        await using var service = await RoutesOfTheService.Read();

        foreach (var route in service.All.Where(IsDescribed))
        {
            var operation = Description.Operations.Single(each => Names(route).Contains(each.ToString()));

            operation.Node.ContainsKey("security").Should()
                .Be(route.Metadata.GetMetadata<IAllowAnonymous>() is not null);
            Words(operation.Node["x-roles"]).Should().BeEquivalentTo(
                route.Metadata.GetMetadata<RequiresAttribute>()?.Roles.Select(Domain.Words.CamelCase) ?? []);
        }
    }

    [Fact]
    public void are_told_apart_by_their_ids() =>
        Description.Operations.Select(each => each.Id).Should().OnlyHaveUniqueItems();

    [Fact]
    public void each_belong_to_a_part_of_the_life_and_say_in_a_sentence_what_they_do()
    {
        var tags = Description.Whole["tags"]!.AsArray().Select(tag => tag!["name"]!.GetValue<string>())
            .ToList();

        foreach (var operation in Description.Operations)
        {
            Words(operation.Node["tags"]).Should().ContainSingle().Which.Should()
                .BeOneOf(tags, operation.ToString());
            operation.Node["summary"]!.GetValue<string>().Should().EndWith(".", operation.ToString());
        }
    }

    [Fact]
    public void cite_the_points_of_their_commands()
    {
        foreach (var route in Api.Routes.Commands.Table.Routes)
        {
            Words(Description.Of(route.Command).Node["x-policy-points"]).Should()
                .Equal(PolicyAttribute.Of(route.Command));
        }
    }

    [Fact]
    public void give_every_part_of_their_path()
    {
        foreach (var operation in Description.Operations)
        {
            var given = (operation.Node["parameters"]?.AsArray() ?? [])
                .Select(each => Description.Resolve(each!))
                .Where(parameter => parameter["in"]!.GetValue<string>() == "path")
                .Select(parameter => $"{{{parameter["name"]}}}");

            operation.Path.Split('/').Where(part => part.StartsWith('{')).Should()
                .Equal(given, operation.ToString());
        }
    }

    [Fact]
    public void show_what_they_take_and_answer()
    {
        foreach (var operation in Description.Operations.Where(
            each => each.Path.StartsWith("/v1/", StringComparison.Ordinal)))
        {
            (operation.BodySchema is null || operation.BodyExamples!.Count > 0).Should()
                .BeTrue(operation.ToString());
            (!operation.Answers.Any() || operation.Answers.Any(answer => answer.Example is not null))
                .Should().BeTrue($"{operation} shows an answer");
        }
    }

    private static bool IsDescribed(RouteEndpoint route) =>
        route.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null;

    private static IEnumerable<string> Names(RouteEndpoint route) =>
        route.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods
            .Select(method => $"{method} {route.RoutePattern.RawText}");

    private static IEnumerable<string> Words(JsonNode? list) =>
        (list?.AsArray() ?? []).Select(word => word!.GetValue<string>());
}
