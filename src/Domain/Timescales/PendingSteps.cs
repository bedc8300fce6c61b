namespace Incidents.Domain;

/// <summary>What a step's clock runs for.</summary>
/// <param name="Cause">What the incident waits for; another value means that the step began anew.</param>
/// <param name="Since">From when the law counts it, UTC; none: from the event that called for it.</param>
/// <param name="WhileInTime">Whether it begins only where its time has not run out already.</param>
public readonly record struct Wait(string Cause, DateTimeOffset? Since = null, bool WhileInTime = false);

/// <summary>Which steps an incident waits for, and which event does which.</summary>
public static class PendingSteps
{
    /// <summary>Whether the fold of an incident knows by itself if it waits for a step.</summary>
    public static bool IsKnown(string step) => step is DutyIds.Classification or DutyIds.Allocation
        or DutyIds.AllocationAcceptance or DutyIds.OutcomeReports or DutyIds.OutcomeReportsReview
        or DutyIds.IcoAssessments or DutyIds.IcoNotifications;

    /// <summary>What an incident waits for in a step that <see cref="IsKnown"/>; none: it does not.</summary>
    public static Wait? For(string step, Incident incident) => (step, incident) switch
    {
        (_, { IsClosed: true }) => null,
        (DutyIds.Classification, { Severity: null }) => new("first"),
        (DutyIds.Allocation, { Severity: not null, Allocation: null }) => new("first"),
        (DutyIds.AllocationAcceptance, { Allocation: { Accepted: false } to }) => new($"{to.InvestigatorId}"),
        (DutyIds.OutcomeReports, { Allocation: { } to, Report: null or { Stage: ReportStage.Returned } }) =>
            new($"{to.InvestigatorId}"),
        (DutyIds.OutcomeReportsReview,
            { Report: { Stage: ReportStage.Submitted or ReportStage.Assessed } report }) =>
            new($"{report.Number}"),
        (DutyIds.IcoAssessments, { AwareAt: { } aware, Ico: null }) => new($"{aware:o}", aware),
        (DutyIds.IcoAssessments, { AwareAt: { } aware, Ico: { Current: false } stale }) =>
            IsNewsToWhoeverWasAware(stale, incident) ? new($"{stale.ChangedIn}") : new($"{aware:o}", aware),
        (DutyIds.IcoNotifications,
            {
                AwareAt: { } aware, IcoNotified: false, Ico: null or
                { Decision: IcoOutcome.Reportable or IcoOutcome.ReportableAndInform }
            }) =>
            new($"{aware:o}", aware),
        (DutyIds.IcoNotifications,
            { AwareAt: { } aware, IcoNotified: false, Ico: { Current: false } stale }) =>
            new($"{aware:o}", aware, WhileInTime: IsNewsToWhoeverWasAware(stale, incident)),
        _ => null,
    };

    /// <summary>Whether an assessment still stood when the school became aware, and what it rests on changed
    /// only afterwards.</summary>
    private static bool IsNewsToWhoeverWasAware(IcoState stale, Incident incident) =>
        !(stale.ChangedIn < incident.AwareIn);

    /// <summary>Whether the step of a missed deadline is still to be done after one more event.</summary>
    /// <param name="incident">The incident after it.</param>
    public static bool IsStillMissed(MissedDeadline missed, Incident incident, IncidentEvent @event) =>
        DoneBy(@event) != (missed.Step, missed.PartId)
        && (!IsKnown(missed.Step) || For(missed.Step, incident) is not null);

    /// <summary>The part that an event puts under a due date.</summary>
    public static (string Step, Guid PartId, DateOnly DueOn)? DueDateOf(IncidentEvent @event) => @event switch
    {
        RemedialActionRecommended { None: false, DueOn: { } dueOn } e =>
            (DutyIds.RemedialActionsCompletion, e.ActionId, dueOn),
        ControlPutInPlace { DueOn: { } dueOn } e => (DutyIds.ControlsReview, e.ControlId, dueOn),
        _ => null,
    };

    /// <summary>The steps of which the clock sees that they are done: those of <see cref="DoneBy"/>. Others
    /// are done once for each of their parts, or are nobody's to wait for.</summary>
    public static ImmutableArray<string> Seen { get; } =
    [
        DutyIds.Report, DutyIds.Details, DutyIds.Verification, DutyIds.Classification, DutyIds.Allocation,
        DutyIds.AllocationAcceptance, DutyIds.Engagements, DutyIds.Scope, DutyIds.Interviews,
        DutyIds.Evidence, DutyIds.Decisions, DutyIds.ExpertHelp, DutyIds.DataSubjectNotices, DutyIds.Risks,
        DutyIds.Disciplinary, DutyIds.CommunicationsPlan, DutyIds.Communications, DutyIds.Controls,
        DutyIds.ControlsReview, DutyIds.RemedialActions, DutyIds.RemedialActionsCompletion, DutyIds.Advice,
        DutyIds.Interventions, DutyIds.Awareness, DutyIds.IcoAssessments, DutyIds.IcoNotifications,
        DutyIds.OutcomeReports, DutyIds.OutcomeReportsAssessment, DutyIds.OutcomeReportsReview,
        DutyIds.Closure, DutyIds.Reopening,
    ];

    /// <summary>The step that an event does, with the part it is about.</summary>
    public static (string Step, Guid? PartId)? DoneBy(IncidentEvent @event) => @event switch
    {
        IncidentReported => (DutyIds.Report, null),
        DetailsAdded => (DutyIds.Details, null),
        DetailsVerified => (DutyIds.Verification, null),
        IncidentClassified or IncidentReclassified => (DutyIds.Classification, null),
        InvestigationAllocated or InvestigationTakenOver { To: not null } => (DutyIds.Allocation, null),
        AllocationAccepted => (DutyIds.AllocationAcceptance, null),
        LeaderEngaged => (DutyIds.Engagements, null),
        InvestigationScoped => (DutyIds.Scope, null),
        InterviewRecorded => (DutyIds.Interviews, null),
        EvidenceRecorded => (DutyIds.Evidence, null),
        DecisionRecorded => (DutyIds.Decisions, null),
        ExpertHelpRequested => (DutyIds.ExpertHelp, null),
        DataSubjectsInformed or DataSubjectsNotInformed => (DutyIds.DataSubjectNotices, null),
        RiskIdentified => (DutyIds.Risks, null),
        DisciplinaryActionCommenced or DisciplinaryActionDeclined => (DutyIds.Disciplinary, null),
        CommunicationsPlanned => (DutyIds.CommunicationsPlan, null),
        CommunicationSent => (DutyIds.Communications, null),
        ControlPutInPlace => (DutyIds.Controls, null),
        ControlReviewed e => (DutyIds.ControlsReview, e.ControlId),
        AdviceGiven => (DutyIds.Advice, null),
        OverseerIntervened => (DutyIds.Interventions, null),
        BreachAwarenessEstablished => (DutyIds.Awareness, null),
        IcoAssessed => (DutyIds.IcoAssessments, null),
        IcoNotified => (DutyIds.IcoNotifications, null),
        RemedialActionRecommended => (DutyIds.RemedialActions, null),
        RemedialActionCompleted e => (DutyIds.RemedialActionsCompletion, e.ActionId),
        OutcomeReportSubmitted => (DutyIds.OutcomeReports, null),
        OutcomeAssessed { Satisfied: true } => (DutyIds.OutcomeReportsAssessment, null),
        OutcomeAssessed or OutcomeReportAccepted or OutcomeReportReturned =>
            (DutyIds.OutcomeReportsReview, null),
        IncidentClosed => (DutyIds.Closure, null),
        IncidentReopened => (DutyIds.Reopening, null),
        _ => null,
    };

    /// <summary>Whether an event does a step: an assessment that was not satisfied has been made, and returns
    /// the report too.</summary>
    public static bool Does(IncidentEvent @event, string step) => DoneBy(@event)?.Step == step
        || (@event is OutcomeAssessed && step == DutyIds.OutcomeReportsAssessment);

    /// <summary>Whether an event starts what is timed from a step: a returned report comes back, and what
    /// follows on it with the next.</summary>
    public static bool Starts(IncidentEvent @event, string from) => Does(@event, from)
        && @event is not (OutcomeAssessed { Satisfied: false } or OutcomeReportReturned);

    /// <summary>Whether what was done in a step counts still, and was not put back.</summary>
    public static bool Stands(string step, Incident incident) => step switch
    {
        DutyIds.Verification => incident.Finding is not null,
        DutyIds.Allocation => incident.Allocation is not null,
        DutyIds.AllocationAcceptance => incident.IsInvestigated,
        DutyIds.OutcomeReports => incident.Report is { Stage: not ReportStage.Returned },
        DutyIds.OutcomeReportsAssessment =>
            incident.Report is { Stage: ReportStage.Assessed or ReportStage.Accepted },
        DutyIds.OutcomeReportsReview => incident.Report is { Stage: ReportStage.Accepted },
        DutyIds.Closure => incident.IsClosed,
        _ => true,
    };

    /// <summary>When an event's step was done: what was sent counts from when it was sent.</summary>
    public static DateTimeOffset DoneAt(IncidentEvent @event, DateTimeOffset recordedAt) =>
        @event is IcoNotified notified ? notified.SentAt : recordedAt;
}
