namespace Incidents.Domain.Tests;

/// <summary>Commands as people send them; what a test does not say is ordinary.</summary>
internal static class Asked
{
    public static ReportIncident Report() => new() { Title = Why };

    public static ReportAnonymously ReportWithoutName() => new() { Title = Why };

    public static ImportIncident Import() => new()
    {
        PaperReference = "2019/017",
        Title = Why,
        ReportedOn = Paper(2019, 2, 4),
        ClosedOn = Paper(2019, 3, 1),
        Outcome = Why,
    };

    /// <summary>A day as a paper register says it, in winter, when the school's clock is UTC.</summary>
    public static PaperMoment Paper(int year, int month, int day) =>
        new(new(year, month, day), At: null, new(year, month, day, 0, 0, 0, TimeSpan.Zero));

    public static WriteMessage Write() => new(Why);

    public static RequestReporterIdentity AskWhoReported() => new(Why);

    public static DecideOnReporterIdentity Disclose(bool disclose = true, Guid? request = null) =>
        new(request ?? NewId, disclose, Why);

    public static ClassifyIncident Classify(
        Severity severity = Severity.Minor, IncidentKind? kind = null, Answer? personalData = Answer.No) =>
        new(severity, Why, kind, PersonalDataInvolved: personalData);

    public static CorrectRecord Correct(string field, string value, long version = 1) => new(version, field,
        new(value, DateTimeOffset.TryParse(value, out var instant) ? instant : null), Why);

    public static CorrectRecord Correct(string field, DateTimeOffset value, long version = 1) =>
        Correct(field, $"{value:O}", version);

    public static CorrectRecord CorrectPeople(params InvolvedPerson[] people) =>
        new(1, "peopleInvolved", new(null, People: people), Why);

    public static VerifyDetails Verify(Finding finding = Finding.AsReported) => new(Why, Finding: finding);

    public static AllocateInvestigation Allocate(
        Actor? to = null, Role? role = null, string? reason = null) =>
        new(Assign(to ?? LineManager, role), Why, reason);

    public static DeclineAllocation Decline() => new(Why);

    public static EngageLeader Engage(Actor? leader = null, Role? role = null) =>
        new(Assign(leader ?? Headteacher, role), Why);

    public static ScopeInvestigation Scope(params string[] policies) => new([Why], [Why], policies);

    public static RecordInterview Interview(Actor? person = null, DateTimeOffset? at = null) =>
        new(new(SubjectOf(person ?? Teacher), SubjectOf(person ?? Teacher)), at ?? Now, Why);

    public static RecordEvidence Evidence() => new(Why);

    public static TransferCustody Transfer(Guid? evidence = null) =>
        new(evidence ?? NewId, new("Colin", Role: "Technician"), Why);

    public static VerifyEvidence Reread(
        string? found = "a", bool isThere = true, Guid? evidence = null, ScanFinding? scan = null) =>
        new(evidence ?? NewId) { Reread = new("a", isThere, found, scan) };

    public static RecordDecision Decide(params Guid[] evidence) => new(Why, Why, EvidenceIds: evidence);

    public static RequestExpertHelp AskExpert() => new(Why, Why);

    public static RecordExpertAdvice TakeExpertAdvice(Guid? id = null, DateTimeOffset? at = null) =>
        new(id ?? NewId, Why, at);

    public static EscalateIncident Escalate(Role to = Role.Headteacher) => new(to, Why);

    public static RecordDataSubjectNotice Inform() =>
        new(Informed: true, Audience.Parents, 12, null, Why, Why, Now);

    public static RecordDataSubjectNotice DoNotInform(
        NoticeExemption exemption = NoticeExemption.Encrypted) =>
        new(Informed: false, Exemption: exemption, Reason: Why);

    public static DecideOnDisciplinaryAction DoNotDiscipline() => new(Commenced: false, Why);

    public static RuleOutStep RuleOut(string point = How3d) => new(point, Why);

    public static IdentifyRisk SeeRisk() => new(Why, RiskLevel.Medium, RiskLevel.High, Why);

    public static TreatRisk Treat(Guid? id = null, RiskLevel residual = RiskLevel.Low) =>
        new(id ?? NewId, Why, residual);

    public static PlanCommunications Plan() => new(Why, Why, Why, Why);

    public static RecordCommunication Send(DateTimeOffset? at = null) => new(Why, Why, Why, at ?? Now);

    public static PutControlInPlace Control(DateOnly? dueOn = null) => new(Why, Why, dueOn);

    public static ReviewControl LookAtControl(Guid? id = null, bool effective = true) =>
        new(id ?? NewId, effective, Why);

    public static GiveAdvice Advise() => new(Why);

    public static Intervene StepIn() => new(Why, Why);

    public static RecommendRemedialAction Recommend(string? owner = null, DateOnly? dueOn = null) =>
        new(Why, owner, dueOn);

    public static RecommendRemedialAction NeedNoAction() => new(None: true, Reason: Why);

    public static EstablishAwareness BecomeAware(DateTimeOffset? at = null) =>
        new(at ?? Now.AddDays(-1), Why);

    public static AssessForIco AssessIco(IcoOutcome outcome = IcoOutcome.NotReportable) => new(
        outcome != IcoOutcome.NotAPersonalDataBreach,
        outcome is IcoOutcome.Reportable or IcoOutcome.ReportableAndInform
            ? Likelihood.Likely
            : Likelihood.Unlikely,
        HighRisk: outcome == IcoOutcome.ReportableAndInform, outcome, Why);

    public static NotifyIco Notify(
        DateTimeOffset? sentAt = null, string? reasons = null, bool? supplements = null) =>
        new(sentAt ?? Now, Why, [Why], Why, Why, Why, ReasonsForDelay: reasons, Supplements: supplements);

    public static SubmitOutcomeReport Submit() => new(Why, Why, [Why], [Why], Why);

    public static AssessOutcome Judge(bool satisfied = true, int number = 1) => new(number, satisfied, Why);

    public static ReviewOutcomeReport Review(bool accepted = true, int number = 1) =>
        new(number, accepted, Why);

    public static CloseIncident Close() => new(Why);

    public static ReopenIncident Reopen() => new(Why);

    public static LinkIncident Link(
        LinkRelation relation = LinkRelation.DuplicateOf, Guid? other = null) =>
        new(relation, other ?? Elsewhere);

    public static RaiseDetrimentConcern Raise(Role? about = null) => new(Why, about);

    public static ResolveDetrimentConcern Resolve(Guid? concern = null) => new(concern ?? NewId, Why);

    public static StandIn StandInFor(string duty) => new(duty, Why);

    public static GrantAccess LetIn(Role role = Role.Headteacher) => new(role, Why);

    public static PlaceLegalHold Hold() => new(NewId, Why);

    public static ReleaseLegalHold ReleaseHold(Guid? id = null) => new(id ?? NewId, Why);

    public static Erase EraseIt() => new(NewId, PersonId: null, Why, Why);

    public static Assignee Assign(Actor person, Role? role = null) =>
        new(SubjectOf(person), SubjectOf(person), role ?? Happened.RoleOf(person));

    public static InvolvedPerson Concerning(Actor person, Relation relation) =>
        new(SubjectOf(person), SubjectOf(person), relation);
}
