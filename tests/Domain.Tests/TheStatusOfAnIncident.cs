namespace Incidents.Domain.Tests;

public sealed class TheStatusOfAnIncident
{
    public static TheoryData<IncidentStatus> Statuses => [.. Enum.GetValues<IncidentStatus>()];

    [Theory, MemberData(nameof(Statuses))]
    public void follows_its_events_through_its_whole_life(IncidentStatus status)
    {
        foreach (var severity in Enum.GetValues<Severity>())
            Given(Until(status, severity)).Incident.Status.Should().Be(status);
    }

    [Fact]
    public void is_not_moved_by_what_may_happen_at_any_time()
    {
        IncidentEvent[] any =
        [
            Added(), Verified(), Engaged(), EvidenceOf(), Decided(), Escalated(), Acknowledged(),
            Scoped(), Interviewed(), HelpRequested(), AdviceReceived(), RiskFound(), Treated(),
            Planned(), Sent(), Controlled(), ControlSeen(), Advised(), Intervened(),
            RuledOut(How3d), NotDisciplined(), Aware(), Assessed(), Notified(), Supplemented(), Informed(),
            Recommended(), Completed(), StoodIn("closure", Role.Headteacher), Admitted(Role.Headteacher),
        ];

        foreach (var status in Enum.GetValues<IncidentStatus>())
            Given([.. Until(status), .. any]).Incident.Status.Should().Be(status);
    }

    [Fact]
    public void is_kept_when_it_is_classified_again() =>
        Given([.. Until(IncidentStatus.Investigating), Reclassified(Severity.Moderate)]).Incident.Status
            .Should().Be(IncidentStatus.Investigating);

    [Fact]
    public void is_allocated_again_with_the_next_investigator() =>
        Given([.. Until(IncidentStatus.Investigating), Allocated(Officer, reason: Why)]).Incident.Status
            .Should().Be(IncidentStatus.Allocated);
}
