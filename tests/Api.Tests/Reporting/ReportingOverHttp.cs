using System.Net;

namespace Incidents.Api.Tests.Reporting;

public sealed class ReportingOverHttp(School school) : IClassFixture<School>
{
    [Fact]
    public async Task needs_a_title_and_nothing_else()
    {
        var answer = await school.Teacher.Posts("/v1/incidents", new { title = "Something odd" });

        answer.ShouldBe(HttpStatusCode.Created);
        answer["completeness"]!.GetValue<int>().Should().Be(0);
        answer["questions"]![0]!["question"]!.GetValue<string>().Should().Be("What happened?");
        (await school.OfficeManager.Gets(answer.Location!))["kind"]!.GetValue<string>().Should()
            .Be("potentialBreach");
    }

    [Theory]
    [InlineData("{}", "/title")]
    [InlineData("""{"title": "  "}""", "/title")]
    [InlineData("""{"title": "Lost", "descripton": "On a bus"}""", "/descripton")]
    [InlineData("""{"title": "Lost", "occurredAt": "2026-03-02T09:06:00Z"}""", "/occurredAt")]
    [InlineData("""{"title": "Lost", "reportTo": "auditor"}""", "/reportTo")]
    [InlineData("""{"title": "Lost", "peopleInvolved": [{"name": "Ivy", "relation": "cousin"}]}""",
        "/peopleInvolved/0/relation")]
    [InlineData("""
        {"title": "Lost",
            "concernsRoles": ["officeManager", "headteacher", "chairOfGovernors", "dataProtectionOfficer"]}
        """, "/concernsRoles")]
    public async Task of_what_makes_no_sense_is_400_names_the_field_and_records_nothing(
        string body, string pointer)
    {
        var before = await NumberOfIncidents();

        (await school.Teacher.Posts("/v1/incidents", body)).ShouldBeWrongAt(pointer);

        (await NumberOfIncidents()).Should().Be(before);
    }

    [Theory]
    [InlineData("""{"title": "Lost", "informationPolicies": ["dress-code"]}""", 422, "unknown-policy")]
    [InlineData("""{"title": "Lost", "breachType": "bad-luck"}""", 422, "no-such-breach-type")]
    public async Task with_a_reference_to_what_the_pack_does_not_have_is_422(
        string body, int status, string code) =>
        (await school.Teacher.Posts("/v1/incidents", body)).ShouldBeRefused(status, code);

    [Fact]
    public async Task is_not_for_who_only_reads_counts_or_administers()
    {
        foreach (var member in new[] { school.Auditor, school.Statistician, school.Administrator })
            (await member.Posts("/v1/incidents", Tales.LostLaptop))
                .ShouldBeRefused(403, "not-your-duty", "must-1");
    }

    [Fact]
    public async Task is_for_another_system_too_which_then_sees_what_it_reported()
    {
        var incident = await school.MailFilter.Reports(Tales.LostLaptop);

        (await school.MailFilter.Gets(incident.Path)).ShouldBe(HttpStatusCode.OK);
        (await school.MailFilter.Records(incident)).ShouldBe(HttpStatusCode.Created);
        (await school.MailFilter.Classifies(incident)).ShouldBeRefused(403, "not-your-duty", "how-5a");
    }

    [Fact]
    public async Task for_somebody_else_makes_that_person_the_reporter()
    {
        var incident = await school.OfficeManager.Reports(new
        {
            title = "Told over the telephone",
            channel = "telephone",
            onBehalfOf = new { name = "Amy Castleton", subject = school.Assistant.Subject },
        });

        (await school.Assistant.Gets(incident.Path)).ShouldBe(HttpStatusCode.OK);
        var reported = (await school.OfficeManager.Gets($"{incident.Path}/history")).Items[0];
        reported["actor"]!["name"]!.GetValue<string>().Should().Be("Sandra Pike");
        reported["onBehalfOf"]!["name"]!.GetValue<string>().Should().Be("Amy Castleton");
    }

    [Fact]
    public async Task more_later_is_for_the_reporter_and_answers_a_question()
    {
        var incident = await school.Reports();

        (await school.Teacher.AddsDetails(incident, new { location = "Bus 41" }))
            .ShouldRecord("detailsAdded");

        var whole = await school.OfficeManager.Gets(incident.Path);
        whole["location"]!.GetValue<string>().Should().Be("Bus 41");
        whole["questions"]!.AsArray().Select(question => question!["field"]!.GetValue<string>()).Should()
            .NotContain("location");
        (await school.Assistant.AddsDetails(incident, new { location = "Bus 42" }))
            .ShouldBeRefused(404, "not-found");
        (await school.Headteacher.AddsDetails(incident, new { location = "Bus 42" }))
            .ShouldBeRefused(403, "not-your-duty", "must-2");
    }

    [Fact]
    public async Task more_later_cannot_settle_what_the_classification_settled()
    {
        var incident = await school.HasClassified();

        (await school.Teacher.AddsDetails(incident, new { kind = "nearMiss" })).ShouldBeWrongAt("/kind");
        (await school.Teacher.AddsDetails(incident, new { personalDataInvolved = "yes" }))
            .ShouldBeWrongAt("/personalDataInvolved");
        (await school.Teacher.AddsDetails(incident, new { })).ShouldBeWrongAt("");
    }

    private async Task<int> NumberOfIncidents() =>
        (await school.Auditor.Gets("/v1/incidents?limit=500")).Items.Count;
}
