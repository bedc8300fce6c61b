namespace Incidents.Domain.Tests;

public sealed class TheChecklist
{
    [Fact]
    public void holds_every_step_of_how_3_to_how_6_in_the_policys_order() =>
        Checklist.All.Should()
            .Equal(typeof(Points).GetFields().Select(field => (string)field.GetRawConstantValue()!)
            .Where(point => point.Length == 6 && point[4] is >= '3' and <= '6'));

    [Fact]
    public void begins_with_what_may_be_done_on_any_incident() =>
        Open(Reported()).Should().Equal(How3c, How3d, How3e, How3f, How3g, How3h, How3i, How3j, How5a, How5b);

    [Fact]
    public void asks_for_scope_interviews_and_report_once_it_is_investigated() =>
        Open(Until(IncidentStatus.Investigating)).Should().StartWith([How3a, How3b]).And.Contain(How3k);

    [Fact]
    public void asks_for_an_allocation_once_it_is_classified() => Open(Reported(), Classified()).Should()
        .Contain(How4c);

    [Theory]
    [InlineData(Severity.Minor, "")]
    [InlineData(Severity.Moderate, "")]
    [InlineData(Severity.Major, "how-6b how-6c how-6d")]
    [InlineData(Severity.Critical, "how-6a how-6c how-6d")]
    public void asks_of_how_6_what_the_severity_calls_for(Severity severity, string points) =>
        string.Join(' ', Open(Reported(), Classified(severity))
            .Where(point => point.StartsWith("how-6", StringComparison.Ordinal)))
            .Should().Be(points);

    [Fact]
    public void asks_for_the_ico_wherever_personal_data_is_involved() =>
        Open(Reported(personalData: Answer.Yes)).Should().Contain(How6c);

    [Fact]
    public void has_nothing_open_at_the_end() =>
        Open([.. Until(IncidentStatus.OutcomeAccepted), Verified(), Closed()]).Should().BeEmpty();

    [Fact]
    public void says_which_event_did_a_step_first() =>
        Of(How3c, Reported(), Classified(), EvidenceOf(), Decided()).Should()
            .Be(new ChecklistItem(How3c, StepState.Done, 3));

    [Theory]
    [InlineData(Role.SeniorLeader, StepState.Open)]
    [InlineData(Role.DeputyHeadteacher, StepState.Open)]
    [InlineData(Role.Headteacher, StepState.Done)]
    [InlineData(Role.ChairOfGovernors, StepState.Done)]
    public void has_the_headteacher_or_a_stand_in_at_work_on_a_major_incident(Role role, StepState state)
    {
        IncidentEvent[] events =
            [Reported(), Classified(Severity.Major), Engaged(Leader) with { Role = role }];

        Of(How6b, events).State.Should().Be(state);
        Of(How5c, events).State.Should().Be(StepState.Done);
    }

    public static TheoryData<string, IncidentEvent> Doing => new()
    {
        { How3a, Scoped() },
        { How3b, Interviewed() },
        { How3d, HelpRequested() },
        { How3g, RiskFound() },
        { How3i, Planned() },
        { How3j, Controlled() },
        { How4e, AdviceReceived() },
        { How4e, Advised() },
        { How5d, Advised() },
        { How5d, Intervened() },
    };

    [Theory, MemberData(nameof(Doing))]
    public void has_a_step_done_by_what_does_it_also_where_it_was_ruled_out(
        string point, IncidentEvent @event)
    {
        Of(point, [.. Until(IncidentStatus.Investigating), @event]).State.Should().Be(StepState.Done);
        if (Checklist.CanBeRuledOut.Contains(point))
            Of(point, [.. Until(IncidentStatus.Investigating), RuledOut(point), @event]).State.Should()
                .Be(StepState.Done);
    }

    [Fact]
    public void counts_what_is_done_about_a_risk_as_no_risk_found() =>
        Of(How3g, Reported(), Treated()).State.Should().Be(StepState.Open);

    [Fact]
    public void says_which_event_ruled_a_step_out() =>
        Of(How3g, Reported(), RuledOut(How3g)).Should().Be(new ChecklistItem(How3g, StepState.RuledOut, 2));

    [Fact]
    public void counts_a_report_that_was_entered_for_somebody_as_raised()
    {
        Of(How4a, Reported(enteredBy: OfficeManager)).State.Should().Be(StepState.Done);
        Of(How4a, Reported()).State.Should().Be(StepState.NotDue);
    }

    [Fact]
    public void has_the_report_written_again_when_it_was_returned()
    {
        var returned = Given([.. Until(IncidentStatus.OutcomeReported), Judged(satisfied: false)]).Incident;

        returned.Steps.Should().NotContainKeys(How3k, How4d, How5e);
    }

    [Fact]
    public void has_the_latest_report_judged_anew() =>
        Given([.. Until(IncidentStatus.OutcomeAccepted), Submitted(number: 2)]).Incident.Steps
            .Should().ContainKey(How3k).And.NotContainKeys(How4d, How5e);

    [Fact]
    public void has_report_and_review_done_again_when_it_becomes_critical() =>
        Given([.. Until(IncidentStatus.OutcomeAccepted), Reclassified(Severity.Critical)]).Incident.Steps
            .Should().NotContainKeys(How3k, How4d, How5e);

    [Fact]
    public void keeps_what_stands_when_a_critical_incident_is_classified_again() =>
        Given([
                .. Until(IncidentStatus.OutcomeAccepted, Severity.Critical),
                Reclassified(Severity.Critical, IncidentKind.NearMiss),
            ])
            .Incident.Steps.Should().ContainKeys(How3k, How4d, How5e);

    [Fact]
    public void has_report_and_review_done_again_when_it_is_reopened() =>
        Given([.. Until(IncidentStatus.Closed), Reopened()]).Incident.Steps.Should()
            .NotContainKeys(How3k, How4d, How5e);

    [Fact]
    public void has_the_ico_assessed_again_when_what_the_assessment_rests_on_changed()
    {
        IncidentEvent[] stale =
            [Reported(), Classified(Severity.Major), Assessed(), Reclassified(Severity.Critical)];

        Of(How6c, stale).Should().Be(new ChecklistItem(How6c, StepState.Open, null), "closing asks for it");
        Of(How6c, [.. stale, Assessed()]).Should().Be(new ChecklistItem(How6c, StepState.Done, 5));
        Of(How6c, [.. stale, Reclassified()]).State.Should()
            .Be(StepState.NotDue, "nothing calls for it any more");
    }

    [Fact]
    public void has_the_investigation_given_again_when_it_was_declined()
    {
        Of(How4c, [.. Until(IncidentStatus.Allocated), Declined()]).State.Should().Be(StepState.Open);
        Of(How6a, [
            .. Until(IncidentStatus.Investigating), Reclassified(Severity.Critical),
            new InvestigationTakenOver(LineManager.PersonId, null, null),
        ]).State.Should().Be(StepState.Open);
    }

    private static IEnumerable<string> Open(params IncidentEvent[] events) =>
        Checklist.Of(Given(events).Incident).Where(item => item.State == StepState.Open)
            .Select(item => item.Point);

    private static ChecklistItem Of(string point, params IncidentEvent[] events) =>
        Checklist.Of(Given(events).Incident).Single(item => item.Point == point);
}
