namespace Incidents.Domain;

/// <summary>What a step's clock runs for.</summary>
/// <param name="Cause">What the incident waits for; another value means that the step began anew.</param>
/// <param name="Since">From when the law counts it, UTC; none: from the event that called for it.</param>
public readonly record struct Wait(string Cause, DateTimeOffset? Since = null);

/// <summary>Which steps an incident waits for, and which event does which.</summary>
public static class Waits
{
    private const string Classification = "classification";
    private const string Allocation = "allocation";
    private const string Acceptance = "allocation/acceptance";
    private const string OutcomeReport = "outcome-reports";
    private const string Review = "outcome-reports/review";
    private const string IcoAssessment = "ico-assessments";
    private const string IcoNotification = "ico-notifications";
    private const string Completion = "remedial-actions/completion";
    private const string ControlReview = "controls/review";

    /// <summary>Whether the fold of an incident knows by itself if it waits for a step.</summary>
    public static bool IsKnown(string step) => step is Classification or Allocation or Acceptance
        or OutcomeReport or Review or IcoAssessment or IcoNotification;

    /// <summary>What an incident waits for in a step that <see cref="IsKnown"/>; none: it does not.</summary>
    public static Wait? For(string step, Incident incident) => (step, incident) switch
    {
        (_, { IsClosed: true }) => null,
        (Classification, { Severity: null }) => new("first"),
        (Allocation, { Severity: not null, Allocation: null }) => new("first"),
        (Acceptance, { Allocation: { Accepted: false } to }) => new($"{to.InvestigatorId}"),
        (OutcomeReport, { Allocation: { } to, Report: null or { Stage: ReportStage.Returned } }) =>
            new($"{to.InvestigatorId}"),
        (Review, { Report: { Stage: ReportStage.Submitted or ReportStage.Assessed } report }) =>
            new($"{report.Number}"),
        (IcoAssessment, { AwareAt: { } aware, Ico: null }) => new($"{aware:o}", aware),
        (IcoNotification,
            {
                AwareAt: { } aware, IcoNotified: false, Ico: null or
                { Decision: IcoOutcome.Reportable or IcoOutcome.ReportableAndInform }
            }) =>
            new($"{aware:o}", aware),
        _ => null,
    };

    /// <summary>Whether the step of a missed deadline is still to be done after one more event.</summary>
    /// <param name="incident">The incident after it.</param>
    public static bool IsStillMissed(MissedDeadline missed, Incident incident, IncidentEvent @event) =>
        DoneBy(@event) != (missed.Step, missed.PartId)
        && (!IsKnown(missed.Step) || For(missed.Step, incident) is not null);

    /// <summary>The part that an event puts under a due date.</summary>
    public static (string Step, Guid PartId, DateOnly DueOn)? DueDateOf(IncidentEvent @event) => @event switch
    {
        RemedialActionRecommended { None: false, DueOn: { } dueOn } e => (Completion, e.ActionId, dueOn),
        ControlPutInPlace { DueOn: { } dueOn } e => (ControlReview, e.ControlId, dueOn),
        _ => null,
    };

    /// <summary>The step that an event does, with the part it is about.</summary>
    public static (string Step, Guid? PartId)? DoneBy(IncidentEvent @event) => @event switch
    {
        IncidentReported => ("report", null),
        DetailsVerified => ("verification", null),
        IncidentClassified or IncidentReclassified => (Classification, null),
        InvestigationAllocated or InvestigationTakenOver { To: not null } => (Allocation, null),
        AllocationAccepted => (Acceptance, null),
        LeaderEngaged => ("engagements", null),
        InvestigationScoped => ("scope", null),
        InterviewRecorded => ("interviews", null),
        DataSubjectsInformed or DataSubjectsNotInformed => ("data-subject-notices", null),
        RiskIdentified => ("risks", null),
        DisciplinaryActionCommenced or DisciplinaryActionDeclined => ("disciplinary", null),
        CommunicationsPlanned => ("communications-plan", null),
        ControlPutInPlace => ("controls", null),
        ControlReviewed e => (ControlReview, e.ControlId),
        BreachAwarenessEstablished => ("awareness", null),
        IcoAssessed => (IcoAssessment, null),
        IcoNotified => (IcoNotification, null),
        RemedialActionRecommended => ("remedial-actions", null),
        RemedialActionCompleted e => (Completion, e.ActionId),
        OutcomeReportSubmitted => (OutcomeReport, null),
        OutcomeAssessed { Satisfied: true } => ("outcome-reports/assessment", null),
        OutcomeAssessed or OutcomeReportAccepted or OutcomeReportReturned => (Review, null),
        IncidentClosed => ("closure", null),
        IncidentReopened => ("reopening", null),
        _ => null,
    };

    /// <summary>When an event's step was done: what was sent counts from when it was sent.</summary>
    public static DateTimeOffset DoneAt(IncidentEvent @event, DateTimeOffset recordedAt) =>
        @event is IcoNotified notified ? notified.SentAt : recordedAt;
}
