using System.Net;
using Role = Incidents.Domain.Role;

namespace Incidents.Api.Tests.Reporting;

public sealed class ProtectingAReporterOverHttp(School school) : IClassFixture<School>
{
    [Fact]
    public async Task gives_a_receipt_by_which_alone_it_is_followed_up()
    {
        var (incident, answer) = await Secretly(school.Teacher);

        answer.Location.Should().Be("/v1/anonymous-reports");
        (await school.Teacher.Gets(incident.Path)).ShouldBeRefused(404, "not-found");
        (await school.Teacher.Gets("/v1/incidents")).Text.Should().NotContain(incident.Reference);
        (await school.Nobody.With(answer).Looks()).ShouldBe(HttpStatusCode.OK);
        (await school.Nobody.With(answer).Posts("messages", new { text = "There is more." }))
            .ShouldRecord("reporterAnswered");
    }

    [Fact]
    public async Task hides_the_reporter_from_everybody()
    {
        var (incident, _) = await Secretly(school.Teacher);

        foreach (var member in school.Everybody)
        {
            var whole = await member.Gets(incident.Path);
            var history = await member.Gets($"{incident.Path}/history");

            (whole.Text + history.Text).Should().NotContainAny(
                school.Teacher.Name, school.Teacher.Subject, await IdOf(school.Teacher));
            if (whole.StatusCode == HttpStatusCode.OK)
                whole["reporter"]!.ToJsonString().Should()
                    .Be("""{"protection":"protected","roles":[],"name":{"withheld":true}}""");
        }
    }

    [Fact]
    public async Task shows_the_reporter_to_whom_it_was_disclosed_alone_and_records_each_look()
    {
        var (incident, _) = await Secretly(school.Teacher);
        var identity = $"{incident.Path}/reporter-identity";
        (await school.OfficeManager.Gets(identity)).ShouldBeRefused(403, "not-your-duty");
        var request = await school.OfficeManager.Posts(
            incident, "reporter-identity/requests", new { reason = "The reporter may be in danger." });
        request.ShouldBe(HttpStatusCode.Created);
        var decision = $"reporter-identity/requests/{request.Id}/decision";

        (await school.OfficeManager.Posts(incident, decision, new { disclose = true, reason = "I need it." }))
            .ShouldBeRefused(403, "not-your-duty", "how-1");
        (await school.Headteacher.Posts(incident, decision, new { disclose = false, reason = "Not yet." }))
            .ShouldRecord("reporterIdentityWithheld");
        (await school.OfficeManager.Gets(identity)).ShouldBeRefused(403, "not-your-duty");
        (await school.Chair.Posts(incident, decision, new { disclose = true, reason = "Now." }))
            .ShouldRecord("reporterIdentityDisclosed");
        var shown = await school.OfficeManager.Gets(identity);

        shown.ShouldBe(HttpStatusCode.OK);
        shown["name"]!.GetValue<string>().Should().Be(school.Teacher.Name);
        shown["subject"]!.GetValue<string>().Should().Be(school.Teacher.Subject);
        shown["personId"]!.GetValue<string>().Should().Be(await IdOf(school.Teacher));
        (await school.Headteacher.Gets(identity)).ShouldBeRefused(403, "not-your-duty");
        (await school.Assistant.Gets(identity)).ShouldBeRefused(404, "not-found");
        (await school.OfficeManager.Gets(incident.Path)).Text.Should().NotContain(school.Teacher.Name);
        var history = await school.Auditor.Gets($"{incident.Path}/history");
        history.Items.Where(item => item["access"] is not null)
            .Select(item => item["type"]!.GetValue<string>()).Should().Equal("reporterIdentitySeen");
        (await school.Auditor.Gets($"{incident.Path}/reporter-identity/requests/{request.Id}"))["decision"]!
            ["disclosed"]!.GetValue<bool>().Should().BeTrue();
    }

    [Fact]
    public async Task is_decided_on_by_another_than_who_asked_and_only_where_somebody_asked()
    {
        var (incident, _) = await Secretly(school.Teacher);
        var both = await school.Joins("nora.vance", "Nora Vance", Role.OfficeManager, Role.Headteacher);
        var request = await both.Posts(incident, "reporter-identity/requests", new { reason = "To ask." });
        var decision = new { disclose = true, reason = "It is needed." };

        (await both.Posts(incident, $"reporter-identity/requests/{request.Id}/decision", decision))
            .ShouldBeRefused(409, "identity-request-by-decider", "how-1");
        (await school.Chair.Posts(
            incident, $"reporter-identity/requests/{Guid.CreateVersion7()}/decision", decision))
            .ShouldBeRefused(404, "no-such-identity-request");
    }

    [Fact]
    public async Task has_nothing_to_show_of_a_reporter_who_is_named_or_whom_nobody_knows()
    {
        var named = await school.Reports();
        var unknown = await school.Nobody.Reports(new { title = "Without a name" });
        var incident = $"/v1/incidents/{unknown["incidentId"]}";

        (await school.OfficeManager.Gets($"{named.Path}/reporter-identity"))
            .ShouldBeRefused(404, "not-found");
        (await school.OfficeManager.Gets($"{incident}/reporter-identity"))
            .ShouldBeRefused(409, "anonymous-reporter", "how-1");
        (await school.OfficeManager.Posts($"{incident}/reporter-identity/requests", new { reason = "Who?" }))
            .ShouldBeRefused(409, "anonymous-reporter", "how-1");
    }

    [Fact]
    public async Task of_somebody_else_makes_nobody_known_and_shows_them_by_what_was_told()
    {
        var people = await school.Database.Asks("select count(*) from incidents.mt_doc_personrow");
        var answer = await school.OfficeManager.Posts("/v1/incidents", new
        {
            title = "Told in confidence",
            protectIdentity = true,
            onBehalfOf = new { name = "Nadia Rowe", subject = "nadia.rowe", role = "Dinner lady" },
        });
        answer.ShouldBe(HttpStatusCode.Created);
        var incident = Reported(answer);

        (await school.Database.Asks("select count(*) from incidents.mt_doc_personrow")).Should()
            .Equal(people);
        (await school.Headteacher.Gets($"{incident.Path}/history")).Text.Should().NotContain("Rowe");
        await Discloses(incident);
        var shown = await school.OfficeManager.Gets($"{incident.Path}/reporter-identity");
        shown["name"]!.GetValue<string>().Should().Be("Nadia Rowe");
        shown["position"]!.GetValue<string>().Should().Be("Dinner lady");
    }

    [Fact]
    public async Task tells_the_reporter_alone_that_they_cannot_investigate()
    {
        var (incident, _) = await Secretly(school.LineManager);
        await school.OfficeManager.Classifies(incident);
        (await school.OfficeManager.Allocates(incident, school.LineManager))
            .ShouldRecord("investigationAllocated");
        var lines = school.Log.Lines.Count;

        var told = await school.LineManager.Accepts(incident);

        told.ShouldBeRefused(409, "investigator-not-independent", "why-6");
        school.Log.Lines.Skip(lines).Should().NotContain(line =>
            line.Contains("acceptance", StringComparison.Ordinal)
            || line.Contains("independent", StringComparison.Ordinal));
        (await school.OfficeManager.Gets(incident.Path))["allocation"]!["refusal"]!["reason"].Should()
            .BeNull();
        (await school.LineManager.Gets(incident.Path)).ShouldBeRefused(404, "not-found");
    }

    [Fact]
    public async Task records_the_decline_of_anybody_in_the_same_way()
    {
        var (incident, _) = await Secretly(school.Teacher);
        await school.OfficeManager.Classifies(incident);
        await school.OfficeManager.Allocates(incident, school.LineManager);
        var lines = school.Log.Lines.Count;

        (await school.LineManager.Declines(incident)).ShouldRecord("allocationDeclined");

        school.Log.Lines.Skip(lines).Should()
            .NotContain(line => line.Contains("refusal", StringComparison.Ordinal));
        (await school.OfficeManager.Gets(incident.Path))["allocation"]!["refusal"]!["reason"].Should()
            .BeNull();
    }

    [Fact]
    public async Task tells_the_office_manager_alone_that_they_cannot_investigate_their_own_report()
    {
        var (incident, _) = await Secretly(school.OfficeManager);
        await school.OfficeManager.Classifies(incident);

        (await school.OfficeManager.Allocates(incident, school.OfficeManager))
            .ShouldBeRefused(409, "investigator-not-independent", "why-6");
        (await school.OfficeManager.Allocates(incident, school.LineManager))
            .ShouldRecord("investigationAllocated");
    }

    [Fact]
    public async Task marks_no_use_of_the_key_and_a_report_by_name_does()
    {
        var member = await school.Joins("uses.a.key", "Uses a key", Role.Staff);

        (await member.Posts("/v1/incidents", new { title = "Secret", protectIdentity = true }))
            .ShouldBe(HttpStatusCode.Created);
        (await LastUse(member)).Should().BeNull();
        (await member.Posts("/v1/incidents", new { title = "Open" })).ShouldBe(HttpStatusCode.Created);
        (await LastUse(member)).Should().Be("2026-03-02");
    }

    private async Task<string?> LastUse(Member member) =>
        (await school.Administrator.Gets("/v1/admin/api-keys")).Items
            .Single(key => key["subject"]!.GetValue<string>() == member.Subject)["lastUsedOn"]?
            .GetValue<string>();

    private async Task Discloses(ReportedIncident incident)
    {
        var request = await school.OfficeManager.Posts(
            incident, "reporter-identity/requests", new { reason = "To thank them." });
        (await school.Headteacher.Posts(incident, $"reporter-identity/requests/{request.Id}/decision",
            new { disclose = true, reason = "They agree." })).ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<(ReportedIncident Incident, Answer Answer)> Secretly(Member member)
    {
        var answer = await member.Posts(
            "/v1/incidents", new { title = "In confidence", protectIdentity = true });
        answer.ShouldBe(HttpStatusCode.Created);

        return (Reported(answer), answer);
    }

    private async Task<string> IdOf(Member member)
    {
        var own = await school.Administrator.Gets("/v1/admin/api-keys");
        var key = own.Items.Single(each => each["subject"]!.GetValue<string>() == member.Subject);

        return (await school.Database.Asks(
            $"select data->>'personId' from incidents.mt_doc_apikeyrow where id = '{key["id"]}'")).Single();
    }

    private static ReportedIncident Reported(Answer answer) =>
        new(answer["incidentId"]!.GetValue<Guid>(), answer["reference"]!.GetValue<string>());
}
