using System.Text.Json;
using Incidents.Api.Problems;
using Incidents.Domain;

namespace Incidents.Api.Tests.Problems;

public sealed class CatalogueOfProblems
{
    [Fact]
    public void has_the_general_codes_of_the_contract() =>
        ProblemCatalogue.All.Where(kind => Rules.All.All(rule => rule.Code != kind.Code))
            .Select(kind => (kind.Code, kind.Status)).Should().BeEquivalentTo(
            [
                ("invalid-request", 400), ("unauthenticated", 401), ("not-found", 404),
                ("method-not-allowed", 405),
                ("stale-version", 412), ("too-large", 413), ("unsupported-media-type", 415),
                ("idempotency-key-reused", 422), ("too-many-requests", 429), ("internal-error", 500),
                ("busy", 503),
                ("unavailable", 503),
            ]);

    [Fact]
    public void has_every_rule_with_its_point() =>
        Rules.All.Should().OnlyContain(rule => ProblemCatalogue.Find(rule.Code)!.PolicyPoint == rule.Point);

    [Fact]
    public void knows_what_is_not_your_duty() =>
        ProblemCatalogue.NotYourDuty.Should().BeEquivalentTo(new { Code = "not-your-duty", Status = 403 });

    [Fact]
    public void names_each_code_once() =>
        ProblemCatalogue.All.Select(kind => kind.Code).Should().OnlyHaveUniqueItems();

    [Fact]
    public void explains_in_sentences() =>
        ProblemCatalogue.All.Should().OnlyContain(kind =>
            kind.Title.Length > 0 && char.IsUpper(kind.Title[0])
            && kind.Meaning.EndsWith('.') && kind.WhatToDo.EndsWith('.'));

    [Theory]
    [InlineData("not-classified", "Not classified")]
    [InlineData("ico-not-assessed", "ICO not assessed")]
    public void titles_a_rule_by_its_name(string code, string title) =>
        ProblemCatalogue.Find(code)!.Title.Should().Be(title);

    [Fact]
    public async Task has_a_page_for_every_code()
    {
        await using var service = await Answers.Of(_ => { });
        var index = await Read(await service.Get("/problems"));

        foreach (var kind in ProblemCatalogue.All)
        {
            index.Should().Contain($"href=\"{kind.Page}\"");
            (await Read(await service.Get(kind.Page))).Should()
                .Contain($"<code>{kind.Code}</code>").And.NotContain("<script");
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("*/*")]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8")]
    [InlineData("application/json;q=0.5, text/html")]
    public async Task is_a_page_for_people(string? accept)
    {
        await using var service = await Answers.Of(_ => { });

        var answer = await service.Get("/problems/ico-not-notified", accept);

        answer.Content.Headers.ContentType!.ToString().Should().Be("text/html; charset=utf-8");
        answer.Headers.GetValues("Content-Security-Policy").Single().Should().StartWith("default-src 'none'");
        answer.Headers.Vary.Should().Equal("Accept");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json, */*;q=0.5")]
    public async Task is_JSON_for_programs(string accept)
    {
        await using var service = await Answers.Of(_ => { });

        var one = JsonDocument.Parse(
            await Read(await service.Get("/problems/ico-not-notified", accept))).RootElement;
        var all = JsonDocument.Parse(await Read(await service.Get("/problems", accept))).RootElement;

        one.GetProperty("policyPoint").GetString().Should().Be("how-6c");
        one.GetProperty("type").GetString().Should().Be("/problems/ico-not-notified");
        all.GetProperty("items").GetArrayLength().Should().Be(ProblemCatalogue.All.Length);
    }

    [Fact]
    public async Task does_not_invent_a_code()
    {
        await using var service = await Answers.Of(_ => { });

        (await service.Problem("/problems/no-such-code", 404)).GetProperty("code").GetString().Should()
            .Be("not-found");
    }

    private static Task<string> Read(HttpResponseMessage answer) =>
        answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
