namespace Incidents.Domain.Tests;

public sealed class TheClosureGate
{
    private static readonly IncidentEvent[] Ready = Until(IncidentStatus.OutcomeAccepted);
    private static readonly IncidentEvent[] Major =
        [.. Until(IncidentStatus.OutcomeAccepted, Severity.Major), Assessed(), NoActionNeeded()];

    [Theory]
    [InlineData(IncidentStatus.Reported, "outcome-not-submitted")]
    [InlineData(IncidentStatus.Classified, "outcome-not-submitted")]
    [InlineData(IncidentStatus.Investigating, "outcome-not-submitted")]
    [InlineData(IncidentStatus.OutcomeReported, "outcome-not-assessed")]
    public void waits_for_the_outcome(IncidentStatus status, string code) =>
        Given([.. Until(status), Reclassified()]).When(Close(), by: OfficeManager).ThenBlockedBy(code, How5e);

    [Fact]
    public void waits_for_the_review() =>
        Given([.. Until(IncidentStatus.OutcomeReported), Judged()]).When(Close(), by: OfficeManager)
            .ThenBlockedBy("outcome-not-accepted", How5e);

    [Fact]
    public void waits_for_another_report_where_it_was_returned() =>
        Given([.. Until(IncidentStatus.OutcomeReported), Judged(), Returned()])
            .When(Close(), by: OfficeManager)
            .ThenBlockedBy("outcome-not-submitted", How5e);

    [Fact]
    public void waits_until_it_is_known_whether_personal_data_is_involved() =>
        Given(Until(IncidentStatus.OutcomeAccepted, personalData: Answer.Unknown))
            .When(Close(), by: OfficeManager)
            .ThenBlockedBy("personal-data-unknown", How6c);

    [Theory]
    [InlineData(Severity.Minor, Answer.Yes)]
    [InlineData(Severity.Major, Answer.No)]
    [InlineData(Severity.Critical, Answer.No)]
    public void waits_for_the_assessment_for_the_ico(Severity severity, Answer personalData) =>
        Given([.. Until(IncidentStatus.OutcomeAccepted, severity, personalData, LineManager),
            NoActionNeeded()])
            .When(Close(), by: OfficeManager).ThenBlockedBy("ico-not-assessed", How6c);

    [Fact]
    public void waits_for_a_new_assessment_where_severity_kind_or_personal_data_changed_since()
    {
        Given([.. Major, Reclassified(Severity.Moderate, personalData: Answer.Yes)])
            .When(Close(), by: OfficeManager).ThenBlockedBy("ico-not-assessed", How6c);
        Given([.. Major, Reclassified(Severity.Major, IncidentKind.NearMiss)])
            .When(Close(), by: OfficeManager).ThenBlockedBy("ico-not-assessed", How6c);
        Given([.. Major, Reclassified(Severity.Major, IncidentKind.NearMiss), Assessed()])
            .When(Close(), by: OfficeManager).Then(Closed());
    }

    [Theory]
    [InlineData(IcoOutcome.Reportable)]
    [InlineData(IcoOutcome.ReportableAndInform)]
    public void waits_for_the_notification_that_was_decided_on(IcoOutcome decision)
    {
        Given([.. Ready, Informed(), Assessed(decision)]).When(Close(), by: OfficeManager)
            .ThenBlockedBy("ico-not-notified", How6c);
        Given([.. Ready, Informed(), Assessed(decision), Aware(), Notified()])
            .When(Close(), by: OfficeManager)
            .Then(Closed());
    }

    [Fact]
    public void goes_by_the_decision_and_not_by_what_was_computed()
    {
        var against = Assessed(IcoOutcome.Reportable) with { Decision = IcoOutcome.NotReportable };

        Given([.. Ready, against]).When(Close(), by: OfficeManager).Then(Closed());
        Given([.. Ready, Assessed(IcoOutcome.Reportable), Assessed()]).When(Close(), by: OfficeManager)
            .Then(Closed());
    }

    [Fact]
    public void waits_until_people_at_high_risk_are_informed_or_exempted()
    {
        IncidentEvent[] highRisk = [.. Ready, Assessed(IcoOutcome.ReportableAndInform), Aware(), Notified()];

        Given(highRisk).When(Close(), by: OfficeManager).ThenBlockedBy("data-subjects-not-decided", How3f);
        Given([.. highRisk, Informed()]).When(Close(), by: OfficeManager).Then(Closed());
        Given([.. highRisk, NotInformed()]).When(Close(), by: OfficeManager).Then(Closed());
    }

    [Theory]
    [InlineData(Severity.Major)]
    [InlineData(Severity.Critical)]
    public void waits_for_a_remedial_action_of_a_grave_incident_or_the_reason_why_none(Severity severity)
    {
        IncidentEvent[] grave =
            [.. Until(IncidentStatus.OutcomeAccepted, severity, investigator: LineManager), Assessed()];

        Given(grave).When(Close(), by: OfficeManager).ThenBlockedBy("remedial-action-missing", How6d);
        Given([.. grave, NoActionNeeded()]).When(Close(), by: OfficeManager).Then(Closed());
        Given([.. grave, Recommended(owner: "She", dueOn: new(2026, 4, 1))]).When(Close(), by: OfficeManager)
            .Then(Closed());
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("She", null)]
    [InlineData(null, "2026-04-01")]
    public void waits_for_an_owner_and_a_due_date_of_what_is_not_completed(string? owner, string? dueOn)
    {
        IncidentEvent[] unowned =
            [.. Ready, Recommended(owner: owner, dueOn: dueOn is null ? null : new(2026, 4, 1))];

        Given(unowned).When(Close(), by: OfficeManager).ThenBlockedBy("remedial-action-unowned", How6d);
        Given([.. unowned, Completed()]).When(Close(), by: OfficeManager).Then(Closed());
    }

    [Fact]
    public void waits_for_the_acknowledgement_of_an_escalation()
    {
        Given([.. Ready, Escalated()]).When(Close(), by: OfficeManager)
            .ThenBlockedBy("escalation-unacknowledged", How3e);
        Given([.. Ready, Escalated(), Acknowledged()]).When(Close(), by: OfficeManager).Then(Closed());
    }

    [Fact]
    public void waits_until_no_concern_about_detriment_is_open()
    {
        Given([.. Ready, Raised()]).When(Close(), by: OfficeManager).ThenBlockedBy("detriment-open", How1);
        Given([.. Ready, Raised(), Resolved()]).When(Close(), by: OfficeManager).Then(Closed());
    }

    [Fact]
    public void asks_a_duplicate_for_its_link_alone() =>
        Given(Reported(), Classified(Severity.Critical, personalData: Answer.Unknown), Escalated(), Linked())
            .When(Close(), by: OfficeManager).Then(Closed(ClosureGround.Duplicate));

    [Fact]
    public void asks_for_everything_again_where_it_was_no_duplicate_after_all() =>
        Given(Reported(), Linked(), Linked(LinkRelation.RelatedTo)).When(Close(), by: OfficeManager)
            .ThenRefused("closure-blocked", How5e);

    [Fact]
    public void does_not_wait_for_an_escalation_of_the_clock() =>
        Given([.. Ready, Escalated(by: EscalatedBy.Clock)]).When(Close(), by: OfficeManager).Then(Closed());

    [Fact]
    public void does_not_ask_a_minor_incident_without_personal_data_for_the_steps_of_how_6() =>
        Given(Ready).When(Close(), by: OfficeManager).Then(Closed());

    [Fact]
    public void lists_all_that_stands_in_the_way_at_once()
    {
        var refusal = Given(
                Reported(), Classified(Severity.Major, personalData: Answer.Unknown), Engaged(), Escalated(),
                Assessed(IcoOutcome.ReportableAndInform),
                Reclassified(Severity.Critical, personalData: Answer.Unknown))
            .When(Close(), by: OfficeManager).ThenRefused("closure-blocked", How5e);

        refusal.Blocking.Select(blocking => (blocking.Rule.Code, blocking.Point)).Should().Equal(
            ("escalation-unacknowledged", How3e),
            ("data-subjects-not-decided", How3f),
            ("personal-data-unknown", How6c),
            ("ico-not-assessed", How6c),
            ("ico-not-notified", How6c),
            ("remedial-action-missing", How6d),
            ("outcome-not-submitted", How5e));
    }

    [Fact]
    public void lists_an_unowned_action_beside_the_rest() =>
        Given(Reported(personalData: Answer.No), Recommended()).When(Close(), by: OfficeManager)
            .ThenRefused("closure-blocked", How5e).Blocking.Select(blocking => blocking.Rule.Code)
            .Should().Equal("remedial-action-unowned", "outcome-not-submitted");
}

internal static class Blocks
{
    /// <summary>One thing alone stands in the way, and is listed too.</summary>
    public static void ThenBlockedBy(this Verdict verdict, string code, string point)
    {
        var refusal = verdict.ThenRefused(code, point);

        refusal.Blocking.Should().ContainSingle().Which.Rule.Should().Be(refusal.Rule);
    }
}
