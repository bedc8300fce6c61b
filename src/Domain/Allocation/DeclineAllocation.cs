namespace Incidents.Domain;

/// <summary>Do not take the investigation on; the incident returns to unallocated.</summary>
[Policy(Must3), Duty("allocation/refusal")]
public sealed record DeclineAllocation([property: MaxLength(5_000)] string Reason) : IncidentCommand
{
    /// <returns><see cref="AllocationDeclined"/>.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("The incident is closed; there is nothing left to decline.");

        return new AllocationDeclined(context.Actor.PersonId, Text.Narrative(Reason));
    }
}
