namespace Incidents.Domain;

/// <summary>Let in a role that the report shut out, or clear it of what the report said.</summary>
[Policy(How1, Why6), Duty(DutyIds.Access)]
public sealed record GrantAccess(Role Role, [property: MaxLength(5_000)] string Reason) : IncidentCommand
{
    /// <returns><see cref="AccessGranted"/>; nothing when the role is not shut out.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (!incident.Circle.ShutOutRoles.Contains(Role))
            return Decision.Nothing;

        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to let somebody in.");

        return new AccessGranted(context.NewId, Role, Text.Narrative(Reason));
    }
}
