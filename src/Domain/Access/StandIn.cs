namespace Incidents.Domain;

/// <summary>Take over a duty whose holder is away, as the next in the pack's order.</summary>
[Policy(Why5, Must7), Duty(DutyIds.StandIns)]
public sealed record StandIn(
    [property: MaxLength(100)] string Duty,
    [property: MaxLength(5_000)] string Reason) : IncidentCommand
{
    /// <returns><see cref="DutyStoodIn"/>; nothing when the actor holds the duty already.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (StandIns.Holding(Duty, incident, context.Pack).Any(context.Actor.Is))
            return Decision.Nothing;

        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to stand in for somebody.");

        if (StandIns.NextFor(Duty, incident, context.Pack) is not { } role)
            return Rules.NoSuchDuty.Refuses(
                "duty: name a duty of the policy pack that belongs to a role, for example classification.");

        return new DutyStoodIn(context.NewId, Duty, role, Text.Narrative(Reason));
    }
}
