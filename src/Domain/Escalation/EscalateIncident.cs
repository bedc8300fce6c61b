namespace Incidents.Domain;

/// <summary>Hand the incident up to someone with more authority.</summary>
[Policy(How3e, Must7), Duty(DutyIds.Escalations)]
public sealed record EscalateIncident(Role To, [property: MaxLength(5_000)] string Reason) : IncidentCommand
{
    /// <returns><see cref="IncidentEscalated"/>.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to escalate it.");

        var targets = Visibility.SeeingRoles(incident.Circle, context.Pack);
        if (!targets.Contains(To))
            return Decision.Wrong("/to",
                "is a role that sees this incident: "
                    + $"{string.Join(", ", targets.Order().Select(Duties.InWords))}.");

        return new IncidentEscalated(context.NewId, To, Text.Narrative(Reason), EscalatedBy.Person);
    }
}
