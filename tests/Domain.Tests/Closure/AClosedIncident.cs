namespace Incidents.Domain.Tests;

public sealed class AClosedIncident
{
    private static readonly Guid Part = new(1, 0, 0, new byte[8]);
    private static readonly Guid OtherPart = new(2, 0, 0, new byte[8]);

    private static readonly IncidentEvent[] Events =
    [
        ReportedSecretly(), .. Until(IncidentStatus.OutcomeAccepted).Skip(1), IdentityRequested(),
        HelpRequested(Part), RiskFound(OtherPart),
        Escalated(by: EscalatedBy.Clock),
        Added(concerns: [Role.DeputyHeadteacher]), Closed(),
    ];

    private static readonly Dictionary<string, (IncidentCommand Command, Actor By)> Steps = new(
        StringComparer.Ordinal)
    {
        ["details"] = (new AddDetails { Description = Why }, OfficeManager),
        ["verification"] = (Verify(), OfficeManager),
        ["classification"] = (Classify(Severity.Critical), OfficeManager),
        ["allocation"] = (Allocate(Officer, reason: Why), OfficeManager),
        ["allocation/refusal"] = (Decline(), LineManager),
        ["engagements"] = (Engage(), OfficeManager),
        ["scope"] = (Scope(), LineManager),
        ["interviews"] = (Interview(), LineManager),
        ["evidence"] = (Evidence(), OfficeManager),
        ["decisions"] = (Decide(), OfficeManager),
        ["expert-help"] = (AskExpert(), OfficeManager),
        ["expert-help/advice"] = (TakeExpertAdvice(Part), OfficeManager),
        ["escalations"] = (Escalate(), OfficeManager),
        ["escalations/acknowledgement"] = (new AcknowledgeEscalation(NewId), Headteacher),
        ["data-subject-notices"] = (Inform(), OfficeManager),
        ["risks"] = (SeeRisk(), OfficeManager),
        ["risks/treatment"] = (Treat(OtherPart), OfficeManager),
        ["disciplinary"] = (DoNotDiscipline() with { Person = new("pupil") }, Headteacher),
        ["communications-plan"] = (Plan(), OfficeManager),
        ["communications"] = (Send(), OfficeManager),
        ["controls"] = (Asked.Control(), OfficeManager),
        ["advice"] = (Advise(), Headteacher),
        ["interventions"] = (StepIn(), Headteacher),
        ["steps/ruled-out"] = (RuleOut(How3h), OfficeManager),
        ["remedial-actions"] = (Recommend(), OfficeManager),
        ["awareness"] = (BecomeAware(), OfficeManager),
        ["ico-assessments"] = (AssessIco(), OfficeManager),
        ["ico-notifications"] = (Notify(), OfficeManager),
        ["outcome-reports"] = (Submit(), OfficeManager),
        ["outcome-reports/assessment"] = (Judge(satisfied: false), OfficeManager),
        ["outcome-reports/review"] = (Review(accepted: false), OfficeManager),
        ["stand-ins"] = (StandInFor("classification"), Headteacher),
        ["access"] = (Asked.LetIn(Role.DeputyHeadteacher), OfficeManager),
        ["reporter-identity/requests"] = (AskWhoReported(), OfficeManager),
        ["reporter-identity/requests/decision"] = (Disclose(), Headteacher),
        ["messages"] = (Write(), OfficeManager),
    };

    public static TheoryData<string> Taken => [.. Steps.Keys];

    [Theory, MemberData(nameof(Taken))]
    public void takes_no_further_steps(string step) =>
        Given(Events).When(Steps[step].Command, Steps[step].By).ThenRefused("incident-closed", Must5);

    [Fact]
    public void takes_none_but_those_the_policy_keeps_open() =>
        Pack.Duties.Select(row => row.Duty).Except(Steps.Keys, StringComparer.Ordinal)
            .Except(TheDefaultDuties.OfThePolicyItself).Should().BeEquivalentTo(
            "report", "anonymous-reports", "imports", "allocation/acceptance", "controls/review", "closure",
            "reopening",
            "remedial-actions/completion", "legal-holds", "legal-holds/release", "erasures",
            "corrections", "evidence/custody", "evidence/verification", "links", "detriment-concerns",
            "detriment-concerns/resolution",
            DutyIds.Investigation, DutyIds.Leadership, DutyIds.RequiredLeader,
            DutyIds.ClosureOfNoIncident);
}
