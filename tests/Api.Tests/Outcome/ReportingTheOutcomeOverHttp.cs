namespace Incidents.Api.Tests.Outcome;

public sealed class ReportingTheOutcomeOverHttp(School school) : IClassFixture<School>
{
    [Fact]
    public async Task waits_for_the_classification_and_for_an_investigation()
    {
        var incident = await school.Reports();

        (await school.OfficeManager.ReportsOutcome(incident))
            .ShouldBeRefused(409, "not-classified", "how-5a");
        await school.OfficeManager.Classifies(incident);
        (await school.OfficeManager.ReportsOutcome(incident)).ShouldBeRefused(409, "not-allocated", "how-4c");
        await school.OfficeManager.Allocates(incident, to: school.LineManager);
        (await school.OfficeManager.ReportsOutcome(incident)).ShouldBeRefused(409, "not-allocated", "how-4c");
    }

    [Fact]
    public async Task waits_for_the_checklist_and_lists_what_is_open_on_it()
    {
        var incident = await school.HasInvestigated();
        await school.LineManager.RulesOut(incident, "how-3a");

        var answer = await school.LineManager.ReportsOutcome(incident);

        answer.ShouldBeRefused(409, "checklist-incomplete", "how-3k");
        answer.Problem.Blocking!.Select(open => open.PolicyPoint).Should().Equal(
            "how-3b", "how-3c", "how-3d", "how-3e", "how-3f", "how-3g", "how-3h", "how-3i", "how-3j");
    }

    [Fact]
    public async Task is_judged_by_another_person_than_its_author()
    {
        var incident = await school.HasReportedOutcome(author: school.OfficeManager);

        (await school.OfficeManager.Assesses(incident, 1))
            .ShouldBeRefused(409, "reviewer-not-independent", "why-6");
        (await school.OfficeManager.Reviews(incident, 1))
            .ShouldBeRefused(409, "reviewer-not-independent", "why-6");
        (await school.Headteacher.Assesses(incident, 1)).ShouldRecord("outcomeAssessed");
        (await school.Headteacher.Reviews(incident, 1)).ShouldRecord("outcomeReportAccepted");
        (await school.OfficeManager.Closes(incident))
            .ShouldBeRefused(409, "reviewer-not-independent", "why-6");
        (await school.Headteacher.Closes(incident)).ShouldRecord("incidentClosed");
    }

    [Fact]
    public async Task again_supersedes_what_was_reported_before()
    {
        var incident = await school.HasReportedOutcome();
        (await school.LineManager.ReportsOutcome(incident)).Id.Should().Be("2");

        (await school.OfficeManager.Assesses(incident, 1))
            .ShouldBeRefused(409, "report-superseded", "how-5e");
        (await school.OfficeManager.Reviews(incident, 1)).ShouldBeRefused(409, "report-superseded", "how-5e");
        (await school.OfficeManager.Assesses(incident, 2)).ShouldRecord("outcomeAssessed");
    }

    [Fact]
    public async Task is_assessed_before_it_is_reviewed()
    {
        var incident = await school.HasReportedOutcome();

        (await school.OfficeManager.Reviews(incident, 1))
            .ShouldBeRefused(409, "outcome-not-assessed", "how-5e");
    }

    [Fact]
    public async Task that_does_not_satisfy_sends_the_investigation_on()
    {
        var incident = await school.HasReportedOutcome();

        var answer = await school.OfficeManager.Assesses(incident, 1, satisfied: false);

        answer["status"]!.GetValue<string>().Should().Be("investigating");
        (await school.OfficeManager.Reviews(incident, 1))
            .ShouldBeRefused(409, "outcome-not-submitted", "how-5e");
    }

    [Theory]
    [InlineData("0", 404, "no-such-outcome-report")]
    [InlineData("2", 404, "no-such-outcome-report")]
    [InlineData("latest", 404, "not-found")]
    public async Task is_judged_only_by_a_number_that_it_has(string number, int status, string code)
    {
        var incident = await school.HasReportedOutcome();

        (await school.OfficeManager.Posts(
            incident, $"outcome-reports/{number}/assessment", new { satisfied = true, reason = "Good." }))
            .ShouldBeRefused(status, code);
    }
}
