using System.Net;

namespace Incidents.Api.Tests.Allocation;

public sealed class AllocatingOverHttp(School school) : IClassFixture<School>
{
    [Fact]
    public async Task before_classification_is_409_and_names_the_policy_point()
    {
        var incident = await school.Reports();

        var answer = await school.OfficeManager.Allocates(incident, to: school.LineManager);

        answer.StatusCode.Should().Be(HttpStatusCode.Conflict);
        answer.Problem.Should().BeEquivalentTo(new { Code = "not-classified", PolicyPoint = "how-5a" });
    }

    [Fact]
    public async Task a_critical_incident_is_refused_to_anybody_but_the_office_manager()
    {
        var incident = await school.HasClassified("critical");

        (await school.OfficeManager.Allocates(incident, to: school.InvestigatingOfficer))
            .ShouldBeRefused(409, "critical-needs-office-manager", "how-6a");
        (await school.OfficeManager.Allocates(incident, to: school.OfficeManager))
            .ShouldRecord("investigationAllocated", "allocationAccepted");
    }

    [Fact]
    public async Task a_major_incident_is_refused_until_the_headteacher_is_engaged()
    {
        var incident = await school.HasClassified("major");

        (await school.OfficeManager.Allocates(incident, to: school.LineManager))
            .ShouldBeRefused(409, "headteacher-not-engaged", "how-6b");
        (await school.OfficeManager.Engages(incident, school.SeniorLeader)).ShouldRecord("leaderEngaged");
        (await school.OfficeManager.Allocates(incident, to: school.LineManager))
            .ShouldBeRefused(409, "headteacher-not-engaged", "how-6b");
        (await school.OfficeManager.Engages(incident, school.Headteacher)).ShouldRecord("leaderEngaged");
        (await school.OfficeManager.Allocates(incident, to: school.LineManager))
            .ShouldRecord("investigationAllocated");
    }

    [Fact]
    public async Task is_refused_to_who_reported_it()
    {
        var incident = await school.LineManager.Reports(Tales.LostLaptop);
        await school.OfficeManager.Classifies(incident);

        (await school.OfficeManager.Allocates(incident, to: school.LineManager))
            .ShouldBeRefused(409, "investigator-not-independent", "why-6");
    }

    [Theory]
    [InlineData("involved")]
    [InlineData("witness")]
    [InlineData("affected")]
    public async Task is_refused_to_whoever_is_part_of_it(string relation)
    {
        var incident = await school.HasClassified();
        await school.Teacher.AddsDetails(incident,
            new
            {
                peopleInvolved =
                new[] { new { name = "J. Fell", subject = school.LineManager.Subject, relation } }
            });

        (await school.OfficeManager.Allocates(incident, to: school.LineManager))
            .ShouldBeRefused(409, "investigator-not-independent", "why-6");
    }

    [Fact]
    public async Task again_takes_a_reason_and_shows_who_investigated_before()
    {
        var incident = await school.HasInvestigated(by: school.LineManager);

        (await school.OfficeManager.Allocates(incident, to: school.InvestigatingOfficer))
            .ShouldBeWrongAt("/reason");
        (await school.OfficeManager.Allocates(incident, to: school.InvestigatingOfficer, reason: "On leave."))
            .ShouldRecord("investigationAllocated");

        var change = (
            await school.OfficeManager.Gets($"{incident.Path}/history")).Items[^1]["changes"]!.AsArray()
            .Single(change => change!["field"]!.GetValue<string>() == "allocation.investigator.name")!;
        change["from"]!.GetValue<string>().Should().Be(school.LineManager.Name);
        change["to"]!.GetValue<string>().Should().Be(school.InvestigatingOfficer.Name);
        (await school.LineManager.Gets(incident.Path)).ShouldBeRefused(404, "not-found");
    }

    [Fact]
    public async Task is_taken_on_by_nobody_but_the_one_it_went_to()
    {
        var incident = await school.HasClassified();
        await school.OfficeManager.Allocates(incident, to: school.LineManager);

        (await school.InvestigatingOfficer.Accepts(incident)).ShouldBeRefused(404, "not-found");
        (await school.OfficeManager.Accepts(incident)).ShouldBeRefused(403, "not-your-duty", "must-3");
        (await school.LineManager.Accepts(incident)).ShouldRecord("allocationAccepted");
    }

    [Fact]
    public async Task falls_back_when_it_is_declined()
    {
        var incident = await school.HasClassified();
        await school.OfficeManager.Allocates(incident, to: school.LineManager);

        var answer = await school.LineManager.Declines(incident);

        answer.ShouldRecord("allocationDeclined");
        answer["status"]!.GetValue<string>().Should().Be("classified");
        (await school.OfficeManager.Gets(
            incident.Path))["allocation"]!["refusal"]!["reason"]!.GetValue<string>()
            .Should().Be("On leave.");
    }
}
