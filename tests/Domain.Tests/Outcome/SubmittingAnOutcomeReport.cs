namespace Incidents.Domain.Tests;

public sealed class SubmittingAnOutcomeReport
{
    private static readonly IncidentEvent[] Ready = [.. Until(IncidentStatus.Investigating), .. Worked];

    [Fact]
    public void records_who_wrote_what() => Given(Ready).When(Submit(), by: LineManager).Then(Submitted());

    [Fact]
    public void is_for_the_office_manager_too() =>
        Given(Ready).When(Submit(), by: OfficeManager).Then(Submitted(OfficeManager));

    [Fact]
    public void again_gives_it_the_next_number() =>
        Given(Until(IncidentStatus.OutcomeReported)).When(Submit(), by: LineManager)
            .Then(Submitted(number: 2));

    [Fact]
    public void after_reopening_gives_it_the_next_number() =>
        Given([.. Until(IncidentStatus.Closed), Reopened()]).When(Submit(), by: LineManager)
            .Then(Submitted(number: 2));

    [Fact]
    public void is_refused_before_classification() =>
        Given(Reported()).When(Submit(), by: OfficeManager).ThenRefused("not-classified", How5a);

    [Fact]
    public void is_refused_before_the_allocation_is_accepted()
    {
        Given(Reported(), Classified()).When(Submit(), by: OfficeManager).ThenRefused("not-allocated", How4c);
        Given(Until(IncidentStatus.Allocated)).When(Submit(), by: OfficeManager)
            .ThenRefused("not-allocated", How4c);
    }

    [Fact]
    public void of_a_major_incident_is_refused_before_the_headteacher_is_engaged() =>
        Given([.. Ready, Reclassified(Severity.Major)]).When(Submit(), by: LineManager)
            .ThenRefused("headteacher-not-engaged", How6b);

    [Fact]
    public void of_a_major_incident_follows_the_engagement_of_the_headteacher() =>
        Given([.. Ready, Reclassified(Severity.Major), Engaged()]).When(Submit(), by: LineManager)
            .Then(Submitted());

    [Fact]
    public void is_refused_with_a_list_of_the_steps_that_are_neither_done_nor_ruled_out() =>
        Given([.. Until(IncidentStatus.Investigating), EvidenceOf(), RuledOut(How3b)])
            .When(Submit(), by: LineManager)
            .ThenRefused("checklist-incomplete", How3k).Blocking.Select(refusal => refusal.Point)
            .Should().Equal(How3a, How3d, How3e, How3f, How3g, How3h, How3i, How3j);

    [Theory]
    [InlineData(How3a)]
    [InlineData(How3h)]
    [InlineData(How3j)]
    public void is_refused_while_a_single_step_is_missing(string missing) =>
        Given([
                .. Until(IncidentStatus.Investigating),
                .. Checklist.CanBeRuledOut.Remove(missing).Select(RuledOut),
                .. missing == How3h ? [] : new[] { NotDisciplined() },
            ])
            .When(Submit(), by: LineManager).ThenRefused("checklist-incomplete", How3k)
            .Blocking.Should().ContainSingle().Which.Point.Should().Be(missing);

    [Fact]
    public void counts_steps_that_were_done() =>
        Given([
                .. Until(IncidentStatus.Investigating), RuledOut(How3a), RuledOut(How3b), Decided(),
                RuledOut(How3d), Escalated(), Informed(), RuledOut(How3g), NotDisciplined(), RuledOut(How3i),
                RuledOut(How3j),
            ])
            .When(Submit(), by: LineManager).Then(Submitted());
}
