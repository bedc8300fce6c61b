using System.Text.Json.Nodes;
using Incidents.Domain;

namespace Incidents.Api.Tests.OpenApi;

public sealed class TheOperationsOfTheDescription
{
    [Fact]
    public void are_told_apart_by_their_ids() =>
        Description.Operations.Select(each => each.Id).Should().OnlyHaveUniqueItems();

    [Fact]
    public void each_belong_to_a_part_of_the_life_and_say_in_a_sentence_what_they_do()
    {
        var tags = Description.Whole["tags"]!.AsArray()
            .Select(tag => tag!["name"]!.GetValue<string>()).ToList();

        foreach (var operation in Description.Operations)
        {
            Words(operation.Node["tags"]).Should().ContainSingle()
                .Which.Should().BeOneOf(tags, operation.ToString());
            operation.Node["summary"]!.GetValue<string>().Should().EndWith(".", operation.ToString());
        }
    }

    [Fact]
    public void cite_the_points_of_their_commands()
    {
        foreach (var route in Description.Steps)
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
        foreach (var operation in Description.Operations
            .Where(each => each.Path.StartsWith("/v1/", StringComparison.Ordinal)))
        {
            (operation.BodySchema is null || operation.BodyExamples!.Count > 0)
                .Should().BeTrue($"{operation} shows a body");
            (!operation.Answers.Any() || operation.Answers.Any(answer => answer.Example is not null))
                .Should().BeTrue($"{operation} shows an answer");
        }
    }

    private static IEnumerable<string> Words(JsonNode? list) =>
        (list?.AsArray() ?? []).Select(word => word!.GetValue<string>());
}
