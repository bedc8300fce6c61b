namespace Incidents.Domain.Tests;

public sealed class BecomingCritical
{
    private static readonly IncidentEvent[] Investigated = Until(IncidentStatus.Investigating);

    [Fact]
    public void passes_the_investigation_to_the_office_manager() =>
        Given(Investigated).When(Classify(Severity.Critical), by: OfficeManager).Then(
            Reclassified(Severity.Critical),
            new InvestigationTakenOver(LineManager.PersonId, OfficeManager.PersonId, Role.OfficeManager));

    [Fact]
    public void takes_the_investigation_from_whoever_has_not_accepted_it_yet_too() =>
        Given(Until(IncidentStatus.Allocated)).When(Classify(Severity.Critical), by: OfficeManager)
            .ThenRecorded<InvestigationTakenOver>();

    [Fact]
    public void leaves_the_office_managers_own_investigation_alone() =>
        Given(Until(IncidentStatus.Investigating, investigator: OtherOfficeManager))
            .When(Classify(Severity.Critical), by: OfficeManager).Then(Reclassified(Severity.Critical));

    [Fact]
    public void leaves_an_incident_that_nobody_investigates_to_be_allocated() =>
        Given(Reported(), Classified()).When(Classify(Severity.Critical), by: OfficeManager)
            .Then(Reclassified(Severity.Critical));

    [Fact]
    public void takes_the_investigation_away_without_giving_it_to_whoever_may_not_investigate() =>
        Given(Reported(by: OfficeManager), Classified(), Allocated(), Accepted())
            .When(Classify(Severity.Critical), by: OfficeManager).Then(
                Reclassified(Severity.Critical),
                new InvestigationTakenOver(LineManager.PersonId, To: null, Role: null));

    [Fact]
    public void happens_once() =>
        Given(
                Reported(concerns: [Role.OfficeManager]), Classified(Severity.Critical),
                Allocated(Headteacher), Accepted(Headteacher), Admitted(Role.OfficeManager))
            .When(Classify(Severity.Critical, IncidentKind.NearMiss), by: OfficeManager)
            .Then(Reclassified(Severity.Critical, IncidentKind.NearMiss));

    [Fact]
    public void gives_the_incident_a_new_investigator_who_sees_it_in_place_of_the_old()
    {
        var incident = Given([
            .. Investigated, Reclassified(Severity.Critical),
            new InvestigationTakenOver(LineManager.PersonId, OfficeManager.PersonId, Role.OfficeManager),
        ]).Incident;

        incident.Status.Should().Be(IncidentStatus.Investigating);
        incident.Allocation.Should()
            .Be(new Allocation(OfficeManager.PersonId, Role.OfficeManager, Accepted: true));
        incident.Sees(LineManager).Should().Be(Extent.None);
    }

    [Theory]
    [InlineData(IncidentStatus.OutcomeReported)]
    [InlineData(IncidentStatus.OutcomeAccepted)]
    public void voids_the_outcome_report(IncidentStatus status)
    {
        var incident = Given([.. Until(status, investigator: OfficeManager), Reclassified(Severity.Critical)])
            .Incident;

        incident.Status.Should().Be(IncidentStatus.Investigating);
        incident.Report.Should().BeNull();
        incident.OutcomeReports.Should().Be(1);
    }

    [Fact]
    public void has_the_outcome_reported_anew() =>
        Given([.. Until(IncidentStatus.OutcomeReported, investigator: OfficeManager),
            Reclassified(Severity.Critical)])
            .When(Judge(), by: OtherOfficeManager).ThenRefused("outcome-not-submitted", How5e);

    [Fact]
    public void is_no_change_for_what_was_critical_before_and_leaves_the_outcome_report_standing() =>
        Given([
                .. Until(IncidentStatus.OutcomeAccepted, Severity.Critical),
                Reclassified(Severity.Critical, IncidentKind.NearMiss),
            ])
            .Incident.Status.Should().Be(IncidentStatus.OutcomeAccepted);

    [Fact]
    public void is_not_becoming_major() =>
        Given([.. Until(IncidentStatus.OutcomeAccepted), Reclassified(Severity.Major)])
            .Incident.Status.Should().Be(IncidentStatus.OutcomeAccepted);
}
