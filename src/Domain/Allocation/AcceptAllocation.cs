namespace Incidents.Domain;

/// <summary>Take the investigation on.</summary>
[Policy(Must3), Duty("allocation/acceptance")]
public sealed record AcceptAllocation : IncidentCommand
{
    /// <returns><see cref="AllocationAccepted"/>; nothing when it is already so.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.IsInvestigated)
            return Decision.Nothing;

        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to investigate it.");

        return new AllocationAccepted(context.Actor.PersonId);
    }
}
