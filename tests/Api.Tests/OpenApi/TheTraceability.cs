using System.Text;
using Incidents.Api.Policy;
using Incidents.Application.Store;
using Incidents.Domain;

namespace Incidents.Api.Tests.OpenApi;

/// <summary>From each point of the policy to its commands, events, rules, views and tests.</summary>
public sealed class TheTraceability
{
    private const string Update = "INCIDENTS_UPDATE_GENERATED";

    private static readonly string[] Kinds = ["command", "event", "rule", "view", "test"];

    private static readonly IReadOnlyList<PolicyPoint> Points = DefaultPack.Create().Points;

    public static TheoryData<string> Rules => [.. Domain.Rules.All.Select(rule => rule.Code)];

    public static TheoryData<string> Events => [.. EventNames.All.Keys.Select(type => type.Name)];

    public static TheoryData<string> Musts =>
    [
        .. Points.Select(point => point.Point)
            .Where(point => point.StartsWith("must-", StringComparison.Ordinal)),
    ];

    [Fact]
    public void is_the_one_that_is_committed()
    {
        var file = Path.Combine(TestsOfThePolicy.Root, "docs", "policy", "traceability.md");
        var now = Written();
        if (Environment.GetEnvironmentVariable(Update) == "1")
            File.WriteAllText(file, now);

        File.ReadAllText(file).Should().Be(now,
            "it is made from the code and its tests; if the change is meant, run the tests once with "
            + $"{Update}=1");
    }

    [Theory, MemberData(nameof(Rules))]
    public void of_a_rule_ends_at_a_test(string code) =>
        TestsOfThePolicy.Of(Domain.Rules.All.Single(rule => rule.Code == code)).Should().NotBeEmpty();

    [Theory, MemberData(nameof(Events))]
    public void of_an_event_ends_at_a_test(string name) =>
        TestsOfThePolicy.Of(EventNames.All.Keys.Single(type => type.Name == name)).Should().NotBeEmpty();

    [Theory, MemberData(nameof(Musts))]
    public void of_a_must_has_one_of_each_or_says_why_not(string point)
    {
        var said = Lacking().Where(row => row.Point == point).Select(row => row.Kind);

        Kinds.Where(kind => !Has(point, kind)).Should().BeEquivalentTo(said,
            "docs/policy/assumptions.md has a row for what a point does not have, and for nothing else");
    }

    private static bool Has(string point, string kind)
    {
        var trace = PolicyTrace.Of(point);

        return kind switch
        {
            "command" => trace.Commands.Count > 0,
            "event" => trace.Events.Count > 0,
            "rule" => trace.Rules.Count > 0,
            "view" => trace.Views.Count > 0,
            _ => TestsOf(trace).Any(),
        };
    }

    /// <summary>The rows of the table in the assumptions: what a point does not have, and why.</summary>
    private static IEnumerable<(string Point, string Kind)> Lacking() =>
        from line in File.ReadAllLines(Path.Combine(
            TestsOfThePolicy.Root, "docs", "policy", "assumptions.md"))
        where line.StartsWith("| must-", StringComparison.Ordinal)
        let cells = line.Split('|', StringSplitOptions.TrimEntries)
        where cells[3].Length > 0
        select (cells[1], cells[2]);

    private static IEnumerable<string> TestsOf(PointTrace trace) => TestsOfThePolicy.Of(trace.Point)
        .Concat(EventsNearest(trace.Point).SelectMany(TestsOfThePolicy.Of))
        .Concat(Domain.Rules.All.Where(rule => rule.Point == trace.Point).SelectMany(TestsOfThePolicy.Of))
        .Distinct().Order(StringComparer.Ordinal);

    /// <summary>Events cite the nearest point first.</summary>
    private static IEnumerable<Type> EventsNearest(string point) =>
        EventNames.All.Keys.Where(type => PolicyAttribute.Of(type)[0] == point);

    private static string Written()
    {
        var text = new StringBuilder("""
            # From the policy to its tests

            Made from the code and its tests, and checked by a test. Commands, events and rules cite their
            points in code; paths are those of the interface's description; tests are classes that name the
            point, expect one of its rules, or expect an event that carries out this point before others. The
            same without the tests, for the running service: `GET /v1/policy-pack/points`. What each point
            asks is in [points.md](points.md), and why a point that says "must" lacks something in
            [assumptions.md](assumptions.md).

            """.ReplaceLineEndings("\n"));

        foreach (var point in Points)
            Write(text, point);

        return text.ToString();
    }

    private static void Write(StringBuilder text, PolicyPoint point)
    {
        var trace = PolicyTrace.Of(point.Point);
        text.Append($"\n## {point.Point}: {point.Title}\n\n");
        string[] lines =
        [
            .. trace.Commands.Select(command => command.Path is { } path
                ? $"command `{command.Command}`: `POST {path}`"
                : $"command `{command.Command}`: by the clock"),
            .. trace.Events.Select(name => $"event `{name}`"),
            .. trace.Rules.Select(rule => $"rule `{rule.Code}`"),
            .. trace.Views.Select(path => $"view `GET {path}`"),
            .. TestsOf(trace).Select(test => $"test `{test}`"),
        ];

        foreach (var line in lines.DefaultIfEmpty("nothing: it is the policy's own text"))
            text.Append($"- {line}\n");
    }
}
