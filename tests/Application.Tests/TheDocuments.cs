using System.Text.RegularExpressions;

namespace Incidents.Application.Tests;

public sealed partial class TheDocuments
{
    private static readonly string[] Sources =
    [
        .. Repository.Files("src").Concat(Repository.Files("tests"))
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal))
            .Select(file => Plain(Repository.Read(file))),
    ];

    public static TheoryData<string> All =>
        [.. Repository.Files().Where(file => file.EndsWith(".md", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(All))]
    public void quote_code_as_it_is(string document) =>
        CodeBlock().Matches(Repository.Read(document))
            .Select(block => block.Groups["code"].Value)
            .Where(code => !Sources.Any(source => Parts(code).All(source.Contains)))
            .Should().BeEmpty("a reader looks for it in the source");

    [Theory, MemberData(nameof(All))]
    public void link_to_what_is_there(string document) =>
        Link().Matches(Repository.Read(document))
            .Select(link => link.Groups["to"].Value)
            .Where(to => !Path.Exists(
                Path.Combine(Repository.Root, Path.GetDirectoryName(document)!, to)))
            .Should().BeEmpty();

    /// <summary>What stands between the marks of something left out.</summary>
    private static IEnumerable<string> Parts(string code) => code.Split('…').Select(Plain);

    private static string Plain(string code) =>
        string.Concat(code.Where(letter => !char.IsWhiteSpace(letter)));

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline, 1_000)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\]\((?![a-z]+:)(?<to>[^)#\s]+)(#[^)\s]*)?\)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Link();
}
