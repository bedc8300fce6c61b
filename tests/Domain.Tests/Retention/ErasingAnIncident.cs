namespace Incidents.Domain.Tests.Retention;

public sealed class ErasingAnIncident
{
    private static readonly IncidentEvent[] Closed = Until(IncidentStatus.Closed);

    [Fact]
    public void is_recorded_with_its_legal_basis_which_outlives_the_incidents_key() =>
        Given(Closed).When(new Erase(NewId, null, "UK GDPR Art 5(1)(e)", "Its time is over."),
                ProtectionOfficer)
            .Then(new IncidentErased(
                new ClearText(TextClass.Narrative, "UK GDPR Art 5(1)(e)", Tenant.StreamId),
                new ClearText(TextClass.Narrative, "Its time is over.", Tenant.StreamId)));

    [Fact]
    public void is_for_the_data_protection_officer()
    {
        foreach (var by in new[] { OfficeManager, Headteacher, Chair, LineManager })
            Given(Closed).When(EraseIt(), by).ThenRefused("not-your-duty", Ref);
    }

    [Fact]
    public void is_refused_while_it_is_open() =>
        Given(Until(IncidentStatus.OutcomeAccepted)).When(EraseIt(), ProtectionOfficer)
            .ThenRefused("incident-open", Must5);

    [Fact]
    public void is_refused_once_it_was_reopened() =>
        Given(Closed.With(Reopened())).When(EraseIt(), ProtectionOfficer)
            .ThenRefused("incident-open", Must5);

    [Fact]
    public void is_refused_until_its_retention_is_over()
    {
        var closed = Given(Closed) with { RecordedAt = Now.AddMonths(-36).AddSeconds(1) };

        closed.When(EraseIt(), ProtectionOfficer).ThenRefused("retention-not-over", Must5)
            .Detail.Should().Contain("2026-03-02");
        (closed with { RecordedAt = Now.AddMonths(-36) }).When(EraseIt(), ProtectionOfficer)
            .ThenRecorded<IncidentErased>();
    }

    [Fact]
    public void is_refused_longer_where_it_was_grave() =>
        (Given(Until(IncidentStatus.Closed, Severity.Critical)) with { RecordedAt = Now.AddMonths(-83) })
            .When(EraseIt(), ProtectionOfficer).ThenRefused("retention-not-over", Must5);

    [Fact]
    public void is_refused_while_a_hold_is_in_force()
    {
        var (one, other) = (new Guid(1, 0, 0, new byte[8]), new Guid(2, 0, 0, new byte[8]));

        Given(Closed.With(Held(one), Held(other), HoldReleased(one))).When(EraseIt(), ProtectionOfficer)
            .ThenRefused("legal-hold", Ref);
        Given(Closed.With(Held(one), Held(other), HoldReleased(one), HoldReleased(other)))
            .When(EraseIt(), ProtectionOfficer).ThenRecorded<IncidentErased>();
    }

    [Fact]
    public void a_second_time_changes_nothing() =>
        Given(Closed.With(Erased())).When(EraseIt(), ProtectionOfficer).ThenNothing();

    [Fact]
    public void leaves_everything_as_it_was_but_that()
    {
        var before = Given(Closed).Incident;
        var after = Given(Closed.With(Erased())).Incident;

        after.Should().BeEquivalentTo(before with { Version = before.Version + 1, IsErased = true });
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void names_an_incident_or_a_person_and_not_both(bool incident, bool person) =>
        Given(Closed).When(new Erase(incident ? NewId : null, person ? NewId : null, Why, Why),
            ProtectionOfficer).ThenInvalid("/incidentId");
}

public sealed class AnErasedIncident
{
    private static readonly IncidentEvent[] Erased =
        Until(IncidentStatus.Closed)
            .With(Recommended(owner: "Ann", dueOn: new(2026, 4, 1)), Happened.Erased());

    [Fact]
    public void takes_no_further_steps()
    {
        (IncidentCommand Command, Actor By)[] steps =
        [
            (Reopen(), OfficeManager), (Decide(), OfficeManager),
            (Classify(Severity.Critical), OfficeManager),
            (new CompleteRemedialAction(NewId, Why), OfficeManager), (Evidence(), OfficeManager),
            (Notify(supplements: true), OfficeManager), (Hold(), ProtectionOfficer),
        ];

        foreach (var (command, by) in steps)
            Given(Erased).When(command, by).ThenRefused("incident-erased", Ref);
    }

    [Fact]
    public void says_of_what_is_so_already_that_it_is() =>
        Given(Erased).When(Close(), OfficeManager).ThenNothing();

    [Fact]
    public void still_says_first_whose_duty_a_step_is() =>
        Given(Erased).When(Reopen(), Teacher).ThenRefused("not-your-duty", Must5);

    [Fact]
    public void says_first_that_a_version_is_stale() =>
        Given(Erased).When(Reopen(), OfficeManager, expecting: 3).ThenStale(Erased.Length);
}
