using System.Text;

namespace Incidents.Api.Tests.Commands;

public sealed class ANoOfTheService(School school) : IClassFixture<School>
{
    [Fact]
    public async Task to_an_unknown_field_names_it_and_every_other_mistake_at_once()
    {
        var incident = await school.Reports();

        var answer = await school.OfficeManager.Posts(incident, "classification",
            """{"severty": "minor", "severity": "worst", "personalDataInvolved": "perhaps"}""");

        answer.ShouldBeRefused(400, "invalid-request");
        answer.Problem.Errors!.Keys.Should()
            .BeEquivalentTo("/severty", "/severity", "/rationale", "/personalDataInvolved");
    }

    [Theory]
    [InlineData("""{"severity": "minor", """)]
    [InlineData("""["minor"]""")]
    [InlineData("")]
    public async Task to_what_is_no_command_at_all_is_400(string body)
    {
        var incident = await school.Reports();

        (await school.OfficeManager.Posts(incident, "classification", body))
            .ShouldBeRefused(400, "invalid-request");
    }

    [Theory]
    [InlineData("/v1/incidents")]
    [InlineData("/v1/policy-pack")]
    [InlineData("/v1/admin/api-keys")]
    [InlineData("/v1/nowhere")]
    public async Task to_who_has_no_key_is_401_and_says_how_to_sign_in(string path)
    {
        var answer = await school.Stranger.Gets(path);

        answer.ShouldBeRefused(401, "unauthenticated");
        answer.Headers.WwwAuthenticate.Should().NotBeEmpty();
        (await school.With("inc_made-up").Gets(path)).ShouldBeRefused(401, "unauthenticated");
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/problems")]
    [InlineData("/problems/not-classified")]
    public async Task is_never_given_for_what_is_open_to_all(string path) =>
        (await school.Stranger.Gets(path)).ShouldBe(System.Net.HttpStatusCode.OK);

    [Theory]
    [InlineData("/v1/nowhere")]
    [InlineData("/v1/incidents/0198c0de-0000-7000-8000-000000000000")]
    [InlineData("/v1/incidents/SI-00000-00000")]
    [InlineData("/v1/incidents/0198c0de-0000-7000-8000-000000000000/history")]
    public async Task where_there_is_nothing_is_404(string path) =>
        (await school.OfficeManager.Gets(path)).ShouldBeRefused(404, "not-found");

    [Theory]
    [InlineData("PUT", "/v1/incidents", "GET, POST")]
    [InlineData("DELETE", "/v1/incidents/0198c0de-0000-7000-8000-000000000000", "GET")]
    [InlineData("GET", "/v1/incidents/0198c0de-0000-7000-8000-000000000000/closure", "POST")]
    public async Task to_a_method_that_is_not_taken_is_405_and_names_those_that_are(
        string method, string path, string allowed)
    {
        var answer = await school.OfficeManager.Sends(new HttpMethod(method), path);

        answer.ShouldBeRefused(405, "method-not-allowed");
        answer.Content.Allow.Order().Should().Equal(allowed.Split(", "));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task to_a_body_of_another_kind_is_415(string type)
    {
        var incident = await school.Reports();
        var body = new ByteArrayContent("{\"severity\": \"minor\", \"rationale\": \"None\"}"u8.ToArray());
        body.Headers.TryAddWithoutValidation("Content-Type", type);

        (await school.OfficeManager.Sends(HttpMethod.Post, $"{incident.Path}/classification", body))
            .ShouldBeRefused(415, "unsupported-media-type");
    }

    [Fact]
    public async Task to_a_body_of_another_kind_is_415_however_it_is_sent()
    {
        var incident = await school.Reports();
        var body = new StreamContent(
            new Unmeasured("{\"severity\": \"minor\", \"rationale\": \"None\"}"u8.ToArray()));
        body.Headers.TryAddWithoutValidation("Content-Type", "text/plain");

        (await school.OfficeManager.Sends(HttpMethod.Post, $"{incident.Path}/classification", body))
            .ShouldBeRefused(415, "unsupported-media-type");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task to_a_body_that_is_too_large_is_413_and_records_nothing(bool measured)
    {
        var incident = await school.Reports();
        var large = Encoding.UTF8.GetBytes(
            $$"""{"severity": "minor", "rationale": "{{new string('x', 300 * 1024)}}"}""");
        HttpContent body = measured ? new ByteArrayContent(large) : new StreamContent(new Unmeasured(large));
        body.Headers.ContentType = new("application/json");

        (await school.OfficeManager.Sends(HttpMethod.Post, $"{incident.Path}/classification", body))
            .ShouldBeRefused(413, "too-large");
        (await school.VersionOf(incident)).Should().Be(1);
    }

    [Fact]
    public async Task leads_to_the_page_that_explains_it()
    {
        var refused = await school.OfficeManager.Allocates(await school.Reports(), to: school.LineManager);

        var page = await school.Stranger.Gets(refused.Problem.Type);

        page.ShouldBe(System.Net.HttpStatusCode.OK);
        page.Text.Should().Contain("not-classified").And.Contain("how-5a");
    }

    /// <summary>A body whose length is not known when it is sent, so that it goes out in chunks.</summary>
    private sealed class Unmeasured(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
