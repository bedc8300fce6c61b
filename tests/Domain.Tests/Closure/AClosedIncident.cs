namespace Incidents.Domain.Tests;

public sealed class AClosedIncident
{
    private static readonly IncidentEvent[] Events =
    [
        .. Until(IncidentStatus.OutcomeAccepted), Escalated(by: EscalatedBy.Clock),
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
        ["evidence"] = (Evidence(), OfficeManager),
        ["decisions"] = (Decide(), OfficeManager),
        ["escalations"] = (Escalate(), OfficeManager),
        ["escalations/acknowledgement"] = (new AcknowledgeEscalation(NewId), Headteacher),
        ["data-subject-notices"] = (Inform(), OfficeManager),
        ["disciplinary"] = (DoNotDiscipline() with { Person = new("pupil") }, Headteacher),
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
    };

    public static TheoryData<string> Taken => [.. Steps.Keys];

    [Theory, MemberData(nameof(Taken))]
    public void takes_no_further_steps(string step) =>
        Given(Events).When(Steps[step].Command, Steps[step].By).ThenRefused("incident-closed", Must5);

    [Fact]
    public void takes_none_but_those_the_policy_keeps_open() =>
        Pack.Duties.Select(row => row.Duty).Except(Steps.Keys, StringComparer.Ordinal).Should()
            .BeEquivalentTo(
            "report", "allocation/acceptance", "closure", "reopening", "remedial-actions/completion",
            "legal-holds", "legal-holds/release", "erasures",
            PolicyPack.Investigation, PolicyPack.Leadership, PolicyPack.RequiredLeader,
            PolicyPack.ClosureOfNoIncident);
}
