using System.Text.RegularExpressions;
using Incidents.Api.OpenApi;
using Microsoft.OpenApi;

namespace Incidents.Api.Tests.OpenApi;

public sealed partial class TheDescription
{
    private const string Update = "INCIDENTS_UPDATE_GENERATED";

    [Fact]
    public void is_OpenAPI_3_1()
    {
        var (document, diagnostic) = OpenApiDocument.Parse(ApiDocument.Text, OpenApiConstants.Json);

        diagnostic!.SpecificationVersion.Should().Be(OpenApiSpecVersion.OpenApi3_1);
        diagnostic.Errors.Should().BeEmpty();
        diagnostic.Warnings.Should().BeEmpty();
        document!.Paths.Should().NotBeEmpty();
    }

    [Fact]
    public async Task is_what_is_committed()
    {
        await using var service = await RoutesOfTheService.Read();
        var running = await service.Ask("/openapi/v1.json");
        var committed = Path.Combine(Root(), "docs", "openapi", "v1.json");
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(committed)!);
            await File.WriteAllTextAsync(committed, running, TestContext.Current.CancellationToken);
        }

        (File.Exists(committed)
            ? await File.ReadAllTextAsync(committed, TestContext.Current.CancellationToken)
            : "")
            .Should().Be(running,
                "docs/openapi/v1.json is what the service publishes; if the change is meant, run the tests "
                + $"once with {Update}=1 and look at the difference");
    }

    [Fact]
    public void names_no_host() =>
        Addresses().Matches(ApiDocument.Text).Select(match => match.Value).Should().BeEmpty();

    [Fact]
    public void promises_only_the_sign_in_that_there_is() =>
        Description.Whole["components"]!["securitySchemes"]!.ToJsonString().Should()
            .StartWith("""{"ApiKey":{"type":"apiKey",""").And.NotContain("earer");

    [Fact]
    public void says_nothing_that_nothing_refers_to()
    {
        foreach (var (kind, components) in Description.Whole["components"]!.AsObject())
        {
            if (kind == "securitySchemes")
                continue;

            foreach (var (name, _) in components!.AsObject())
                ApiDocument.Text.Should().Contain($"\"#/components/{kind}/{name}\"");
        }
    }

    [Fact]
    public void refers_to_nothing_that_is_not_there()
    {
        foreach (Match reference in References().Matches(ApiDocument.Text))
        {
            Description.Whole["components"]![reference.Groups["kind"].Value]!.AsObject()
                .ContainsKey(reference.Groups["name"].Value).Should().BeTrue(reference.Value);
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Incidents.sln")))
            folder = folder.Parent!;

        return folder.FullName;
    }

    [GeneratedRegex(@"https?://[^\s""]+|localhost", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Addresses();

    [GeneratedRegex(
        @"""#/components/(?<kind>\w+)/(?<name>[\w.-]+)""", RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex References();
}
