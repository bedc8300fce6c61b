using Incidents.Api.Problems;
using Incidents.Domain;

namespace Incidents.Api.Tests.OpenApi;

public sealed class TheProblemsOfTheDescription
{
    /// <summary>What is asked before any decider is.</summary>
    private static readonly Rule[] BeforeEveryDecider =
        [Rules.NotYourDuty, Rules.ConflictOfInterest, Rules.IncidentErased];

    public static TheoryData<Type> EveryCommand => [.. Description.Steps.Select(route => route.Command)];

    [Fact]
    public void are_in_the_catalogue_with_their_status()
    {
        foreach (var problem in Description.Operations.SelectMany(operation => operation.Problems).Distinct())
            (problem.Status == 404 && problem.Code.StartsWith("no-such-", StringComparison.Ordinal)
                ? ProblemCatalogue.InPath(Rules.All.Single(rule => rule.Code == problem.Code))
                : ProblemCatalogue.Find(problem.Code))
                .Should().BeEquivalentTo(new { problem.Code, problem.Status });
    }

    [Fact]
    public void name_every_rule() =>
        Rules.All.Select(rule => rule.Code).Should().BeSubsetOf(
            Description.Operations.SelectMany(operation => operation.Problems).Select(each => each.Code));

    [Theory]
    [MemberData(nameof(EveryCommand))]
    public void of_a_command_are_those_that_its_decider_can_refuse_with(Type command)
    {
        var codes = Description.Of(command).Problems.Select(each => each.Code).ToHashSet();

        // What the body names is looked for before its decider is asked.
        Rule[] before = command.IsAssignableTo(typeof(INamesIncident))
            ? [.. BeforeEveryDecider, Rules.NoSuchIncident]
            : [.. BeforeEveryDecider];

        Rules.All.Except(before).Select(rule => rule.Code).Where(codes.Contains).Should()
            .BeEquivalentTo(
                RulesInDeciders.Of(command).Except(before).Select(rule => rule.Code),
                $"StepNotes names the rules that the decider of {command.Name} reads");
    }

    [Theory]
    [MemberData(nameof(EveryCommand))]
    public void are_no_problem_where_it_is_so_already(Type command)
    {
        var done = $"{Description.Of(command).Node["responses"]!["200"]?["description"]}";

        done.Contains("so already", StringComparison.Ordinal).Should()
            .Be(RulesInDeciders.CanBeSoAlready(command), $"StepNotes says so of {command.Name}");
    }
}
