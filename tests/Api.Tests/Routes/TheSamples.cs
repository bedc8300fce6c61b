using System.Text.RegularExpressions;
using Incidents.Api.Tests.OpenApi;

namespace Incidents.Api.Tests.Routes;

/// <summary>The scripts under <c>samples/</c>, as far as it can be seen without playing them.</summary>
public sealed partial class TheSamples
{
    /// <summary>Paths beside those of incidents that take a command.</summary>
    private static readonly string[] Beside = ["/v1/policy-exceptions", "/v1/policy-change-proposals"];

    private static readonly IReadOnlyList<string> Asked =
    [
        .. from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples"), "*.sh")
           where char.IsAsciiDigit(Path.GetFileName(file)[0])
           from step in Step().Matches(File.ReadAllText(file))
           select PathOf(step.Groups["verb"].Value, step.Groups["path"].Value),
    ];

    public static TheoryData<string> Commands =>
    [
        .. Description.Steps.Select(route => route.Template),
        .. Description.Operations
            .Where(each => each.Method == "POST" && Beside.Any(path =>
                each.Path.StartsWith(path, StringComparison.Ordinal)))
            .Select(each => each.Path),
    ];

    [Theory, MemberData(nameof(Commands))]
    public void have_somebody_give_every_command(string path) =>
        Asked.Should().Contain(asked => Fits(path.Split('/'), asked.Split('/')),
            "some incident under samples/ gives {0}", path);

    /// <summary>The whole path of a step, as <c>samples/lib.sh</c> has it.</summary>
    private static string PathOf(string verb, string path) => verb switch
    {
        "reports" => "/v1/incidents",
        "tells" => "/v1/anonymous-reports",
        "uploads" => "/v1/incidents/{id}/evidence",
        "rules_out" => $"/v1/incidents/{{id}}/steps/{path}/ruled-out",
        "adds" => $"/v1/anonymous-reports/{path}",
        _ => path.StartsWith('/') ? path : $"/v1/incidents/{{id}}/{path}",
    };

    private static bool Fits(string[] template, string[] asked) => template.Length == asked.Length
        && template.Zip(asked).All(part => part.First == part.Second
            || (part.First.StartsWith('{') && part.Second.Length > 0));

    [GeneratedRegex(
        """^[a-z_]+ +(?<verb>reports|tells|posts|uploads|rules_out|adds)\b *"?(?<path>[^\s"']*)""",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Step();
}
