namespace Incidents.Domain;

/// <summary>Open a closed incident again; its outcome report no longer stands.</summary>
[Policy(Must5), Duty(DutyIds.Reopening)]
public sealed record ReopenIncident([property: MaxLength(5_000)] string Reason) : IncidentCommand
{
    /// <returns><see cref="IncidentReopened"/>; nothing when it is already open.</returns>
    public override Decision Decide(Incident incident, Context context) =>
        incident.IsClosed ? new IncidentReopened(Text.Narrative(Reason)) : Decision.Nothing;
}
