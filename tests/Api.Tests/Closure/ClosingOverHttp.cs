namespace Incidents.Api.Tests.Closure;

public sealed class ClosingOverHttp(School school) : IClassFixture<School>
{
    [Fact]
    public async Task lists_everything_that_stands_in_the_way_at_once()
    {
        var incident = await school.HasInvestigated("major", personalData: "unknown");
        await school.OfficeManager.Escalates(incident, to: "chairOfGovernors");
        await school.LineManager.RecommendsAction(incident, owner: null);

        var answer = await school.OfficeManager.Closes(incident);

        answer.ShouldBeRefused(409, "closure-blocked", "how-5e");
        answer.Problem.Blocking!.Select(each => (each.Code, each.PolicyPoint)).Should().Equal(
            ("escalation-unacknowledged", "how-3e"), ("personal-data-unknown", "how-6c"),
            ("ico-not-assessed", "how-6c"),
            ("remedial-action-unowned", "how-6d"), ("outcome-not-submitted", "how-5e"));
        answer.Problem.Blocking.Should().AllSatisfy(each => each.Detail.Should().NotBeNullOrWhiteSpace());
    }

    [Fact]
    public async Task says_the_one_thing_that_is_left()
    {
        var incident = await school.HasReportedOutcome();
        await school.OfficeManager.Assesses(incident, 1);

        var answer = await school.OfficeManager.Closes(incident);

        answer.ShouldBeRefused(409, "outcome-not-accepted", "how-5e");
        answer.Problem.Blocking.Should().ContainSingle().Which.Code.Should().Be("outcome-not-accepted");
    }

    [Theory]
    [InlineData("outcome-not-submitted")]
    [InlineData("outcome-not-assessed")]
    [InlineData("outcome-not-accepted")]
    public async Task waits_for_each_step_of_the_outcome(string code)
    {
        var incident = code == "outcome-not-submitted"
            ? await school.HasInvestigated()
            : await school.HasReportedOutcome();
        if (code == "outcome-not-accepted")
            await school.OfficeManager.Assesses(incident, 1);

        (await school.OfficeManager.Closes(incident)).ShouldBeRefused(409, code, "how-5e");
    }

    [Fact]
    public async Task waits_for_the_regulator_and_for_the_people_where_the_risk_is_high()
    {
        var incident = await school.HasAcceptedOutcome(personalData: "yes");
        await school.ProtectionOfficer.EstablishesAwareness(incident, school.Clock.InHours(-1));
        await school.ProtectionOfficer.AssessesForIco(incident, "reportableAndInform", highRisk: true);

        (await school.OfficeManager.Closes(incident)).Problem.Blocking!.Select(each => each.Code)
            .Should().Equal("data-subjects-not-decided", "ico-not-notified");
    }

    [Fact]
    public async Task ends_every_step_but_the_few_that_are_left_open()
    {
        var incident = await school.HasClosed();
        var manager = school.OfficeManager;

        (await manager.Closes(incident)).Events.Should().BeEmpty();
        (await manager.Classifies(incident, "major")).ShouldBeRefused(409, "incident-closed", "must-5");
        (await manager.Records(incident)).ShouldBeRefused(409, "incident-closed", "must-5");
        (await manager.Decides(incident)).ShouldBeRefused(409, "incident-closed", "must-5");
        (await manager.Allocates(incident, to: school.InvestigatingOfficer, reason: "Late"))
            .ShouldBeRefused(409, "incident-closed", "must-5");
        (await school.Teacher.AddsDetails(incident, new { location = "Bus 41" }))
            .ShouldBeRefused(409, "incident-closed", "must-5");
        (await school.ProtectionOfficer.NotifiesIco(incident, school.Clock.Now))
            .ShouldBeRefused(409, "incident-closed", "must-5");
        (await school.ProtectionOfficer.NotifiesIco(incident, school.Clock.Now, supplements: true))
            .ShouldBeRefused(409, "not-notified", "how-6c");
    }

    [Fact]
    public async Task ends_and_begins_again_with_a_reason()
    {
        var incident = await school.HasClosed();

        var answer = await school.Headteacher.Reopens(incident);

        answer.ShouldRecord("incidentReopened");
        answer["status"]!.GetValue<string>().Should().Be("investigating");
        (await school.Headteacher.Reopens(incident)).Events.Should().BeEmpty();
        (await school.OfficeManager.Closes(incident)).ShouldBeRefused(409, "outcome-not-submitted", "how-5e");
    }

    [Fact]
    public async Task needs_nothing_but_a_reason_where_there_was_no_incident()
    {
        var incident = await school.Reports();
        await school.OfficeManager.Verifies(incident, finding: "notAnIncident");

        (await school.OfficeManager.Closes(incident)).ShouldRecord("incidentClosed");
    }

    [Fact]
    public async Task is_the_headteachers_where_personal_data_was_thought_to_be_in_what_was_no_incident()
    {
        var incident = await school.HasClassified(personalData: "yes");
        await school.OfficeManager.Verifies(incident, finding: "notAnIncident");

        (await school.OfficeManager.Closes(incident)).ShouldBeRefused(403, "not-your-duty", "how-5e");
        (await school.Headteacher.Closes(incident)).ShouldRecord("incidentClosed");
    }
}
