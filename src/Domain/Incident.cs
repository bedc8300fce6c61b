using System.Diagnostics;

namespace Incidents.Domain;

/// <summary>The fold of an incident's events. It holds only what some decider reads, so that an incident with
/// thousands of parts stays cheap to load.</summary>
public sealed record Incident
{
    /// <summary>An incident of which nothing has happened yet.</summary>
    public static Incident Initial { get; } = new();

    /// <summary>The incident's id.</summary>
    public Guid Id { get; init; }

    /// <summary>How many events there are.</summary>
    public long Version { get; init; }

    /// <summary>When the latest event was recorded, UTC; no later event is recorded before it.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>The policy pack that it is handled under.</summary>
    public PackPin? Pack { get; init; }

    /// <summary>Who may see it.</summary>
    public Circle Circle { get; init; } = Circle.Nobody;

    /// <summary>Breach, potential breach or near miss.</summary>
    public IncidentKind Kind { get; init; }

    /// <summary>Its severity, once classified.</summary>
    public Severity? Severity { get; init; }

    /// <summary>An id of the pack's breach types.</summary>
    public string? BreachType { get; init; }

    /// <summary>Whether personal data is involved.</summary>
    public Answer PersonalData { get; init; }

    /// <summary>When it was found, UTC.</summary>
    public DateTimeOffset? DiscoveredAt { get; init; }

    /// <summary>The event that said when it was found.</summary>
    public long? DiscoveredIn { get; init; }

    /// <summary>What the latest verification found.</summary>
    public Finding? Finding { get; init; }

    /// <summary>Who was given the investigation.</summary>
    public Allocation? Allocation { get; init; }

    /// <summary>The version of the event that says what is investigated.</summary>
    public long? ScopedBy { get; init; }

    /// <summary>The version of the event that holds the communications plan.</summary>
    public long? CommunicationsPlannedBy { get; init; }

    /// <summary>Duties that somebody took over because their holder is away.</summary>
    public ImmutableArray<StoodIn> StandIns { get; init; } = [];

    /// <summary>Which points of how-3 to how-6 are done or ruled out.</summary>
    public ImmutableSortedDictionary<string, StepMark> Steps { get; init; } =
        ImmutableSortedDictionary.Create<string, StepMark>(StringComparer.Ordinal);

    /// <summary>Which files of evidence are handed out to nobody.</summary>
    public FileScans Scans { get; init; } = FileScans.None;

    /// <summary>Escalations that nobody has acknowledged.</summary>
    public ImmutableArray<OpenEscalation> OpenEscalations { get; init; } = [];

    /// <summary>The latest disciplinary decision.</summary>
    public DisciplinaryState? Disciplinary { get; init; }

    /// <summary>When the school became aware, UTC (UK GDPR Art 33(1)).</summary>
    public DateTimeOffset? AwareAt { get; init; }

    /// <summary>The event that established it.</summary>
    public long? AwareIn { get; init; }

    /// <summary>The latest assessment for the ICO.</summary>
    public IcoState? Ico { get; init; }

    /// <summary>Whether the ICO has been notified.</summary>
    public bool IcoNotified { get; init; }

    /// <summary>Whether people were informed, or it was decided why not.</summary>
    public bool DataSubjectsDecided { get; init; }

    /// <summary>Whether a remedial action was recommended, or the reason why none is called for.</summary>
    public bool RemedialActionsDecided { get; init; }

    /// <summary>Remedial actions that are not completed.</summary>
    public ImmutableArray<OpenAction> OpenActions { get; init; } = [];

    /// <summary>How it is linked to other incidents, by their ids.</summary>
    public ImmutableSortedDictionary<Guid, LinkRelation> Links { get; init; } =
        ImmutableSortedDictionary<Guid, LinkRelation>.Empty;

    /// <summary>Concerns about detriment that nobody has resolved.</summary>
    public ImmutableArray<Guid> OpenConcerns { get; init; } = [];

    /// <summary>Who asked for the protected reporter's identity, and what was decided.</summary>
    public ImmutableArray<IdentityRequest> IdentityRequests { get; init; } = [];

    /// <summary>How many outcome reports there have been.</summary>
    public int OutcomeReports { get; init; }

    /// <summary>The latest outcome report, unless it was voided.</summary>
    public ReportState? Report { get; init; }

    /// <summary>Whether it is closed.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Whether it was handled on paper and taken over from there, and nobody has reopened it
    /// since.</summary>
    public bool IsOnPaper { get; init; }

    /// <summary>When it was closed last, UTC; none while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When somebody took the latest step that is no matter of its erasure, UTC.</summary>
    public DateTimeOffset LastStepAt { get; init; }

    /// <summary>Every legal hold that it was put under.</summary>
    public ImmutableArray<HoldState> LegalHolds { get; init; } = [];

    /// <summary>Whether the key of its texts has been destroyed.</summary>
    public bool IsErased { get; init; }

    /// <summary>Whether a legal hold is in force.</summary>
    public bool IsHeld => LegalHolds.Any(hold => !hold.Released);

    /// <summary>Where it stands.</summary>
    public IncidentStatus Status => this switch
    {
        { IsClosed: true } => IncidentStatus.Closed,
        { Report.Stage: ReportStage.Accepted } => IncidentStatus.OutcomeAccepted,
        { Report.Stage: ReportStage.Submitted or ReportStage.Assessed } => IncidentStatus.OutcomeReported,
        { Allocation.Accepted: true } => IncidentStatus.Investigating,
        { Allocation: not null } => IncidentStatus.Allocated,
        { Severity: not null } => IncidentStatus.Classified,
        _ => IncidentStatus.Reported,
    };

    /// <summary>Major or critical (how-6).</summary>
    public bool IsGrave => Severity is Domain.Severity.Major or Domain.Severity.Critical;

    /// <summary>Whether the law or the policy asks for an assessment for the ICO (how-6c).</summary>
    public bool NeedsIcoAssessment => IsGrave || PersonalData == Answer.Yes;

    /// <summary>Whether it is a duplicate of another incident.</summary>
    public bool IsDuplicate => Links.ContainsValue(LinkRelation.DuplicateOf);

    /// <summary>Whether somebody has accepted the investigation.</summary>
    public bool IsInvestigated => Allocation is { Accepted: true };

    /// <summary>Whether there is a reporter whom nobody may find out (how-1).</summary>
    public bool HidesReporter => Circle.Reporter.Protection == ReporterProtection.Protected;

    /// <summary>The request by which this person was given the protected reporter's identity; none: they were
    /// not.</summary>
    public IdentityRequest? DisclosureTo(Guid person) =>
        IdentityRequests.FirstOrDefault(each => each.RequesterId == person && each.Disclosed == true);

    /// <summary>Whether this person's part in the incident bars them from investigating it (why-6).</summary>
    public bool BarsFromInvestigating(Guid person) =>
        Circle.Reporter.PersonId == person || Circle.People.Any(known => known.PersonId == person);

    /// <summary>Whether this person wrote the latest outcome report.</summary>
    public bool IsReportedOnBy(Guid person) => Report?.AuthorId == person;

    /// <summary>The incident as it is after one more event that was recorded at an instant.</summary>
    /// <param name="recordedAt">UTC.</param>
    public Incident Evolve(IncidentEvent @event, DateTimeOffset recordedAt) => Evolve(@event) with
    {
        RecordedAt = recordedAt,
        LastStepAt = @event is IncidentImported { ClosedAt: var closed } ? closed
            : IsStep(@event) ? recordedAt
            : LastStepAt,
        ClosedAt = @event switch
        {
            Domain.IncidentClosed => recordedAt,
            IncidentImported imported => imported.ClosedAt,
            IncidentReopened => null,
            _ => ClosedAt,
        },
    };

    /// <summary>Neither what the clock and the scanner do nor what keeps or erases the incident prolongs its
    /// retention.</summary>
    private static bool IsStep(IncidentEvent @event) => @event is not (
        LegalHoldPlaced or LegalHoldReleased or Domain.IncidentErased
        or EvidenceScanDeferred or EvidenceFoundClean or EvidenceQuarantined
        or TimescaleWarned or TimescaleMissed or IncidentEscalated { By: EscalatedBy.Clock });

    /// <summary>The incident as it is after one more event.</summary>
    /// <exception cref="UnreachableException">An event that the fold does not
    /// name, which is a defect.</exception>
    public Incident Evolve(IncidentEvent @event)
    {
        var next = (this with { Version = Version + 1, Circle = Circle.Evolve(@event, Version + 1) })
            .With(@event).WithoutLapsed(@event);

        return next with { Steps = Checklist.Mark(next, @event) };
    }

    private Incident With(IncidentEvent @event) => @event switch
    {
        IncidentReported e => this with
        {
            Pack = e.Pack,
            Kind = e.Kind,
            BreachType = e.BreachType,
            PersonalData = e.PersonalDataInvolved,
            DiscoveredAt = e.DiscoveredAt,
            DiscoveredIn = e.DiscoveredAt is null ? null : Version,
        },
        IncidentImported e => this with
        {
            Pack = e.Pack,
            Kind = e.Kind,
            Severity = e.Severity,
            BreachType = e.BreachType,
            PersonalData = e.PersonalDataInvolved,
            DiscoveredAt = e.DiscoveredAt,
            DiscoveredIn = e.DiscoveredAt is null ? null : Version,
            IcoNotified = e.IcoNotified == Answer.Yes,
            DataSubjectsDecided = e.PeopleInformed != Answer.Unknown,
            RemedialActionsDecided = e.RemedialActionTaken is not null,
            IsClosed = true,
            IsOnPaper = true,
        },
        DetailsAdded e => (this with
        {
            BreachType = e.BreachType ?? BreachType,
            DiscoveredAt = e.DiscoveredAt ?? DiscoveredAt,
            DiscoveredIn = e.DiscoveredAt is null ? DiscoveredIn : Version,
        }).Becoming(Severity, e.Kind ?? Kind, e.PersonalDataInvolved ?? PersonalData),
        // What came to be said elsewhere since is not what this corrects.
        RecordCorrected { Field: Correctable.DiscoveredAt } e when e.Corrects == DiscoveredIn =>
            this with { DiscoveredAt = e.Instant },
        RecordCorrected { Field: Correctable.AwareAt } e when e.Corrects == AwareIn =>
            this with { AwareAt = e.Instant },
        RecordCorrected => this,
        DetailsVerified e => this with { Finding = e.Finding },
        IncidentClassified e => (this with { BreachType = e.BreachType })
            .Becoming(e.Severity, e.Kind, e.PersonalDataInvolved),
        IncidentReclassified e => (this with { BreachType = e.BreachType })
            .Becoming(e.Severity, e.Kind, e.PersonalDataInvolved),
        InvestigationTakenOver e => this with
        {
            Allocation = e is { To: { } to, Role: { } role }
                ? new Allocation(to, role, Accepted: true)
                : null,
        },
        InvestigationAllocated e => this with { Allocation = new(e.InvestigatorId, e.Role, Accepted: false) },
        AllocationAccepted => this with { Allocation = Allocation! with { Accepted = true } },
        AllocationDeclined => this with { Allocation = null },
        LeaderEngaged => this,
        InvestigationScoped => this with { ScopedBy = Version },
        InterviewRecorded => this,
        EvidenceRecorded => this,
        EvidenceCustodyTransferred => this,
        EvidenceVerified => this,
        EvidenceFoundAltered => this,
        EvidenceScanDeferred or EvidenceFoundClean or EvidenceQuarantined =>
            this with { Scans = Scans.After(@event) },
        DecisionRecorded => this,
        ExpertHelpRequested => this,
        ExpertAdviceReceived => this,
        IncidentEscalated e => this with
        {
            OpenEscalations = OpenEscalations.Add(new(e.EscalationId, e.To, e.By, e.Missed)),
        },
        EscalationAcknowledged e => this with
        {
            OpenEscalations = OpenEscalations.RemoveAll(open => open.Id == e.EscalationId),
        },
        StepRuledOut => this,
        RiskIdentified => this,
        RiskTreated => this,
        DisciplinaryActionCommenced e => this with { Disciplinary = new(Commenced: true, e.PersonId) },
        DisciplinaryActionDeclined e => this with { Disciplinary = new(Commenced: false, e.PersonId) },
        CommunicationsPlanned => this with { CommunicationsPlannedBy = Version },
        CommunicationSent => this,
        ControlPutInPlace => this,
        ControlReviewed => this,
        AdviceGiven => this,
        OverseerIntervened => this,
        BreachAwarenessEstablished e => this with { AwareAt = e.AwareAt, AwareIn = Version },
        IcoAssessed e => this with { Ico = new(e.Decision, e.HighRisk, Current: true) },
        Domain.IcoNotified => this with { IcoNotified = true },
        IcoNotificationSupplemented => this,
        DataSubjectsInformed => this with { DataSubjectsDecided = true },
        DataSubjectsNotInformed => this with { DataSubjectsDecided = true },
        RemedialActionRecommended { None: true } => this with { RemedialActionsDecided = true },
        RemedialActionRecommended e => this with
        {
            RemedialActionsDecided = true,
            OpenActions = OpenActions.Add(new(e.ActionId, e is { Owner: not null, DueOn: not null })),
        },
        RemedialActionCompleted e =>
            this with { OpenActions = OpenActions.RemoveAll(open => open.Id == e.ActionId) },
        DutyStoodIn e => this with { StandIns = StandIns.Add(new(e.Duty, e.Role)) },
        AccessGranted => this,
        IncidentLinked e => this with { Links = Links.SetItem(e.OtherId, e.Relation) },
        DetrimentConcernRaised e => this with { OpenConcerns = OpenConcerns.Add(e.ConcernId) },
        DetrimentConcernResolved e => this with { OpenConcerns = OpenConcerns.Remove(e.ConcernId) },
        ReporterIdentityRequested e => this with
        {
            IdentityRequests = IdentityRequests.Add(new(e.RequestId, e.RequesterId, Disclosed: null)),
        },
        ReporterIdentityDisclosed e => Answering(e.RequestId, disclosed: true),
        ReporterIdentityWithheld e => Answering(e.RequestId, disclosed: false),
        ReporterAsked => this,
        ReporterAnswered => this,
        OutcomeReportSubmitted e => this with
        {
            OutcomeReports = e.Number,
            Report = new(e.Number, e.AuthorId, e.AuthorRoles, ReportStage.Submitted),
        },
        OutcomeAssessed e => this with
        {
            Report = Report! with { Stage = e.Satisfied ? ReportStage.Assessed : ReportStage.Returned },
        },
        OutcomeReportAccepted => this with { Report = Report! with { Stage = ReportStage.Accepted } },
        OutcomeReportReturned => this with { Report = Report! with { Stage = ReportStage.Returned } },
        Domain.IncidentClosed => this with { IsClosed = true },
        // What was found to be no incident is looked at afresh.
        IncidentReopened => this with
        {
            IsClosed = false,
            IsOnPaper = false,
            Report = null,
            Finding = null,
        },
        LegalHoldPlaced e => this with { LegalHolds = LegalHolds.Add(new(e.HoldId, Released: false)) },
        LegalHoldReleased e => this with
        {
            LegalHolds =
                [.. LegalHolds.Select(hold => hold.Id == e.HoldId ? hold with { Released = true } : hold)],
        },
        Domain.IncidentErased => this with { IsErased = true },
        TimescaleWarned => this,
        TimescaleMissed => this,
        _ => throw new UnreachableException($"Incident.Evolve does not name {@event.GetType().Name}."),
    };

    /// <summary>What the clock escalated lapses when the step is done or no longer called for.</summary>
    private Incident WithoutLapsed(IncidentEvent @event) => OpenEscalations.IsEmpty ? this : this with
    {
        OpenEscalations = OpenEscalations.RemoveAll(open =>
            open.Missed is { } missed && !PendingSteps.IsStillMissed(missed, this, @event)),
    };

    private Incident Answering(Guid request, bool disclosed) => this with
    {
        IdentityRequests =
        [
            .. IdentityRequests.Select(
                each => each.Id == request ? each with { Disclosed = disclosed } : each),
        ],
    };

    /// <summary>A change of severity, kind or personal data makes the assessment for the ICO out of date, and
    /// becoming critical voids the outcome report.</summary>
    private Incident Becoming(Severity? severity, IncidentKind kind, Answer personalData)
    {
        var same = (Severity, Kind, PersonalData) == (severity, kind, personalData);
        var becomesCritical = severity == Domain.Severity.Critical && Severity != severity;

        return this with
        {
            Severity = severity,
            Kind = kind,
            PersonalData = personalData,
            Ico = same || Ico is null
                ? Ico
                : Ico with { Current = false, ChangedIn = Ico.ChangedIn ?? Version },
            Report = becomesCritical ? null : Report,
        };
    }
}
