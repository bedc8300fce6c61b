using System.Net;
using Incidents.Application.Reporting;

namespace Incidents.Api.Tests.Reporting;

public sealed class ReportingWithoutANameOverHttp(School school) : IClassFixture<School>
{
    private static readonly object Tale = new { title = "Marks shown on a screen in the hall" };

    [Fact]
    public async Task needs_no_key_and_gives_a_receipt_once()
    {
        NextHour();
        var answer = await school.Nobody.Reports(Tale);

        answer.ShouldBe(HttpStatusCode.Created);
        answer["receipt"]!.GetValue<string>().Should().MatchRegex("^[0-9]{16}$");
        answer["reference"]!.GetValue<string>().Should().StartWith("SI-");
        answer["incidentId"]!.GetValue<Guid>().ToString()[14].Should().Be('4', "no clock made the id");
        answer.Location.Should().Be("/v1/anonymous-reports");
        (await school.OfficeManager.Gets($"/v1/incidents/{answer["incidentId"]}")).Text.Should()
            .NotContain(answer["receipt"]!.GetValue<string>());
    }

    [Fact]
    public async Task is_the_same_however_the_path_is_written_and_no_line_tells_of_it()
    {
        NextHour();
        var typed = school.Nobody with { Door = "/v1/Anonymous-Reports" };

        var answer = await typed.Reports(Tale);

        answer.ShouldBe(HttpStatusCode.Created);
        (await typed.With(answer).Looks()).ShouldBe(HttpStatusCode.OK);
        (await typed.With(answer).Sends(HttpMethod.Get, "/nothing")).ShouldBeRefused(404, "not-found");
        (await school.Administrator.Gets("/Health/Ready")).ShouldBe(HttpStatusCode.OK);
        school.Log.Lines.Where(line => line.Contains("Incidents.Api.Logging", StringComparison.Ordinal))
            .Should().NotContain(line =>
                line.Contains("anonymous-reports", StringComparison.OrdinalIgnoreCase)
                || line.Contains("/health", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task is_followed_up_by_receipt()
    {
        NextHour();
        var answer = await school.Nobody.Reports(new { title = "Marks shown", personalDataInvolved = "yes" });
        var incident = Reported(answer);
        var holder = school.Nobody.With(answer);

        (await school.OfficeManager.Posts(incident, "messages", new { text = "Who else was there?" }))
            .ShouldRecord("reporterAsked");
        (await holder.Posts("messages", new { text = "Two of the kitchen staff." }))
            .ShouldRecord("reporterAnswered");
        (await holder.Posts("details", new { location = "Hall" })).ShouldRecord("detailsAdded");
        (await holder.Posts("evidence", new { description = "A note" })).ShouldRecord("evidenceRecorded");
        var seen = await holder.Looks();

        seen.ShouldBe(HttpStatusCode.OK);
        seen.Members.Should().Equal("incidentId", "reference", "version", "status", "reportedAt",
            "completeness", "questions", "messages", "detrimentConcerns");
        seen["status"]!.GetValue<string>().Should().Be("reported");
        seen["version"]!.GetValue<long>().Should().Be(5);
        seen["messages"]!.AsArray().Select(message => $"{message!["from"]}: {message["text"]}").Should()
            .Equal("school: Who else was there?", "reporter: Two of the kitchen staff.");
        seen["questions"]!.AsArray().Select(question => question!["field"]!.ToString()).Should()
            .NotContain("location");
        seen.Text.Should().NotContain("Sandra", "who asks is not the reporter's to know");
    }

    [Fact]
    public async Task hears_by_receipt_that_somebody_suffers_for_it_and_says_what_came_of_that()
    {
        NextHour();
        var answer = await school.Nobody.Reports(Tale);
        var holder = school.Nobody.With(answer);
        var raised = await holder.Posts("detriment-concerns", new { concern = "I am cut from the rota." });
        raised.ShouldRecord("detrimentConcernRaised");

        (await school.Chair.Posts(Reported(answer), $"detriment-concerns/{raised.Id}/resolution",
            new { resolution = "The rota is mended." })).ShouldRecord("detrimentConcernResolved");

        (await holder.Looks())["detrimentConcerns"]!.ToJsonString().Should()
            .Be($$"""[{"id":"{{raised.Id}}","resolution":"The rota is mended."}]""");
    }

    [Fact]
    public async Task leaves_a_message_in_the_incident_with_who_wrote_it_and_no_actor()
    {
        NextHour();
        var answer = await school.Nobody.Reports(Tale);
        var incident = Reported(answer);
        await school.OfficeManager.Posts(incident, "messages", new { text = "Who else was there?" });
        await school.Nobody.With(answer).Posts("messages", new { text = "Two." });

        var messages = (await school.OfficeManager.Gets(incident.Path))["messages"]!.AsArray();

        messages.Select(message => message!["from"]!.GetValue<string>()).Should().Equal("school", "reporter");
        messages[0]!["actor"].Should().NotBeNull();
        messages[1]!["actor"].Should().BeNull();
    }

    [Fact]
    public async Task tells_a_slip_before_it_looks_and_nothing_of_a_receipt_that_is_not_one()
    {
        NextHour();
        var right = (await school.Nobody.Reports(Tale))["receipt"]!.GetValue<string>();
        var slip = right[..^1] + (char)('0' + ((right[^1] - '0' + 1) % 10));

        (await (school.Nobody with { Receipt = slip }).Looks()).ShouldBeRefused(400, "invalid-request");
        (await (school.Nobody with { Receipt = "nonsense" }).Looks()).ShouldBeRefused(400, "invalid-request");
        (await school.Nobody.Looks()).ShouldBeRefused(401, "unauthenticated");
        (await (school.Nobody with { Receipt = Unknown(right) }).Looks())
            .ShouldBeRefused(401, "unauthenticated");
        (await (school.Nobody with { Receipt = $"{right[..4]} {right[4..8]}-{right[8..]}" }).Looks())
            .ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task warns_of_a_file_that_may_still_tell_who_made_it_and_of_no_picture()
    {
        NextHour();
        var holder = school.Nobody.With(await school.Nobody.Reports(Tale));

        var text = await holder.Uploads(new("A list, by hand"u8.ToArray(), "by-tom.brierley.txt"));
        var picture = await holder.Uploads(new(SecretReports.Photograph(), "photo.jpg", "image/jpeg"));

        text["warning"]!.GetValue<string>().Should().Contain("kept as you sent it");
        picture.ShouldBe(HttpStatusCode.Created);
        picture["warning"].Should().BeNull();
        picture.Location.Should().Be("/v1/anonymous-reports");
    }

    [Fact]
    public async Task compares_a_hash_that_was_sent_with_the_file_that_was_sent()
    {
        NextHour();
        var holder = school.Nobody.With(await school.Nobody.Reports(Tale));
        var photograph = SecretReports.Photograph();
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(photograph));
        var form = new Form(photograph, "photo.jpg", "image/jpeg");

        (await holder.Uploads(form.With("sha256", hash))).ShouldBe(HttpStatusCode.Created);
        (await holder.Uploads(form.With("sha256", new('0', 64))))
            .ShouldBeRefused(422, "evidence-hash-mismatch", "how-3c");
    }

    [Fact]
    public async Task takes_ten_an_hour_and_then_says_when_to_come_again()
    {
        NextHour();
        school.Clock.Advance(TimeSpan.FromMinutes(50));
        for (var number = 0; number < AnonymousReportPlaces.AnHour; number++)
            (await school.Nobody.Reports(Tale, retryKey: $"report-{number}"))
                .ShouldBe(HttpStatusCode.Created);

        var refused = await school.Nobody.Reports(Tale);

        refused.ShouldBeRefused(429, "too-many-requests");
        refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromMinutes(10));
        (await school.Nobody.Reports(Tale, retryKey: "report-3")).ShouldBe(HttpStatusCode.Created);
        NextHour();
        (await school.Nobody.Reports(Tale)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task takes_so_many_looks_a_minute_and_then_says_when_to_come_again()
    {
        NextHour();
        var receipt = (await school.Nobody.Reports(Tale))["receipt"]!.GetValue<string>();
        var checks = new Incidents.Api.Security.ReceiptChecks(school.Clock);
        for (var number = 0; number < Incidents.Api.Security.ReceiptChecks.AMinute; number++)
            checks.Wait("school").Should().BeNull();

        checks.Wait("school").Should().Be(TimeSpan.FromMinutes(1));
        checks.Wait("another").Should().BeNull();
        school.Clock.Advance(TimeSpan.FromMinutes(1));
        checks.Wait("school").Should().BeNull();
        (await (school.Nobody with { Receipt = receipt }).Looks()).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task answers_again_with_the_same_receipt_and_tells_nobody_of_a_key_that_another_used()
    {
        NextHour();
        var first = await school.Nobody.Reports(Tale, retryKey: "1");

        (await school.Nobody.Reports(Tale, retryKey: "1")).Body.Should().Equal(first.Body);
        (await school.Nobody.Reports(new { title = "Something else" }, retryKey: "1"))
            .ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task takes_json_of_what_makes_sense_here_and_nothing_else()
    {
        NextHour();
        (await school.Nobody.Reports(new { title = "Lost", onBehalfOf = new { name = "Somebody" } }))
            .ShouldBeWrongAt("/onBehalfOf");
        (await school.Nobody.Reports(new { title = "Lost", protectIdentity = true }))
            .ShouldBeWrongAt("/protectIdentity");
        (await school.Nobody.Sends(HttpMethod.Post, "", new StringContent("title=Lost")))
            .ShouldBeRefused(415, "unsupported-media-type");
    }

    [Fact]
    public async Task is_for_nothing_but_what_a_reporter_may_do()
    {
        NextHour();
        var answer = await school.Nobody.Reports(Tale);

        (await school.Nobody.With(answer).Posts("classification", new { severity = "minor" }))
            .ShouldBeRefused(404, "not-found");
        (await school.Nobody.With(answer).Sends(HttpMethod.Delete, "/messages"))
            .ShouldBeRefused(405, "method-not-allowed");
        (await school.Stranger.Gets($"/v1/incidents/{answer["incidentId"]}"))
            .ShouldBeRefused(401, "unauthenticated");
    }

    /// <summary>So that the tests do not take each other's places.</summary>
    private void NextHour()
    {
        var now = school.Clock.GetUtcNow();
        school.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(now.Ticks % TimeSpan.TicksPerHour));
    }

    private static ReportedIncident Reported(Answer answer) =>
        new(answer["incidentId"]!.GetValue<Guid>(), answer["reference"]!.GetValue<string>());

    /// <summary>A receipt that could be one.</summary>
    internal static string Unknown(string receipt)
    {
        string other;
        do
            other = Receipt.New();
        while (other == receipt);

        return other;
    }
}
