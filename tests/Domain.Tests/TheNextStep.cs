namespace Incidents.Domain.Tests;

public sealed class TheNextStep
{
    [Theory]
    [InlineData(IncidentStatus.Reported, "classification")]
    [InlineData(IncidentStatus.Classified, "allocation")]
    [InlineData(IncidentStatus.Allocated, "allocation/acceptance")]
    [InlineData(IncidentStatus.Investigating, "outcome-reports")]
    [InlineData(IncidentStatus.OutcomeReported, "outcome-reports/assessment")]
    [InlineData(IncidentStatus.OutcomeAccepted, "closure")]
    public void follows_from_where_the_incident_stands(IncidentStatus status, string duty) =>
        NextStep.Of(Given([.. Until(status)]).Incident, Pack)!.Duty.Should().Be(duty);

    [Fact]
    public void of_a_closed_incident_is_none() =>
        NextStep.Of(Given([.. Until(IncidentStatus.Closed)]).Incident, Pack).Should().BeNull();

    [Fact]
    public void is_held_by_the_investigator_or_by_whoever_has_the_duty()
    {
        var investigating = Given([.. Until(IncidentStatus.Investigating)]).Incident;

        NextStep.Of(investigating, Pack)!.PersonId.Should().Be(investigating.Allocation!.InvestigatorId);
        NextStep.Of(Given(Reported()).Incident, Pack).Should().BeEquivalentTo(
            new NextStep("classification", PersonId: null, [Role.OfficeManager]));
    }

    [Theory]
    [InlineData(Answer.No, Role.OfficeManager)]
    [InlineData(Answer.Yes, Role.Headteacher)]
    public void of_what_was_found_to_be_no_incident_is_its_closure_by_whoever_may(
        Answer personalData, Role role)
    {
        var incident = Given(Reported(personalData: personalData), Verified(Finding.NotAnIncident));

        NextStep.Of(incident.Incident, Pack).Should().BeEquivalentTo(
            new NextStep("closure", PersonId: null, [role]));
        incident.When(Close(), by: Somebody(role)).ThenRecorded<IncidentClosed>();
    }

    [Fact]
    public void of_a_duplicate_is_its_closure() =>
        NextStep.Of(Given(Reported(), Linked()).Incident, Pack).Should().BeEquivalentTo(
            new NextStep("closure", PersonId: null, [Role.OfficeManager]));
}
