namespace Incidents.Domain.Tests;

public sealed class TheDefaultDuties
{
    private static readonly History AtWork = Given([
        .. Until(IncidentStatus.Investigating), Recommended(),
        IdentityRequested(),
        Escalated(Role.ChairOfGovernors, Part(1)), HelpRequested(Part(2)), RiskFound(Part(3)),
        Controlled(Part(4)), EvidenceOf(Part(5)), Raised(id: Part(6)), Submitted(), Held(),
    ]);

    /// <summary>Duties at what is no incident.</summary>
    internal static readonly string[] OfThePolicyItself =
    [
        "policy-exceptions", "policy-exceptions/decision", "policy-change-proposals",
        "policy-change-proposals/decision",
    ];

    private static readonly Dictionary<string, IncidentCommand> Steps = new(StringComparer.Ordinal)
    {
        ["report"] = Report(),
        ["imports"] = Import(),
        ["details"] = new AddDetails { Description = Why },
        ["corrections"] = Correct("title", Why),
        ["verification"] = Verify(),
        ["classification"] = Classify(Severity.Moderate),
        ["allocation"] = Allocate(Officer, reason: Why),
        ["allocation/acceptance"] = new AcceptAllocation(),
        ["allocation/refusal"] = Decline(),
        ["engagements"] = Engage(),
        ["scope"] = Scope(),
        ["interviews"] = Interview(),
        ["evidence"] = Evidence(),
        ["evidence/custody"] = Transfer(Part(5)),
        ["evidence/verification"] = Reread(evidence: Part(5)),
        ["decisions"] = Decide(),
        ["expert-help"] = AskExpert(),
        ["expert-help/advice"] = TakeExpertAdvice(Part(2)),
        ["escalations"] = Escalate(),
        ["escalations/acknowledgement"] = new AcknowledgeEscalation(Part(1)),
        ["data-subject-notices"] = Inform(),
        ["risks"] = SeeRisk(),
        ["risks/treatment"] = Treat(Part(3)),
        ["disciplinary"] = DoNotDiscipline(),
        ["communications-plan"] = Plan(),
        ["communications"] = Send(),
        ["controls"] = Control(),
        ["controls/review"] = LookAtControl(Part(4)),
        ["advice"] = Advise(),
        ["interventions"] = StepIn(),
        ["steps/ruled-out"] = RuleOut(),
        ["remedial-actions"] = Recommend(),
        ["remedial-actions/completion"] = new CompleteRemedialAction(NewId, Why),
        ["awareness"] = BecomeAware(),
        ["ico-assessments"] = AssessIco(),
        ["ico-notifications"] = Notify(),
        ["outcome-reports"] = Submit(),
        ["outcome-reports/assessment"] = Judge(),
        ["outcome-reports/review"] = Review(),
        ["closure"] = Close(),
        ["reopening"] = Reopen(),
        ["links"] = Asked.Link(),
        ["detriment-concerns"] = Raise(),
        ["detriment-concerns/resolution"] = Resolve(Part(6)),
        ["stand-ins"] = StandInFor("classification"),
        ["access"] = Asked.LetIn(),
        ["legal-holds"] = Hold(),
        ["legal-holds/release"] = ReleaseHold(),
        ["erasures"] = EraseIt(),
        ["anonymous-reports"] = ReportWithoutName(),
        ["reporter-identity/requests"] = AskWhoReported(),
        ["reporter-identity/requests/decision"] = Disclose(),
        ["messages"] = Write(),
    };

    [Theory]
    [InlineData("report",
        "Staff Headteacher DeputyHeadteacher OfficeManager LineManager InvestigatingOfficer SeniorLeader "
        + "ChairOfGovernors DataProtectionOfficer InformationChampion Integration")]
    [InlineData("details", "OfficeManager")]
    [InlineData("corrections", "OfficeManager")]
    [InlineData("verification", "OfficeManager")]
    [InlineData("classification", "OfficeManager")]
    [InlineData("allocation", "OfficeManager")]
    [InlineData("allocation/acceptance", "")]
    [InlineData("allocation/refusal", "")]
    [InlineData("engagements", "OfficeManager")]
    [InlineData("scope", "")]
    [InlineData("interviews", "")]
    [InlineData("evidence", "OfficeManager")]
    [InlineData("evidence/custody", "OfficeManager")]
    [InlineData("evidence/verification", "OfficeManager")]
    [InlineData("decisions", "Headteacher OfficeManager")]
    [InlineData("expert-help", "OfficeManager")]
    [InlineData("expert-help/advice", "OfficeManager")]
    [InlineData(
        "escalations", "Headteacher DeputyHeadteacher OfficeManager ChairOfGovernors DataProtectionOfficer")]
    [InlineData("escalations/acknowledgement", "ChairOfGovernors")]
    [InlineData("data-subject-notices", "OfficeManager")]
    [InlineData("risks", "OfficeManager")]
    [InlineData("risks/treatment", "OfficeManager")]
    [InlineData("disciplinary", "Headteacher")]
    [InlineData("communications-plan", "OfficeManager")]
    [InlineData("communications", "OfficeManager")]
    [InlineData("controls", "OfficeManager")]
    [InlineData("controls/review", "OfficeManager")]
    [InlineData("advice", "Headteacher OfficeManager")]
    [InlineData("interventions", "Headteacher OfficeManager")]
    [InlineData("steps/ruled-out", "OfficeManager")]
    [InlineData("remedial-actions", "OfficeManager")]
    [InlineData("remedial-actions/completion", "OfficeManager")]
    [InlineData("awareness", "OfficeManager DataProtectionOfficer")]
    [InlineData("ico-assessments", "Headteacher OfficeManager DataProtectionOfficer")]
    [InlineData("ico-notifications", "Headteacher OfficeManager DataProtectionOfficer")]
    [InlineData("outcome-reports", "OfficeManager")]
    [InlineData("outcome-reports/assessment", "OfficeManager")]
    [InlineData("outcome-reports/review", "OfficeManager")]
    [InlineData("closure", "OfficeManager")]
    [InlineData("reopening", "Headteacher OfficeManager")]
    [InlineData("links", "OfficeManager")]
    [InlineData("detriment-concerns", "")]
    [InlineData("detriment-concerns/resolution", "Headteacher ChairOfGovernors")]
    [InlineData("stand-ins", "Headteacher")]
    [InlineData("access", "OfficeManager ChairOfGovernors")]
    [InlineData("legal-holds", "DataProtectionOfficer")]
    [InlineData("legal-holds/release", "DataProtectionOfficer")]
    [InlineData("erasures", "DataProtectionOfficer")]
    [InlineData("anonymous-reports",
        "Staff Headteacher DeputyHeadteacher OfficeManager LineManager InvestigatingOfficer SeniorLeader "
        + "ChairOfGovernors DataProtectionOfficer InformationChampion Auditor Reporting Administrator "
        + "Integration Operator")]
    [InlineData("reporter-identity/requests", "OfficeManager")]
    [InlineData("reporter-identity/requests/decision", "Headteacher ChairOfGovernors")]
    [InlineData("messages", "OfficeManager")]
    public void belong_to_these_roles_and_to_no_other(string duty, string roles) =>
        string.Join(' ', Enum.GetValues<Role>().Where(role => MayAct(duty, Somebody(role)))).Should()
            .Be(roles);

    [Fact]
    public void of_the_investigation_belong_to_whoever_was_given_it_and_accepted() =>
        Steps.Keys.Where(duty => MayAct(duty, LineManager with { Roles = [Role.LineManager] })).Should()
            .BeEquivalentTo(
            "report", "anonymous-reports", "details", "allocation/acceptance", "allocation/refusal", "scope",
            "interviews", "evidence", "evidence/custody", "evidence/verification", "decisions", "expert-help",
            "expert-help/advice", "escalations",
            "data-subject-notices", "risks", "risks/treatment", "disciplinary", "communications-plan",
            "communications", "controls", "controls/review", "steps/ruled-out", "remedial-actions",
            "remedial-actions/completion", "outcome-reports", "reporter-identity/requests", "messages",
            // The author of the report is not told that judging it is somebody
            // else's duty, but that they wrote it.
            "outcome-reports/assessment", "outcome-reports/review", "closure");

    [Fact]
    public void of_the_investigation_belong_to_nobody_who_has_not_accepted_it() =>
        Given(Until(IncidentStatus.Allocated)).When(Decide(), by: LineManager)
            .ThenRefused("not-your-duty", How3c);

    [Fact]
    public void of_the_reporter_are_to_report_and_what_belongs_to_their_report() =>
        Steps.Keys.Where(duty => MayAct(duty, Teacher)).Should()
            .BeEquivalentTo("report", "anonymous-reports", "details", "corrections", "evidence",
                "evidence/custody", "evidence/verification", "detriment-concerns", "messages");

    [Fact]
    public void are_all_of_the_packs_that_a_step_asks_for() =>
        Pack.Duties.Select(row => row.Duty).Except(Steps.Keys, StringComparer.Ordinal).Should()
            .BeEquivalentTo([
                DutyIds.Investigation, DutyIds.Leadership, DutyIds.RequiredLeader,
                DutyIds.ClosureOfNoIncident, .. OfThePolicyItself,
            ]);

    private static Guid Part(byte number) => new(number, 1, 1, new byte[8]);

    private static bool MayAct(string duty, Actor actor) =>
        AtWork.When(Steps[duty], by: actor).Decision is not Refusal { Rule.Kind: RefusalKind.Duty };
}
