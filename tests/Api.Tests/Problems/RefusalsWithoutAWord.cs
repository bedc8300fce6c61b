using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Incidents.Api.Tests.Problems;

public sealed class RefusalsWithoutAWord
{
    [Theory]
    [InlineData(400, "invalid-request")]
    [InlineData(401, "unauthenticated")]
    [InlineData(403, "not-your-duty")]
    [InlineData(404, "not-found")]
    [InlineData(408, "invalid-request")]
    [InlineData(412, "stale-version")]
    [InlineData(413, "too-large")]
    [InlineData(415, "unsupported-media-type")]
    [InlineData(416, "invalid-request")]
    [InlineData(429, "too-many-requests")]
    [InlineData(500, "internal-error")]
    [InlineData(502, "internal-error")]
    [InlineData(503, "unavailable")]
    public async Task are_problems(int status, string code)
    {
        await using var service = await Answers.Of(
            app => app.MapGet("/v1/é", () => Results.StatusCode(status)));

        var problem = await service.Problem("/v1/é", status);

        problem.GetProperty("code").GetString().Should().Be(code);
        problem.GetProperty("type").GetString().Should().Be($"/problems/{code}");
        problem.GetProperty("status").GetInt32().Should().Be(status);
        problem.GetProperty("title").GetString().Should().NotBeNullOrWhiteSpace();
        problem.GetProperty("detail").GetString().Should().NotBeNullOrWhiteSpace();
        problem.GetProperty("instance").GetString().Should().Be("/v1/%C3%A9");
        problem.GetProperty("traceId").GetString().Should().NotBeNullOrWhiteSpace();
        problem.EnumerateObject().Should()
            .OnlyContain(member => member.Value.ValueKind != JsonValueKind.Null);
        service.Log.Should().BeEmpty();
    }

    [Fact]
    public async Task of_an_unknown_address_are_problems()
    {
        await using var service = await Answers.Of(_ => { });

        (await service.Problem("/nowhere", 404)).GetProperty("code").GetString().Should().Be("not-found");
    }

    [Fact]
    public async Task of_a_method_still_say_which_are_allowed()
    {
        await using var service = await Answers.Of(app => app.MapPost("/v1/incidents", () => "made"));

        var answer = await service.Get("/v1/incidents");

        (await Answers.Problem(answer, 405)).GetProperty("code").GetString().Should()
            .Be("method-not-allowed");
        answer.Content.Headers.Allow.Should().Equal("POST");
    }

    [Fact]
    public async Task for_want_of_credentials_say_which_to_send()
    {
        await using var service = await Answers.Of(app =>
        {
            app.MapGet("/plain", () => Results.StatusCode(401));
            app.MapGet("/exact", (HttpResponse response) =>
            {
                response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
                response.StatusCode = 401;
            });
        });

        (await service.Get("/plain")).Headers.WwwAuthenticate.ToString().Should().Be("Bearer");
        (await service.Get("/exact")).Headers.WwwAuthenticate.ToString().Should()
            .Be("Bearer error=\"invalid_token\"");
    }

    [Fact]
    public async Task for_now_say_when_to_try_again()
    {
        await using var service = await Answers.Of(app =>
        {
            app.MapGet("/plain", () => Results.StatusCode(429));
            app.MapGet("/exact", (HttpResponse response) =>
            {
                response.Headers.RetryAfter = "7";
                response.StatusCode = 429;
            });
        });

        (await service.Get("/plain")).Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromMinutes(1));
        (await service.Get("/exact")).Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task to_HEAD_have_no_body()
    {
        await using var service = await Answers.Of(_ => { });

        var answer = await service.Client.SendAsync(
            new(HttpMethod.Head, new Uri("/nowhere", UriKind.Relative)),
            TestContext.Current.CancellationToken);

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Should().BeEmpty();
    }

    [Fact]
    public async Task are_those_only_that_have_no_answer_of_their_own()
    {
        await using var service = await Answers.Of(app =>
        {
            app.MapGet("/ready", () => Results.Text("not yet", statusCode: 503));
            app.MapGet("/none", () => Results.NoContent());
            app.MapGet("/typed", (HttpResponse response) =>
            {
                response.StatusCode = 503;
                response.ContentType = "text/plain";
            });
        });

        var ready = await service.Get("/ready");

        (await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Be("not yet");
        (await service.Get("/typed")).Content.Headers.ContentType!.MediaType.Should().Be("text/plain");
        (await service.Get("/none")).StatusCode.Should().Be(HttpStatusCode.NoContent);
    }
}
