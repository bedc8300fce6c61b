using System.Net;
using System.Text;

namespace Incidents.Api.Tests.Security;

public sealed class SafeAnswers(School school) : IClassFixture<School>
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/docs")]
    [InlineData("/problems")]
    [InlineData("/problems/not-found")]
    [InlineData("/v1/incidents")]
    [InlineData("/v1/policy-pack")]
    [InlineData("/nowhere")]
    public async Task are_nothing_to_a_browser_but_what_they_are(string path)
    {
        foreach (var member in new[] { school.Stranger, school.OfficeManager })
        {
            var headers = (await member.Gets(path)).Headers;

            headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
            headers.GetValues("Content-Security-Policy").Single().Should()
                .StartWith("default-src 'none'").And.Contain("frame-ancestors 'none'");
            headers.GetValues("X-Frame-Options").Should().Equal("DENY");
            headers.GetValues("Referrer-Policy").Should().Equal("no-referrer");
            headers.GetValues("Cross-Origin-Resource-Policy").Should().Equal("same-origin");
            headers.Contains("Cache-Control").Should().BeTrue();
            headers.Contains("Server").Should().BeFalse();
            headers.Contains("Access-Control-Allow-Origin").Should().BeFalse();
            headers.Contains("Strict-Transport-Security").Should().BeFalse();
        }
    }

    [Fact]
    public async Task behind_https_ask_for_https_from_then_on() =>
        (await With("X-Forwarded-Proto", "https")).Headers.GetValues("Strict-Transport-Security").Single()
            .Should().StartWith("max-age=");

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Host", "evil.example")]
    [InlineData("X-Forwarded-Host", "evil.example")]
    [InlineData("X-Original-URL", "/v1/admin/api-keys")]
    [InlineData("X-HTTP-Method-Override", "DELETE")]
    public async Task say_and_do_nothing_that_a_header_made_up(string name, string value)
    {
        var answer = await With(name, value);

        answer.ShouldBe(HttpStatusCode.OK);
        $"{answer.Headers}{answer.Text}".Should().NotContain("evil").And.NotContain("apiKey");
    }

    [Theory]
    [InlineData("/v1/incidents/../admin/api-keys", 403)]
    [InlineData("/v1/incidents/%2e%2e/admin/api-keys", 403)]
    [InlineData("/v1/incidents/..%2f..%2fetc%2fpasswd", 404)]
    [InlineData("/v1/incidents/%00", 400)]
    [InlineData("/v1//incidents", 404)]
    [InlineData("/problems/..%2f..%2fappsettings.json", 404)]
    public async Task to_paths_that_climb_are_no_others(string path, int status)
    {
        var answer = await school.OfficeManager.Gets(path);

        ((int)answer.StatusCode).Should().Be(status, answer.Text);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("identity, gzip")]
    public async Task to_what_is_compressed_say_that_nothing_is_unpacked(string encoding)
    {
        var body = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"title": "Packed"}"""));
        body.Headers.ContentType = new("application/json");
        body.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        (await school.Teacher.Sends(HttpMethod.Post, "/v1/incidents", body))
            .ShouldBeRefused(415, "unsupported-media-type");

        var incident = await school.Reports();
        var form = new Form([1, 2, 3]).Content();
        form.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        (await school.Teacher.Sends(HttpMethod.Post, $"{incident.Path}/evidence", form))
            .ShouldBeRefused(415, "unsupported-media-type");
    }

    [Theory]
    [InlineData(71)]
    [InlineData(5_000)]
    public async Task to_a_form_with_an_endless_boundary_are_no_defect(int length)
    {
        var incident = await school.Reports();
        var form = new ByteArrayContent([1]);
        form.Headers.TryAddWithoutValidation(
            "Content-Type", $"multipart/form-data; boundary={new string('x', length)}");

        (await school.Teacher.Sends(HttpMethod.Post, $"{incident.Path}/evidence", form))
            .ShouldBeRefused(400, "invalid-request");
    }

    [Theory]
    [InlineData("2026-03-02T09:00:00+14:00")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    public async Task to_a_text_that_looks_like_an_instant_are_pages_too(string text)
    {
        var incident = await school.Teacher.Reports(new { title = text, location = text });

        (await school.OfficeManager.Gets($"{incident.Path}/history?format=html")).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/v1/incidents/{0}/classification")]
    [InlineData("/v1/policy-exceptions/{0}/decision")]
    [InlineData("/v1/policy-change-proposals/{0}/decision")]
    public async Task to_an_empty_id_are_that_there_is_none(string path)
    {
        var body = new { severity = "minor", rationale = "By what was on it." };
        var decision = path.Contains("exceptions", StringComparison.Ordinal)
            ? (object)new { approved = false, reason = "No." }
            : new { agreed = false, reason = "No." };

        (await school.Headteacher.Posts(
            string.Format(System.Globalization.CultureInfo.InvariantCulture, path, Guid.Empty),
            path.Contains("decision", StringComparison.Ordinal) ? decision : body))
            .ShouldBeRefused(404, "not-found");
    }

    private async Task<Answer> With(string name, string value)
    {
        using var http = new HttpClient { BaseAddress = school.Address };
        http.DefaultRequestHeaders.TryAddWithoutValidation(name, value);

        return await (school.OfficeManager with { Http = http }).Gets("/v1/incidents");
    }
}
