using static Incidents.Domain.Tests.Timescales.London;

namespace Incidents.Domain.Tests.Timescales;

public sealed class TheLadder
{
    private static readonly DateTimeOffset Due = At("2026-03-03 10:00");

    private static Dated Monday => new Dated().At("2026-03-02 10:00", Reported());

    [Fact]
    public void does_nothing_before_its_first_rung() => Monday.Sweep("2026-03-02 15:37").Should().BeEmpty();

    [Fact]
    public void warns_when_three_quarters_of_the_time_have_passed() =>
        Monday.Sweep("2026-03-02 15:38").Should().Equal(
            new TimescaleWarned("classification", null, "warned", Due));

    [Fact]
    public void records_what_is_missed_and_hands_it_up_to_the_headteacher()
    {
        var incident = Monday;
        incident.Sweep("2026-03-02 15:38");

        incident.Sweep("2026-03-03 10:00").Should().BeEquivalentTo(new IncidentEvent[]
        {
            new TimescaleMissed("classification", null, Due),
            Escalated(Role.Headteacher, "missed", 1),
        }, o => o.RespectingRuntimeTypes().WithStrictOrdering().Excluding(e => e.Path.EndsWith("Reason")));
    }

    [Fact]
    public void says_in_plain_words_and_the_schools_own_time_what_was_not_done()
    {
        var written = new Dated().At("2026-06-10 10:00", Until(IncidentStatus.OutcomeReported));

        written.Sweep("2026-06-17 10:00").OfType<IncidentEscalated>().Should().ContainSingle().Which.Reason
            .Should().Be(Text.Narrative(
                "Not done in time: review of the outcome report, due on 17 June 2026 at 10:00."));
    }

    [Fact]
    public void goes_to_the_chair_and_the_data_protection_officer_a_working_day_later()
    {
        var incident = Monday;
        incident.Sweep("2026-03-03 10:00");

        incident.Sweep("2026-03-04 09:59").Should().BeEmpty();
        incident.Sweep("2026-03-04 10:00").Should().BeEquivalentTo(
            [
                Escalated(Role.ChairOfGovernors, "still-missed", 0),
                Escalated(Role.DataProtectionOfficer, "still-missed", 1),
            ],
            o => o.WithStrictOrdering().Excluding(e => e.Reason));
        incident.The("classification").NextAt.Should().BeNull();
    }

    [Fact]
    public void takes_every_rung_in_order_however_late_it_is() =>
        Monday.Sweep("2026-03-20 10:00").Select(e => e.GetType()).Should().Equal(
            typeof(TimescaleWarned), typeof(TimescaleMissed), typeof(IncidentEscalated),
            typeof(IncidentEscalated), typeof(IncidentEscalated));

    [Fact]
    public void does_nothing_a_second_time()
    {
        var incident = Monday;
        incident.Sweep("2026-03-03 10:00");

        incident.Sweep("2026-03-03 10:00").Should().BeEmpty();
        incident.Sweep("2026-03-03 12:00").Should().BeEmpty();
    }

    [Fact]
    public void leaves_a_step_alone_that_was_done_in_time() =>
        Monday.At("2026-03-02 12:00", Classified()).Sweep("2026-03-03 10:00")
            .Should().NotContain(e => e is TimescaleMissed || e is IncidentEscalated);

    [Fact]
    public void goes_to_whoever_stands_in_for_a_headteacher_whom_it_is_about() =>
        new Dated().At("2026-03-02 10:00", Reported(concerns: [Role.Headteacher])).Sweep("2026-03-03 10:00")
            .OfType<IncidentEscalated>().Should().ContainSingle().Which.To.Should().Be(Role.ChairOfGovernors);

    [Fact]
    public void escalates_until_the_step_is_done_and_bars_no_closure()
    {
        var incident = Monday;
        incident.Sweep("2026-03-04 10:00");
        incident.Incident.OpenEscalations.Should().HaveCount(3);
        ClosureGate.Blocking(incident.Incident, Pack).Should()
            .NotContain(no => no.Rule.Code == "escalation-unacknowledged");

        incident.At("2026-03-04 11:00", Classified());
        incident.Incident.OpenEscalations.Should().BeEmpty("what the clock escalated has been done");
    }

    [Fact]
    public void keeps_what_a_person_escalated_when_the_step_is_done() =>
        Monday.At("2026-03-02 11:00", Happened.Escalated(), Classified()).Incident.OpenEscalations
            .Should().ContainSingle();

    [Fact]
    public void warns_again_of_a_deadline_that_has_moved()
    {
        var incident = Monday.At("2026-03-02 10:00", Classified(), Allocated());
        incident.Sweep("2026-03-25 12:00").Should().ContainSingle(e => e is TimescaleWarned);

        incident.At("2026-03-26 10:00", Allocated(Officer, reason: Why));
        incident.Sweep("2026-05-01 12:00").OfType<TimescaleWarned>().Should().ContainSingle()
            .Which.DueAt.Should().Be(At("2026-05-08 10:00"));
    }

    [Fact]
    public void is_nobodys_to_climb_but_the_clocks() =>
        Given(Reported()).When(new KeepTimescales(), by: OfficeManager).ThenRefused("not-your-duty", Must7);

    private static IncidentEscalated Escalated(Role to, string rung, int place) => new(
        new Guid($"0195549c-3d80-7000-8000-{0x0123456789ab + place:x12}"), to, Text.Narrative(Why),
        EscalatedBy.Clock, new("classification", null, rung, Due));
}
