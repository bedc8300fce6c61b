using static Incidents.Domain.Tests.Timescales.London;

namespace Incidents.Domain.Tests.Timescales;

public sealed class ATimescaleOfASchoolsOwn
{
    private static readonly (string Step, IncidentEvent Does)[] Steps =
    [
        ("engagements", Engaged()), ("scope", Scoped("email")), ("interviews", Interviewed()),
        ("data-subject-notices", Informed()), ("risks", RiskFound()), ("disciplinary", NotDisciplined()),
        ("communications-plan", Planned()), ("controls", Controlled()), ("awareness", Aware()),
        ("remedial-actions", Recommended()), ("outcome-reports/assessment", Judged()), ("closure", Closed()),
        ("details", Added()), ("evidence", EvidenceOf()), ("decisions", Decided()),
        ("expert-help", HelpRequested()), ("communications", Sent()), ("advice", Advised()),
        ("interventions", Intervened()),
    ];

    [Fact]
    public void may_be_for_whatever_the_clock_sees_done_and_for_nothing_else()
    {
        IncidentEvent[] others =
        [
            Reported(), Verified(), Classified(), Allocated(), Accepted(), Reopened(), ControlSeen(),
            Completed(), Happened.Assessed(), Notified(), Submitted(), AcceptedReport(),
        ];

        Steps.Select(each => each.Does).Concat(others).Select(e => PendingSteps.DoneBy(e)!.Value.Step)
            .Should().BeEquivalentTo(PendingSteps.Seen);
        foreach (var step in PendingSteps.Seen)
            DefaultPack.RowOf(step).Should().NotBeNull();
    }

    [Fact]
    public void may_be_for_each_of_these_steps_and_is_met_by_what_does_it()
    {
        foreach (var (step, does) in Steps)
        {
            var incident = Under(new Timescale(step, Clock.Working, "report", WorkingDays: 2))
                .At("2026-03-02 10:00", Reported(), Classified(), Allocated(), Accepted(), Submitted())
                .At("2026-03-03 10:00", does);

            incident.The(step).State.Should().Be(DeadlineState.Met, $"{does.GetType().Name} does {step}");
        }
    }

    [Fact]
    public void is_missed_by_what_comes_too_late_and_stops_where_the_incident_is_closed_without_it()
    {
        var risks = new Timescale("risks", Clock.Working, "report", WorkingDays: 2);

        Under(risks).At("2026-03-02 10:00", Reported()).At("2026-03-05 10:00", RiskFound())
            .The("risks").State.Should().Be(DeadlineState.Missed);
        Under(risks).At("2026-03-02 10:00", Reported()).At("2026-03-03 10:00", Closed())
            .Deadlines.Single(one => one.Step == "risks").State.Should().Be(DeadlineState.Stopped);
    }

    [Fact]
    public void may_begin_with_any_of_these_steps()
    {
        foreach (var (step, does) in Steps.Where(each => each.Step is not ("closure" or "risks")))
        {
            var incident = Under(new Timescale("risks", Clock.Working, step, WorkingDays: 2))
                .At("2026-03-02 10:00", Reported(), Classified(), Allocated(), Accepted(), Submitted())
                .At("2026-03-03 10:00", does);

            incident.The("risks").DueAt.Should().Be(At("2026-03-05 10:00"), $"{step} was done");
        }
    }

    [Fact]
    public void begins_with_an_accepted_report_and_not_with_a_returned_one()
    {
        var incident = Reviewed().At("2026-03-03 10:00", Judged(), Returned(), Submitted(number: 2))
            .At("2026-03-04 10:00", Judged(satisfied: false, number: 2), Submitted(number: 3));
        incident.Deadlines.Should().BeEmpty();

        incident.At("2026-03-05 10:00", Judged(number: 3), AcceptedReport(3));
        incident.The("closure").DueAt.Should().Be(At("2026-03-10 10:00"));
    }

    [Fact]
    public void stops_with_what_it_began_with_and_begins_anew_with_it()
    {
        var incident = Reviewed().At("2026-03-03 10:00", Judged(), AcceptedReport())
            .At("2026-03-04 10:00", Reclassified(Severity.Critical));
        incident.Deadlines.Should().ContainSingle().Which.State.Should().Be(DeadlineState.Stopped);

        incident.At("2026-03-05 10:00", Submitted(number: 2), Judged(number: 2), AcceptedReport(2));
        incident.The("closure").DueAt.Should().Be(At("2026-03-10 10:00"));
    }

    [Fact]
    public void begins_anew_after_a_reopening_although_it_was_met_before()
    {
        var incident = Reviewed()
            .At("2026-03-03 10:00", Judged(), AcceptedReport(), Closed(), Reopened())
            .At("2026-03-04 10:00", Submitted(number: 2), Judged(number: 2), AcceptedReport(2));

        incident.Deadlines.Select(one => (one.State, one.StartedAt)).Should().Equal(
            (DeadlineState.Met, At("2026-03-03 10:00")), (DeadlineState.Running, At("2026-03-04 10:00")));
    }

    [Fact]
    public void is_for_each_outcome_report_and_met_by_an_assessment_whatever_it_says()
    {
        var assessment = new Timescale(
            "outcome-reports/assessment", Clock.Working, "outcome-reports", WorkingDays: 2);
        var incident = Under(assessment)
            .At("2026-03-02 10:00", Reported(), Classified(), Allocated(), Accepted(), Submitted())
            .At("2026-03-03 10:00", Judged(satisfied: false))
            .At("2026-03-04 10:00", Submitted(number: 2));

        incident.Deadlines.Select(one => (one.State, one.DueAt)).Should().Equal(
            (DeadlineState.Met, At("2026-03-04 10:00")), (DeadlineState.Running, At("2026-03-06 10:00")));
    }

    [Fact]
    public void of_another_investigator_begins_when_they_accept()
    {
        var scope = new Timescale("scope", Clock.Working, "allocation/acceptance", WorkingDays: 2);
        var incident = Under(scope).At("2026-03-02 10:00", Reported(), Classified(), Allocated(), Accepted())
            .At("2026-03-03 10:00", Allocated(Officer, reason: Why))
            .At("2026-03-05 10:00", Accepted(Officer));

        incident.Deadlines.Select(one => (one.State, one.DueAt)).Should().Equal(
            (DeadlineState.Stopped, At("2026-03-04 10:00")), (DeadlineState.Running, At("2026-03-09 10:00")));
    }

    [Fact]
    public void is_not_asked_for_again_while_what_was_done_stands()
    {
        var engagement = new Timescale("engagements", Clock.Working, "classification", WorkingDays: 1);

        Under(engagement).At("2026-03-02 10:00", Reported(), Classified(Severity.Major), Engaged())
            .At("2026-03-03 10:00", Reclassified(Severity.Critical))
            .Deadlines.Should().ContainSingle().Which.State.Should().Be(DeadlineState.Met);
    }

    private static Dated Reviewed() =>
        Under(new("closure", Clock.Working, "outcome-reports/review", WorkingDays: 3))
            .At("2026-03-02 10:00", Reported(), Classified(), Allocated(), Accepted(), Submitted());

    private static Dated Under(Timescale own) => new() { Pack = Pack with { Timescales = [own] } };
}
