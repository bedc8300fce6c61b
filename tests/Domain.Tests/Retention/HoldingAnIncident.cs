namespace Incidents.Domain.Tests.Retention;

public sealed class HoldingAnIncident
{
    [Fact]
    public void is_recorded_with_its_reason_also_on_a_closed_incident()
    {
        Given(Reported()).When(Hold(), ProtectionOfficer).Then(Held());
        Given(Until(IncidentStatus.Closed)).When(Hold(), ProtectionOfficer).Then(Held());
    }

    [Fact]
    public void is_recorded_beside_another_hold() =>
        Given(Reported(), Held(Guid.Empty)).When(Hold(), ProtectionOfficer).Then(Held());

    [Fact]
    public void is_for_the_data_protection_officer()
    {
        Given(Reported()).When(Hold(), OfficeManager).ThenRefused("not-your-duty", Ref);
        Given(Reported(), Held()).When(ReleaseHold(), Headteacher).ThenRefused("not-your-duty", Ref);
    }

    [Fact]
    public void ends_with_its_release_and_leaves_other_holds()
    {
        Given(Reported(), Held(), Held(Guid.Empty)).When(ReleaseHold(), ProtectionOfficer)
            .Then(HoldReleased());
        Given(Reported(), Held(), Held(Guid.Empty), HoldReleased()).Incident.IsHeld.Should().BeTrue();
        Given(Reported(), Held(), HoldReleased()).Incident.IsHeld.Should().BeFalse();
    }

    [Fact]
    public void released_twice_changes_nothing() =>
        Given(Reported(), Held(), HoldReleased()).When(ReleaseHold(), ProtectionOfficer).ThenNothing();

    [Fact]
    public void that_is_not_there_cannot_be_released() =>
        Given(Reported()).When(ReleaseHold(), ProtectionOfficer).ThenRefused("no-such-legal-hold", null);

    [Fact]
    public void does_not_prolong_its_retention()
    {
        var closed = Given(Until(IncidentStatus.Closed)).Incident;
        var held = closed.Evolve(Held(), Now).Evolve(HoldReleased(), Now);

        RetentionPeriod.EndOf(held, Pack).Should().Be(RetentionPeriod.EndOf(closed, Pack));
    }
}

public sealed class TheRetentionOfAnIncident
{
    [Fact]
    public void begins_with_its_closure() =>
        RetentionPeriod.EndOf(Given(Until(IncidentStatus.OutcomeAccepted)).Incident, Pack).Should().BeNull();

    [Fact]
    public void begins_anew_with_what_is_done_after_the_closure()
    {
        var closed = Given(Until(IncidentStatus.Closed)).Incident.Evolve(Completed(), Now);

        RetentionPeriod.EndOf(closed, Pack).Should().Be(Now.AddMonths(36));
    }

    [Fact]
    public void does_not_begin_anew_with_what_the_clock_does()
    {
        var closed = Given(Until(IncidentStatus.Closed)).Incident;
        var later = closed.Evolve(new TimescaleMissed("controls/review", NewId, Now), Now)
            .Evolve(Escalated(by: EscalatedBy.Clock), Now);

        RetentionPeriod.EndOf(later, Pack).Should().Be(RetentionPeriod.EndOf(closed, Pack));
    }

    [Fact]
    public void of_a_near_miss_counts_from_the_closure_itself()
    {
        var closed = Given(Until(IncidentStatus.Closed)).Incident.Evolve(Completed(), Now) with
        {
            Kind = IncidentKind.NearMiss,
        };

        RetentionPeriod.EndOf(closed, Pack).Should().Be(LongAgo.AddMonths(36));
    }
}
