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

    private static Dated Under(Timescale own) => new() { Pack = Pack with { Timescales = [own] } };
}
