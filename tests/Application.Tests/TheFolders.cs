namespace Incidents.Application.Tests;

public sealed class TheFolders
{
    /// <summary>Folders of tests that test no folder of the source.</summary>
    private static readonly string[] Technical =
    [
        "tests/Api.Tests/Faults", // the whole service, while something breaks
        "tests/Api.Tests/Fixture", // what every test of the running service stands on
        "tests/Api.Tests/Fuzz", // every route of the description, with anything
        "tests/Api.Tests/Life", // an incident's whole way, over several steps
        "tests/Api.Tests/Upgrade", // what earlier releases left
        "tests/Api.Tests/Upgrade/first-release",
        "tests/Api.Tests/Security/Matrix", // every route, with the tables of who may
    ];

    /// <summary>Programs beside the tests, and what they share.</summary>
    private static readonly string[] Tools = ["tests/Benchmarks", "tests/Faults", "tests/Processes"];

    /// <summary>A test over HTTP tests a step of the domain too.</summary>
    private static readonly Dictionary<string, string[]> TestedBy = new(StringComparer.Ordinal)
    {
        ["Domain.Tests"] = ["Domain"],
        ["Application.Tests"] = ["Application", "Domain"],
        ["Api.Tests"] = ["Api", "Application", "Domain"],
    };

    public static TheoryData<string> OfTests => [.. FoldersOf("tests")
        .Where(folder => !Tools.Any(tool => folder.StartsWith(tool, StringComparison.Ordinal)))];

    public static TheoryData<string> Steps => [.. StepsOfTheDomain];

    private static IEnumerable<string> StepsOfTheDomain =>
        FoldersOf("src/Domain").Where(folder => folder != "src/Domain")
            .Select(folder => Path.GetFileName(folder));

    [Theory, MemberData(nameof(OfTests))]
    public void of_tests_are_named_as_what_they_test(string folder)
    {
        var path = folder.Split('/');
        var inside = string.Concat(path[2..].Select(name => "/" + name));
        var tested = TestedBy[path[1]].Select(project => $"src/{project}{inside}").ToArray();

        (inside.Length == 0 || Technical.Contains(folder) || FoldersOf("src").Intersect(tested).Any())
            .Should().BeTrue(
                $"{folder} tests what should be one of {string.Join(", ", tested)}, and none is there");
    }

    [Theory, MemberData(nameof(Steps))]
    public void of_the_domain_have_their_tests_in_a_folder_of_their_name(string step) =>
        FoldersOf("tests/Domain.Tests").Should().Contain($"tests/Domain.Tests/{step}");

    [Theory]
    [InlineData("src/Application")]
    [InlineData("src/Api")]
    public void of_a_step_bear_its_name_in_every_tree(string tree) =>
        FoldersOf(tree).Select(folder => Path.GetFileName(folder))
            .Where(name => StepsOfTheDomain.Any(step => IsOtherWordFor(name, step)))
            .Should().BeEmpty();

    /// <summary>The same step under another name, such as Escalations for Escalation.</summary>
    private static bool IsOtherWordFor(string name, string step) =>
        name != step && Stem(name) == Stem(step);

    private static string Stem(string name) => name.ToUpperInvariant().TrimEnd('S');

    /// <summary>Every folder that has code in it.</summary>
    private static IEnumerable<string> FoldersOf(string tree) => Repository.Files(tree)
        .Where(file => file.EndsWith(".cs", StringComparison.Ordinal))
        .Select(file => Path.GetDirectoryName(file)!.Replace('\\', '/')).Distinct();
}
