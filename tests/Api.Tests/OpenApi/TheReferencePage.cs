using System.Text.RegularExpressions;
using Incidents.Api.OpenApi;
using Incidents.Api.Tests.Problems;

namespace Incidents.Api.Tests.OpenApi;

public sealed partial class TheReferencePage
{
    [Fact]
    public async Task brings_everything_with_it()
    {
        await using var service = await Answers.Of(app => app.MapApiReference());
        var page = await Read(service, "/docs/");

        var scripts = Scripts().Matches(page).Select(match => match.Groups["src"].Value).ToList();

        scripts.Should().NotBeEmpty()
            .And.OnlyContain(source => !source.Contains("//", StringComparison.Ordinal));
        foreach (var source in scripts)
            (await Read(service, $"/docs/{source}")).Should().NotBeEmpty();
    }

    [Fact]
    public async Task lets_the_browser_load_nothing_from_elsewhere()
    {
        await using var service = await Answers.Of(app => app.MapApiReference());

        (await service.Get("/docs/")).Headers.GetValues("Content-Security-Policy").Single().Should()
            .StartWith("default-src 'none'; script-src 'self'").And.NotContain("http").And.NotContain("*");
    }

    [Fact]
    public async Task shows_the_description_of_this_service()
    {
        await using var service = await Answers.Of(app => app.MapApiReference());

        (await Read(service, "/docs/")).Should().Contain("openapi/v1.json");
        (await Read(service, "/openapi/v1.json")).Should().Be(ApiDocument.Text);
    }

    private static async Task<string> Read(Answers service, string path) =>
        await (await service.Get(path)).EnsureSuccessStatusCode().Content
            .ReadAsStringAsync(TestContext.Current.CancellationToken);

    [GeneratedRegex(
        "<script[^>]* src=\"(?<src>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Scripts();
}
