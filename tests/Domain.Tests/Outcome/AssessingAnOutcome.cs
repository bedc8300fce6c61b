namespace Incidents.Domain.Tests;

public sealed class AssessingAnOutcome
{
    private static readonly IncidentEvent[] Awaiting = Until(IncidentStatus.OutcomeReported);

    [Theory]
    [InlineData(true, IncidentStatus.OutcomeReported)]
    [InlineData(false, IncidentStatus.Investigating)]
    public void records_whether_the_appropriate_action_was_taken(bool satisfied, IncidentStatus status)
    {
        Given(Awaiting).When(Judge(satisfied), by: OfficeManager).Then(Judged(satisfied));
        Given([.. Awaiting, Judged(satisfied)]).Incident.Status.Should().Be(status);
    }

    [Fact]
    public void may_change_its_mind() =>
        Given([.. Awaiting, Judged()]).When(Judge(satisfied: false), by: OfficeManager)
            .Then(Judged(satisfied: false));

    [Fact]
    public void as_it_was_assessed_leaves_it_alone()
    {
        Given([.. Awaiting, Judged()]).When(Judge(), by: OfficeManager).ThenNothing();
        Given([.. Awaiting, Judged(), AcceptedReport()]).When(Judge(), by: OfficeManager).ThenNothing();
        Given([.. Awaiting, Judged(false)]).When(Judge(false), by: OfficeManager).ThenNothing();
    }

    [Fact]
    public void of_a_report_that_was_returned_waits_for_another() =>
        Given([.. Awaiting, Judged(false)]).When(Judge(), by: OfficeManager)
            .ThenRefused("outcome-not-submitted", How5e);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void of_a_report_that_is_not_there_finds_nothing(int number) =>
        Given(Awaiting).When(Judge(number: number), by: OfficeManager)
            .ThenRefused("no-such-outcome-report", null);

    [Fact]
    public void is_of_the_latest_report_only() =>
        Given([.. Awaiting, Submitted(number: 2)]).When(Judge(), by: OfficeManager)
            .ThenRefused("report-superseded", How5e);

    [Fact]
    public void is_refused_once_the_incident_is_closed() =>
        Given(Until(IncidentStatus.Closed)).When(Judge(false), by: OfficeManager)
            .ThenRefused("incident-closed", Must5);
}

public sealed class ReviewingAnOutcomeReport
{
    private static readonly IncidentEvent[] Awaiting = [.. Until(IncidentStatus.OutcomeReported), Judged()];

    [Fact]
    public void accepts_it() => Given(Awaiting).When(Review(), by: OfficeManager).Then(AcceptedReport());

    [Fact]
    public void returns_it_so_that_the_investigation_goes_on()
    {
        Given(Awaiting).When(Review(accepted: false), by: OfficeManager).Then(Returned());
        Given([.. Awaiting, Returned()]).Incident.Status.Should().Be(IncidentStatus.Investigating);
    }

    [Fact]
    public void as_it_was_reviewed_leaves_it_alone()
    {
        Given([.. Awaiting, AcceptedReport()]).When(Review(), by: OfficeManager).ThenNothing();
        Given([.. Awaiting, Returned()]).When(Review(accepted: false), by: OfficeManager).ThenNothing();
        Given(Until(IncidentStatus.Closed)).When(Review(), by: OfficeManager).ThenNothing();
    }

    [Fact]
    public void follows_the_assessment() =>
        Given(Until(IncidentStatus.OutcomeReported)).When(Review(), by: OfficeManager)
            .ThenRefused("outcome-not-assessed", How5e);

    [Fact]
    public void of_a_report_that_was_returned_waits_for_another() =>
        Given([.. Awaiting, Returned()]).When(Review(), by: OfficeManager)
            .ThenRefused("outcome-not-submitted", How5e);

    [Fact]
    public void of_a_report_that_is_not_there_finds_nothing() =>
        Given(Until(IncidentStatus.Investigating)).When(Review(), by: OfficeManager)
            .ThenRefused("no-such-outcome-report", null);

    [Fact]
    public void is_of_the_latest_report_only() =>
        Given([.. Awaiting, Submitted(number: 2)]).When(Review(), by: OfficeManager)
            .ThenRefused("report-superseded", How5e);

    [Fact]
    public void of_a_report_that_was_voided_waits_for_another() =>
        Given([.. Until(IncidentStatus.Closed), Reopened()]).When(Review(), by: OfficeManager)
            .ThenRefused("outcome-not-submitted", How5e);

    [Fact]
    public void is_refused_once_the_incident_is_closed() =>
        Given(Until(IncidentStatus.Closed)).When(Review(accepted: false), by: OfficeManager)
            .ThenRefused("incident-closed", Must5);
}
