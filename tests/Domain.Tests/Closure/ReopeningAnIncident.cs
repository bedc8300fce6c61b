namespace Incidents.Domain.Tests;

public sealed class ReopeningAnIncident
{
    [Fact]
    public void records_the_reason() =>
        Given(Until(IncidentStatus.Closed)).When(Reopen(), by: Headteacher).Then(Reopened());

    [Theory]
    [InlineData(IncidentStatus.Reported)]
    [InlineData(IncidentStatus.OutcomeAccepted)]
    public void that_is_open_leaves_it_alone(IncidentStatus status) =>
        Given(Until(status)).When(Reopen(), by: OfficeManager).ThenNothing();

    [Fact]
    public void returns_it_to_the_investigation() =>
        Given([.. Until(IncidentStatus.Closed), Reopened()]).Incident.Status.Should()
            .Be(IncidentStatus.Investigating);

    [Fact]
    public void returns_it_no_further_than_its_events_had_come() =>
        Given(Reported(), Verified(Finding.NotAnIncident), Closed(ClosureGround.NotAnIncident), Reopened())
            .Incident.Status.Should().Be(IncidentStatus.Reported);

    [Fact]
    public void has_the_outcome_reported_anew_before_it_is_closed_again() =>
        Given([.. Until(IncidentStatus.Closed), Reopened()]).When(Close(), by: OfficeManager)
            .ThenRefused("outcome-not-submitted", How5e);

    [Fact]
    public void has_what_was_found_to_be_no_incident_looked_at_afresh() =>
        Given(Reported(), Classified(), Verified(Finding.NotAnIncident), Closed(ClosureGround.NotAnIncident),
            Reopened())
            .When(Close(), by: OfficeManager).ThenRefused("outcome-not-submitted", How5e);

    [Fact]
    public void lets_it_be_closed_again() =>
        Given([
                .. Until(IncidentStatus.Closed), Reopened(), Submitted(number: 2), Judged(number: 2),
                AcceptedReport(number: 2),
            ])
            .When(Close(), by: OfficeManager).Then(Closed());
}
