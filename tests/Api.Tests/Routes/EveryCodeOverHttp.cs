using System.Text.RegularExpressions;
using Incidents.Api.Problems;
using Incidents.Domain;

namespace Incidents.Api.Tests.Routes;

/// <summary>For each code that the service answers with there is a test that asks the running service and
/// expects the status, the code and the policy point. Found in the sources, where they stand beside each
/// other.</summary>
public sealed partial class EveryCodeOverHttp
{
    /// <summary>Codes that no request brings about while the service is well, and why.</summary>
    private static readonly Dictionary<string, string> Unreachable = new(StringComparer.Ordinal)
    {
        ["internal-error"] = "it would be a defect; ExceptionsOfTheService throws one",
        ["no-such-legal-hold"] = "the path names the hold alone, so without it there is no incident to see",
    };

    /// <summary>Tests of lists, and of problems without the service.</summary>
    private static readonly string[] Elsewhere = ["OpenApi", "Problems", "Fixture", "bin", "obj"];

    private static readonly ILookup<string, Expected> Seen = (
        from file in Directory.EnumerateFiles(Tests, "*.cs", SearchOption.AllDirectories)
        where !Elsewhere.Contains(Path.GetRelativePath(Tests, file).Split(Path.DirectorySeparatorChar)[0])
        from match in Expectation().Matches(File.ReadAllText(file))
        select new Expected(
            match.Groups["code"].Value, int.Parse(match.Groups["status"].Value),
            match.Groups["point"] is { Success: true, Value: var point } ? point : null))
        .ToLookup(expected => expected.Code, StringComparer.Ordinal);

    public static TheoryData<string> Codes =>
        [.. ProblemCatalogue.All.Select(kind => kind.Code).Except(Unreachable.Keys)];

    private static string Tests => Path.Combine(Repository.Root, "tests", "Api.Tests");

    [Theory, MemberData(nameof(Codes))]
    public void is_met_with_its_status_and_its_policy_point(string code)
    {
        var kind = ProblemCatalogue.Find(code)!;

        Seen[code].Should().Contain(expected => expected.Status == kind.Status
            && (code == Rules.NotYourDuty.Code ? expected.Point != null : expected.Point == kind.PolicyPoint),
            "a test over HTTP sees {0} with {1} and its point, or the list here says why none can", code,
            kind.Status);
    }

    [Fact]
    public void is_excused_from_that_only_where_no_test_meets_it() =>
        Unreachable.Keys.Should().OnlyContain(code =>
            ProblemCatalogue.Find(code) != null && !Seen[code].Any());

    private sealed record Expected(string Code, int Status, string? Point);

    [GeneratedRegex("""\b(?<status>[45]\d\d),\s*"(?<code>[a-z-]+)"(,\s*"(?<point>[a-z0-9-]+)")?""",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Expectation();
}
