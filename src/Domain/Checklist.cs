namespace Incidents.Domain;

/// <summary>How a step of the checklist stands.</summary>
public enum StepState
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>It was ruled out, with a reason.</summary>
    RuledOut,

    /// <summary>It is still to be done or ruled out.</summary>
    Open,

    /// <summary>It is not called for, or not yet.</summary>
    NotDue,
}

/// <summary>A step that is done or ruled out.</summary>
/// <param name="Version">The event that did it first, or ruled it out.</param>
/// <param name="RuledOut">Whether it was ruled out and not done since.</param>
public sealed record StepMark(long Version, bool RuledOut);

/// <summary>A step of the checklist on one incident.</summary>
public sealed record ChecklistItem(string Point, StepState State, long? Version);

/// <summary>The steps of how-3 to how-6: which event does which, and which
/// must be done or ruled out.</summary>
public static class Checklist
{
    /// <summary>The points in the policy's order.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        How3a, How3b, How3c, How3d, How3e, How3f, How3g, How3h, How3i, How3j, How3k,
        How4a, How4b, How4c, How4d, How4e,
        How5a, How5b, How5c, How5d, How5e,
        How6a, How6b, How6c, How6d,
    ];

    /// <summary>The steps that must be done or ruled out before the outcome report.</summary>
    public static ImmutableArray<string> BeforeOutcomeReport { get; } =
        [How3a, How3b, How3c, How3d, How3e, How3f, How3g, How3h, How3i, How3j];

    /// <summary>The steps that can be ruled out: how-3h has its own record of why not.</summary>
    public static ImmutableArray<string> CanBeRuledOut { get; } = BeforeOutcomeReport.Remove(How3h);

    /// <summary>The points that an event does.</summary>
    public static ImmutableArray<string> DoneBy(IncidentEvent @event) => @event switch
    {
        IncidentReported { Reporter.EnteredBy: not null } => [How4a],
        InvestigationScoped => [How3a],
        InterviewRecorded => [How3b],
        EvidenceRecorded or DecisionRecorded => [How3c],
        ExpertHelpRequested => [How3d],
        ExpertAdviceReceived => [How4e],
        IncidentEscalated => [How3e],
        DataSubjectsInformed or DataSubjectsNotInformed => [How3f],
        RiskIdentified => [How3g],
        DisciplinaryActionCommenced or DisciplinaryActionDeclined => [How3h],
        CommunicationsPlanned => [How3i],
        ControlPutInPlace => [How3j],
        OutcomeReportSubmitted => [How3k],
        LeaderEngaged { Role: Role.SeniorLeader or Role.DeputyHeadteacher } => [How5c],
        LeaderEngaged => [How4b, How5c, How6b],
        InvestigationAllocated => [How4c],
        OutcomeAssessed { Satisfied: true } => [How4d],
        RemedialActionCompleted => [How4e],
        AdviceGiven => [How4e, How5d],
        OverseerIntervened => [How5d],
        IncidentClassified => [How5a],
        DetailsVerified => [How5b],
        OutcomeReportAccepted => [How5e],
        IncidentClosed => [How5e],
        InvestigationTakenOver { To: not null } => [How6a],
        AllocationAccepted => [How6a],
        IcoAssessed => [How6c],
        RemedialActionRecommended => [How6d],
        _ => [],
    };

    /// <summary>The marks once an event is in the fold: done outweighs ruled out, and what no longer
    /// stands is to be done anew.</summary>
    public static ImmutableSortedDictionary<string, StepMark> Mark(Incident incident, IncidentEvent @event)
    {
        var marks = incident.Steps.RemoveRange(
            [.. Unreported(incident), .. Unallocated(incident), .. Unassessed(incident)]);

        foreach (var point in DoneBy(@event)
            .Where(point => marks.GetValueOrDefault(point) is null or { RuledOut: true }))
            marks = marks.SetItem(point, new(incident.Version, RuledOut: false));

        return @event is StepRuledOut e && !marks.ContainsKey(e.Point)
            ? marks.Add(e.Point, new(incident.Version, RuledOut: true))
            : marks;
    }

    /// <summary>Only the latest outcome report counts, and only what was judged of it.</summary>
    private static ImmutableArray<string> Unreported(Incident incident) => incident switch
    {
        { IsClosed: true } or { Report.Stage: ReportStage.Accepted } => [],
        { Report.Stage: ReportStage.Assessed } => [How5e],
        { Report.Stage: ReportStage.Submitted } => [How4d, How5e],
        _ => [How3k, How4d, How5e],
    };

    /// <summary>An investigation that was declined or taken away has to be
    /// given and taken on again.</summary>
    private static ImmutableArray<string> Unallocated(Incident incident) => incident.Allocation switch
    {
        { Accepted: true } => [],
        { } => [How6a],
        null => [How4c, How6a],
    };

    /// <summary>An assessment for the ICO counts until what it rests on changes.</summary>
    private static ImmutableArray<string> Unassessed(Incident incident) =>
        incident.Ico is { Current: false } ? [How6c] : [];

    /// <summary>The steps of how-3a to how-3j that are neither done nor ruled out.</summary>
    public static ImmutableArray<string> StillOpen(Incident incident) =>
        [.. BeforeOutcomeReport.Where(point => !incident.Steps.ContainsKey(point))];

    /// <summary>How each step stands.</summary>
    public static ImmutableArray<ChecklistItem> Of(Incident incident) =>
        [.. All.Select(point => Item(point, incident))];

    private static ChecklistItem Item(string point, Incident incident)
    {
        if (!IsCalledFor(point, incident) || (incident.IsOnPaper && !incident.Steps.ContainsKey(point)))
            return new(point, StepState.NotDue, null);

        return incident.Steps.GetValueOrDefault(point) is { } mark
            ? new(point, mark.RuledOut ? StepState.RuledOut : StepState.Done, mark.Version)
            : new(point, IsOptional(point) || !IsTime(point, incident) ? StepState.NotDue : StepState.Open,
                null);
    }

    /// <summary>Some steps belong to major or critical incidents only.</summary>
    private static bool IsCalledFor(string point, Incident incident) => point switch
    {
        How6a => incident.Severity == Severity.Critical,
        How6b => incident.Severity == Severity.Major,
        How6c => incident.NeedsIcoAssessment || incident.Ico is { Current: true },
        How6d => incident.IsGrave || incident.RemedialActionsDecided,
        _ => true,
    };

    /// <summary>Steps that the policy leaves to whoever sees the need: raise, advise, engage.</summary>
    private static bool IsOptional(string point) => point is How4a or How4b or How4e or How5c or How5d;

    /// <summary>The earliest moment of a step.</summary>
    private static bool IsTime(string point, Incident incident) => point switch
    {
        How3a or How3b or How3k => incident.IsInvestigated,
        How4c => incident.Severity is not null,
        How4d => incident.Report is not null,
        How5e => incident.Report?.Stage is ReportStage.Assessed or ReportStage.Accepted,
        _ => true,
    };
}
