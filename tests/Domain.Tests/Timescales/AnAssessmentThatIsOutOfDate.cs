using static Incidents.Domain.Tests.Timescales.London;

namespace Incidents.Domain.Tests.Timescales;

public sealed class AnAssessmentThatIsOutOfDate
{
    private static Dated Assessed =>
        new Dated().At("2026-03-02 10:00", Reported(), Classified(), Happened.Assessed());

    [Fact]
    public void leaves_both_clocks_of_the_ico_to_the_awareness_that_follows()
    {
        var incident = Assessed.At("2026-03-03 10:00", Breach)
            .At("2026-03-03 11:00", Aware(At("2026-03-03 09:00")));

        incident.The("ico-assessments").DueAt.Should().Be(At("2026-03-04 09:00"));
        incident.The("ico-notifications").DueAt.Should().Be(At("2026-03-06 09:00"));
    }

    [Fact]
    public void leaves_them_to_it_also_where_their_time_has_run_out_by_then() =>
        Assessed.At("2026-03-03 10:00", Breach).At("2026-03-12 11:00", Aware(At("2026-03-03 09:00")))
            .The("ico-notifications").DueAt.Should().Be(At("2026-03-06 09:00"));

    [Fact]
    public void leaves_them_to_it_too_where_details_say_what_changed()
    {
        var incident = new Dated().At("2026-03-02 10:00", Reported(), Happened.Assessed())
            .At("2026-03-03 10:00", Added(personalData: Answer.Yes))
            .At("2026-03-03 11:00", Aware(At("2026-03-03 09:00")));

        incident.The("ico-notifications").DueAt.Should().Be(At("2026-03-06 09:00"));
    }

    [Fact]
    public void is_made_again_within_its_time_from_the_change_where_the_school_was_aware_before()
    {
        var incident = Late.At("2026-03-20 12:00", Breach);

        incident.Deadlines.Where(one => one.Step == "ico-assessments")
            .Select(one => (one.State, one.StartedAt, one.DueAt)).Should().Equal(
                (DeadlineState.Met, At("2026-03-02 10:00"), At("2026-03-03 10:00")),
                (DeadlineState.Running, At("2026-03-20 12:00"), At("2026-03-21 12:00")));
        incident.At("2026-03-20 15:00", Happened.Assessed()).Deadlines
            .Should().NotContain(one => one.Step == "ico-assessments" && one.IsRunning);
    }

    [Fact]
    public void counts_from_the_first_change_and_not_from_each()
    {
        var incident = Late.At("2026-03-20 12:00", Breach)
            .At("2026-03-20 18:00", Reclassified(Severity.Major, IncidentKind.ConfirmedBreach, Answer.Yes));

        incident.Deadlines.Single(one => one.Step == "ico-assessments" && one.IsRunning)
            .DueAt.Should().Be(At("2026-03-21 12:00"));
    }

    [Fact]
    public void lets_the_72_hours_run_on_while_there_are_any()
    {
        var incident = Late.At("2026-03-03 12:00", Breach);
        incident.The("ico-notifications").DueAt.Should().Be(At("2026-03-05 10:00"));

        incident.At("2026-03-03 14:00", Happened.Assessed()).Deadlines
            .Should().NotContain(one => one.Step == "ico-notifications" && one.IsRunning);
    }

    [Fact]
    public void makes_nobody_late_who_decided_in_time_until_it_is_decided_otherwise()
    {
        var incident = Late.At("2026-03-20 12:00", Breach);
        incident.Deadlines.Where(one => one.Step == "ico-notifications").Should()
            .ContainSingle("the 72 hours were over weeks ago").Which.State.Should().Be(DeadlineState.Stopped);

        incident.At("2026-03-20 15:00", Happened.Assessed(IcoOutcome.Reportable));
        incident.The("ico-notifications").DueAt.Should().Be(At("2026-03-05 10:00"));
    }

    [Fact]
    public void leaves_a_decision_to_notify_as_urgent_as_it_was() =>
        new Dated().At("2026-03-02 10:00", Reported(), Classified(), Aware(At("2026-03-02 10:00")))
            .At("2026-03-02 12:00", Happened.Assessed(IcoOutcome.Reportable))
            .At("2026-03-06 12:00", Breach)
            .The("ico-notifications").DueAt.Should().Be(At("2026-03-05 10:00"));

    [Fact]
    public void counts_from_an_awareness_that_comes_after_the_change()
    {
        var incident = Late.At("2026-03-20 12:00", Breach)
            .At("2026-03-20 13:00", Aware(At("2026-03-20 11:00")));

        incident.Deadlines.Single(one => one.Step == "ico-assessments" && one.IsRunning)
            .DueAt.Should().Be(At("2026-03-21 11:00"));
        incident.The("ico-notifications").DueAt.Should().Be(At("2026-03-23 11:00"));
    }

    /// <summary>Aware, and decided not to notify within an hour.</summary>
    private static Dated Late =>
        new Dated().At("2026-03-02 10:00", Reported(), Classified(), Aware(At("2026-03-02 10:00")))
            .At("2026-03-02 11:00", Happened.Assessed());

    private static IncidentReclassified Breach =>
        Reclassified(Severity.Moderate, IncidentKind.ConfirmedBreach, Answer.Yes);
}
