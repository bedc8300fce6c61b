namespace Incidents.Domain;

/// <summary>What an open incident waits for, and who is to do it.</summary>
/// <param name="Duty">The path of the step.</param>
/// <param name="PersonId">Who is to do it, where it was given to one person.</param>
/// <param name="Roles">Who holds the duty by role, stand-ins included.</param>
public sealed record NextStep(string Duty, Guid? PersonId, ImmutableArray<Role> Roles)
{
    /// <summary>The step that brings the incident on towards its closure; none once it is closed.</summary>
    public static NextStep? Of(Incident incident, PolicyPack pack) => incident switch
    {
        { IsClosed: true } => null,
        _ when ClosureGate.GroundOf(incident) != ClosureGround.OutcomeAccepted => Closure(incident, pack),
        { Severity: null } => Held(DutyIds.Classification, incident, pack),
        { Allocation: null } => Held(DutyIds.Allocation, incident, pack),
        { Allocation: { Accepted: false } allocation } => Given(DutyIds.AllocationAcceptance, allocation),
        { Report.Stage: ReportStage.Submitted } => Held(DutyIds.OutcomeReportsAssessment, incident, pack),
        { Report.Stage: ReportStage.Assessed } => Held(DutyIds.OutcomeReportsReview, incident, pack),
        { Report.Stage: ReportStage.Accepted } => Closure(incident, pack),
        _ => Given(DutyIds.OutcomeReports, incident.Allocation),
    };

    /// <summary>The step is the same whoever has the duty.</summary>
    private static NextStep Closure(Incident incident, PolicyPack pack) =>
        Held(ClosureGate.DutyOn(incident), incident, pack) with { Duty = DutyIds.Closure };

    private static NextStep Held(string duty, Incident incident, PolicyPack pack) =>
        new(duty, PersonId: null, [.. StandIns.Holding(duty, incident, pack).Order()]);

    private static NextStep Given(string duty, Allocation allocation) =>
        new(duty, allocation.InvestigatorId, [allocation.Role]);
}
