using System.Text.RegularExpressions;
using Incidents.Api.OpenApi;
using Microsoft.OpenApi;

namespace Incidents.Api.Tests.OpenApi;

public sealed partial class TheDescription
{
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
    public void names_no_host_but_those_of_examples() =>
        Addresses().Matches(ApiDocument.Text).Select(match => match.Value).Should().BeEmpty();

    [Fact]
    public void promises_only_the_ways_in_that_there_are() =>
        Description.Whole["components"]!["securitySchemes"]!.AsObject()
            .Select(scheme => (scheme.Key, scheme.Value!["type"]!.ToString()))
            .Should().Equal(("ApiKey", "apiKey"), ("Token", "http"));

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

    [GeneratedRegex(@"https?://(?![\w.]+\.example\b)[^\s""]+|localhost", RegexOptions.None,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Addresses();

    [GeneratedRegex(
        @"""#/components/(?<kind>\w+)/(?<name>[\w.-]+)""", RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex References();
}
