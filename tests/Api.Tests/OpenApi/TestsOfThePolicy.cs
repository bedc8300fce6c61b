using System.Text.RegularExpressions;
using Incidents.Application.Store;
using Incidents.Domain;

namespace Incidents.Api.Tests.OpenApi;

/// <summary>Which tests speak of what, found in their sources: a class tests a rule whose code it expects, an
/// event that it expects or begins with, and a point that it names.</summary>
internal static partial class TestsOfThePolicy
{
    /// <summary>Tests of the description and of the catalogue, which name everything there is.</summary>
    private static readonly string[] OfLists = ["OpenApi", "Problems", "Fixture"];

    private static readonly IReadOnlyList<string> Files =
    [
        .. from folder in (string[])["Domain.Tests", "Api.Tests"]
           from file in Directory.EnumerateFiles(
               Path.Combine(Root, "tests", folder), "*.cs", SearchOption.AllDirectories)
           let inside = Path.GetRelativePath(Path.Combine(Root, "tests", folder), file).Replace('\\', '/')
           where !OfLists.Any(list => inside.StartsWith(list, StringComparison.Ordinal))
               && !inside.StartsWith("bin/", StringComparison.Ordinal)
               && !inside.StartsWith("obj/", StringComparison.Ordinal)
           select File.ReadAllText(file),
    ];

    private static readonly IReadOnlyList<(string Class, string Source)> Classes =
        [.. Files.SelectMany(PartsOf)];

    /// <summary>By an event's name, the words by which scenarios expect it, such as <c>Returned</c>.
    /// </summary>
    private static readonly ILookup<string, string> Shorthands = Files
        .SelectMany(file => Shorthand().Matches(file))
        .ToLookup(match => match.Groups["event"].Value, match => match.Groups["name"].Value);

    /// <summary>The root of the repository.</summary>
    public static string Root => Above(AppContext.BaseDirectory);

    /// <summary>Classes that expect a refusal by this rule.</summary>
    public static IEnumerable<string> Of(Rule rule) => Naming($"\"{rule.Code}\"");

    /// <summary>Classes that expect this event.</summary>
    public static IEnumerable<string> Of(Type @event)
    {
        var shorthands = Shorthands[@event.Name].Distinct().ToArray();

        return Matching(source =>
            source.Contains($"\"{EventNames.InApi(@event)}\"", StringComparison.Ordinal)
            || Has(source, $@"(new |<){@event.Name}\b")
            || Array.Exists(shorthands, name => Has(source, $@"\.Then\([^;]*\b{name}\b")));
    }

    /// <summary>Classes that name this point.</summary>
    public static IEnumerable<string> Of(string point)
    {
        var constant = typeof(Points).GetFields()
            .Single(field => (string)field.GetRawConstantValue()! == point).Name;

        return Matching(source => source.Contains($"\"{point}\"", StringComparison.Ordinal)
            || Has(source, $@"\b{constant}\b(?!:)"));
    }

    private static bool Has(string source, string pattern) =>
        Regex.IsMatch(source, pattern, RegexOptions.None, TimeSpan.FromSeconds(1));

    private static IEnumerable<string> Naming(string words) =>
        Matching(source => source.Contains(words, StringComparison.Ordinal));

    private static IEnumerable<string> Matching(Func<string, bool> speaks) => Classes
        .Where(test => speaks(test.Source)).Select(test => test.Class).Distinct()
        .Order(StringComparer.Ordinal);

    /// <summary>The classes of a file that have tests, each with its own source.</summary>
    private static IEnumerable<(string Class, string Source)> PartsOf(string file)
    {
        var starts = Beginning().Matches(file).ToArray();
        for (var index = 0; index < starts.Length; index++)
        {
            var end = index + 1 < starts.Length ? starts[index + 1].Index : file.Length;
            var source = file[starts[index].Index..end];
            if (source.Contains("[Fact]", StringComparison.Ordinal)
                || source.Contains("[Theory", StringComparison.Ordinal))
                yield return (starts[index].Groups["name"].Value, source);
        }
    }

    private static string Above(string folder) => File.Exists(Path.Combine(folder, "Incidents.sln"))
        ? folder
        : Above(Path.GetDirectoryName(folder)!);

    [GeneratedRegex(@"^ +public static (?<event>[A-Z]\w+) (?<name>[A-Z]\w+)(\(| =>)",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shorthand();

    [GeneratedRegex(@"^(public|internal) (static |sealed |partial )*(class|record) (?<name>\w+)",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Beginning();
}
