namespace Incidents.Domain.Tests;

/// <summary>Events as the deciders make them; what a test does not say is ordinary.</summary>
internal static class Happened
{
    private static readonly Text Because = Text.Narrative(Why);

    public static IncidentReported Reported(
        Actor? by = null, IncidentKind kind = IncidentKind.PotentialBreach,
        Answer personalData = Answer.Unknown, PersonConcerned[]? people = null, Role[]? concerns = null,
        Role? reportTo = null,
        DateTimeOffset? discoveredAt = null, Actor? enteredBy = null) =>
        new(Reference.From(NewId), Pin, ReporterOf(by ?? Teacher, enteredBy), Because, kind, null, null,
            discoveredAt,
            null, null, null, [.. people ?? []], [.. concerns ?? []], [], [], null, null, null, personalData,
            reportTo);

    /// <summary>A report whose reporter nobody is to find out.</summary>
    public static IncidentReported ReportedSecretly(
        ReporterProtection protection = ReporterProtection.Protected, Actor? enteredBy = null) =>
        Reported() with
        {
            Reporter = new(protection, null, [], enteredBy?.PersonId,
                protection == ReporterProtection.Protected ? Text.Identity(Scenario.Identity) : null, null),
        };

    public static PersonConcerned Concerned(Actor person, Relation relation) =>
        new(person.PersonId, Text.Name(SubjectOf(person), person.PersonId), relation,
            [.. person.Roles.Order()]);

    public static DetailsAdded Added(
        IncidentKind? kind = null, Answer? personalData = null, PersonConcerned[]? people = null,
        Role[]? concerns = null, string? description = null, string? breachType = null) =>
        new(kind, Text.Narrative(description), null, null, null, breachType, [.. people ?? []],
            [.. concerns ?? []], [],
            [], null, null, null, personalData);

    public static RecordCorrected Corrected(
        string field, long version = 1, string? text = null, DateTimeOffset? instant = null,
        PersonConcerned[]? people = null) =>
        new(version, field, Text.Narrative(text), instant, null, [], [], [.. people ?? []], null, Because);

    public static DetailsVerified Verified(Finding finding = Finding.AsReported) => new(Because, [], finding);

    public static IncidentClassified Classified(
        Severity severity = Severity.Minor, IncidentKind kind = IncidentKind.PotentialBreach,
        Answer personalData = Answer.No) => new(severity, kind, null, personalData, Because, null);

    public static IncidentReclassified Reclassified(
        Severity severity = Severity.Minor, IncidentKind kind = IncidentKind.PotentialBreach,
        Answer personalData = Answer.No) => new(severity, kind, null, personalData, Because, null);

    public static InvestigationAllocated Allocated(
        Actor? to = null, Role? role = null, string? reason = null) =>
        new((to ?? LineManager).PersonId,
            Text.Name(SubjectOf(to ?? LineManager), (to ?? LineManager).PersonId, TextClass.Actor),
            role ?? RoleOf(to ?? LineManager), Because, Text.Narrative(reason));

    public static AllocationAccepted Accepted(Actor? by = null) => new((by ?? LineManager).PersonId);

    public static AllocationDeclined Declined(Actor? by = null) => new((by ?? LineManager).PersonId, Because);

    public static LeaderEngaged Engaged(Actor? leader = null) =>
        new(NewId, (leader ?? Headteacher).PersonId,
            Text.Name(SubjectOf(leader ?? Headteacher), (leader ?? Headteacher).PersonId, TextClass.Actor),
            RoleOf(leader ?? Headteacher), Because);

    public static InvestigationScoped Scoped(params string[] policies) =>
        new([Because], [Text.Of(Why, TextClass.Personal)], [.. policies]);

    public static InterviewRecorded Interviewed(Actor? person = null, DateTimeOffset? at = null) => new(
        NewId, (person ?? Teacher).PersonId,
        Text.Name(SubjectOf(person ?? Teacher), (person ?? Teacher).PersonId), null, at ?? Now,
        Text.Of(Why, TextClass.Interview));

    public static EvidenceRecorded EvidenceOf(Guid? id = null) =>
        new(id ?? NewId, Because, null, null, null, null);

    public static IncidentLinked Linked(
        LinkRelation relation = LinkRelation.DuplicateOf, Guid? other = null) =>
        new(NewId, relation, other ?? Elsewhere);

    public static DetrimentConcernRaised Raised(Role? about = null, Guid? id = null) =>
        new(id ?? NewId, Text.Of(Why, TextClass.Personal), about);

    public static DetrimentConcernResolved Resolved(Role? about = null, Guid? id = null) =>
        new(id ?? NewId, Text.Of(Why, TextClass.Personal), about);

    public static DecisionRecorded Decided(params Guid[] evidence) =>
        new(NewId, Because, Because, [], [.. evidence]);

    public static ExpertHelpRequested HelpRequested(Guid? id = null) => new(id ?? NewId, Because, Because);

    public static ExpertAdviceReceived AdviceReceived(Guid? id = null) => new(id ?? NewId, Because, null);

    public static IncidentEscalated Escalated(
        Role to = Role.Headteacher, Guid? id = null, EscalatedBy by = EscalatedBy.Person) =>
        new(id ?? NewId, to, Because, by);

    public static EscalationAcknowledged Acknowledged(Guid? id = null) => new(id ?? NewId, null);

    public static StepRuledOut RuledOut(string point) => new(point, Because);

    public static RiskIdentified RiskFound(Guid? id = null) =>
        new(id ?? NewId, Because, RiskLevel.Medium, RiskLevel.High, Because);

    public static RiskTreated Treated(Guid? id = null, RiskLevel residual = RiskLevel.Low) =>
        new(id ?? NewId, Because, residual);

    public static DisciplinaryActionDeclined NotDisciplined() =>
        new(Text.Of(Why, TextClass.Disciplinary), null, null, null);

    public static CommunicationsPlanned Planned() => new(Because, Because, Because, Because);

    public static CommunicationSent Sent(DateTimeOffset? at = null) =>
        new(NewId, Because, Because, Because, at ?? Now);

    public static ControlPutInPlace Controlled(Guid? id = null, DateOnly? dueOn = null) =>
        new(id ?? NewId, Because, Because, dueOn);

    public static ControlReviewed ControlSeen(Guid? id = null, bool effective = true) =>
        new(id ?? NewId, effective, Because);

    public static AdviceGiven Advised() => new(NewId, Because);

    public static OverseerIntervened Intervened() => new(NewId, Because, Because);

    public static BreachAwarenessEstablished Aware(DateTimeOffset? at = null) =>
        new(at ?? Now.AddDays(-1), Because);

    public static IcoAssessed Assessed(IcoOutcome outcome = IcoOutcome.NotReportable) => new(
        NewId, outcome != IcoOutcome.NotAPersonalDataBreach,
        outcome is IcoOutcome.Reportable or IcoOutcome.ReportableAndInform
            ? Likelihood.Likely
            : Likelihood.Unlikely,
        Mitigated: false, null, HighRisk: outcome == IcoOutcome.ReportableAndInform, IcoRuleset.Name, outcome,
        outcome, Because, null);

    public static IcoNotified Notified(
        DateTimeOffset? sentAt = null, string? reasons = null, long? lateBy = null) => new(
        NewId, sentAt ?? Now, null, Because, [Because], null, null, Because, Because, Because,
        Text.Narrative(reasons), lateBy);

    public static IcoNotificationSupplemented Supplemented() =>
        new(NewId, Now, null, Because, [Because], null, null, Because, Because, Because);

    public static DataSubjectsInformed Informed() =>
        new(NewId, Audience.Parents, 12, CountIsEstimate: false, Because, Because, Now);

    public static DataSubjectsNotInformed NotInformed(
        NoticeExemption exemption = NoticeExemption.Encrypted) =>
        new(NewId, exemption, Because, null);

    public static RemedialActionRecommended Recommended(
        Guid? id = null, string? owner = null, DateOnly? dueOn = null) =>
        new(id ?? NewId, None: false, Because, Text.Narrative(owner), dueOn, null);

    public static RemedialActionRecommended NoActionNeeded(Guid? id = null) =>
        new(id ?? NewId, None: true, null, null, null, Because);

    public static RemedialActionCompleted Completed(Guid? id = null) => new(id ?? NewId, Because);

    public static DutyStoodIn StoodIn(string duty, Role role) => new(NewId, duty, role, Because);

    public static AccessGranted Admitted(Role role) => new(NewId, role, Because);

    public static ReporterIdentityRequested IdentityRequested(Actor? by = null, Guid? id = null) =>
        new(id ?? NewId, (by ?? OfficeManager).PersonId, Because);

    public static ReporterIdentityDisclosed IdentityDisclosed(Guid? id = null) => new(id ?? NewId, Because);

    public static ReporterIdentityWithheld IdentityWithheld(Guid? id = null) => new(id ?? NewId, Because);

    public static ReporterAsked AskedReporter() => new(NewId, Because);

    public static ReporterAnswered ReporterWrote() => new(NewId, Because);

    public static OutcomeReportSubmitted Submitted(Actor? by = null, int number = 1) =>
        new(number, (by ?? LineManager).PersonId, [.. (by ?? LineManager).Roles.Order()], Because, Because,
            [Because],
            [Because], Because);

    public static OutcomeAssessed Judged(bool satisfied = true, int number = 1) =>
        new(number, satisfied, Because);

    public static OutcomeReportAccepted AcceptedReport(int number = 1) => new(number, Because);

    public static OutcomeReportReturned Returned(int number = 1) => new(number, Because);

    public static IncidentClosed Closed(ClosureGround ground = ClosureGround.OutcomeAccepted) =>
        new(Because, ground);

    public static IncidentReopened Reopened() => new(Because);

    public static LegalHoldPlaced Held(Guid? id = null) => new(id ?? NewId, Because);

    public static LegalHoldReleased HoldReleased(Guid? id = null) => new(id ?? NewId, Because);

    public static IncidentErased Erased() => new(Text.OfTenant(Why), Text.OfTenant(Why));

    public static Role RoleOf(Actor actor) => actor.Roles.Order().First();

    private static Reporter ReporterOf(Actor reporter, Actor? enteredBy) =>
        enteredBy is null
            ? new(ReporterProtection.Named, reporter.PersonId, [.. reporter.Roles.Order()], null, null, null)
            : new(
                ReporterProtection.Named, reporter.PersonId, [.. reporter.Roles.Order()], enteredBy.PersonId,
                Text.Name(SubjectOf(reporter), reporter.PersonId, TextClass.Reporter), null);
}
