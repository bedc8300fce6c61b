namespace Incidents.Domain.Tests;

public sealed class ProtectingAReporter
{
    private static readonly History Secret = Given(ReportedSecretly());

    private static readonly History Awaiting = Given(
        ReportedSecretly(), Classified(), Allocated(LineManager));

    [Fact]
    public void seals_who_it_is_and_says_nothing_else_of_them() =>
        Given().When(Report() with { ProtectIdentity = true }, by: Teacher).Then(ReportedSecretly());

    [Fact]
    public void seals_for_whom_it_was_entered_and_says_who_entered_it() =>
        Given().When(Report() with { ProtectIdentity = true, OnBehalfOf = new("teacher", "teacher") },
            by: OfficeManager).Then(ReportedSecretly(enteredBy: OfficeManager));

    [Fact]
    public void looks_nobody_up_and_makes_nobody_known() =>
        (Report() with { ProtectIdentity = true, OnBehalfOf = new("teacher", "teacher") }).NamedPeople
            .Should().BeEmpty();

    [Fact]
    public void keeps_the_moment_from_the_record_and_the_actor_too_unless_they_act_for_another()
    {
        Report().DiscretionFor(Teacher).Should().Be(Discretion.None);
        (Report() with { ProtectIdentity = false }).DiscretionFor(Teacher).Should().Be(Discretion.None);
        (Report() with { ProtectIdentity = true }).DiscretionFor(Teacher).Should().Be(Discretion.Actor);
        (Report() with { ProtectIdentity = true, OnBehalfOf = new("A visitor") }).DiscretionFor(OfficeManager)
            .Should().Be(Discretion.Moment);
    }

    [Fact]
    public void shows_them_nothing_by_their_own_credentials() =>
        Secret.Incident.Sees(Teacher).Should().Be(Extent.None);

    [Fact]
    public void keeps_the_seal_shut_to_a_system_that_entered_it() =>
        Visibility.Of(Given(ReportedSecretly(enteredBy: Sensor)).Incident, Sensor, Pack).Should()
            .Match<Sight>(sight => sight.Extent == Extent.OwnReport
                && !sight.Opens.Contains(TextClass.Reporter));

    [Fact]
    public void is_not_undone_by_allocating_the_investigation_to_them() =>
        Given(ReportedSecretly(), Classified()).When(Allocate(LineManager), by: OfficeManager)
            .Then(Allocated(LineManager));

    [Fact]
    public void tells_them_alone_at_acceptance_and_records_a_decline_without_a_reason()
    {
        var recorded = Awaiting.When(new AcceptAllocation(), by: LineManager, reporter: true).Decision
            .Should().BeOfType<Recorded>().Subject;

        recorded.Events.Should().Equal(new AllocationDeclined(LineManager.PersonId, Reason: null));
        recorded.Told.Should().Match<Refusal>(told =>
            told.Rule == Rules.InvestigatorNotIndependent && told.Point == Why6 && told.ToThemAlone);
    }

    [Fact]
    public void records_every_decline_alike() =>
        Awaiting.When(Decline(), by: LineManager)
            .Then(new AllocationDeclined(LineManager.PersonId, Reason: null));

    [Fact]
    public void lets_everybody_else_take_the_investigation_on() =>
        Awaiting.When(new AcceptAllocation(), by: LineManager).Then(Accepted(LineManager));

    [Fact]
    public void refuses_to_them_alone_to_investigate_personally() =>
        Given(ReportedSecretly(), Classified())
            .When(Allocate(OfficeManager), by: OfficeManager, reporter: true)
            .ThenRefused("investigator-not-independent", Why6).ToThemAlone.Should().BeTrue();

    [Fact]
    public void lets_them_allocate_it_to_somebody_else() =>
        Given(ReportedSecretly(), Classified())
            .When(Allocate(LineManager), by: OfficeManager, reporter: true).Then(Allocated(LineManager));

    [Fact]
    public void has_whoever_takes_a_critical_incident_over_asked_first() =>
        Given(ReportedSecretly(), Classified(), Allocated(LineManager), Accepted(LineManager))
            .When(Classify(Severity.Critical), by: OfficeManager)
            .ThenRecorded<InvestigationTakenOver>().To.Should().BeNull();
}
