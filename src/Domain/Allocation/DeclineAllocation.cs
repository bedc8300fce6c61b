namespace Incidents.Domain;

/// <summary>Do not take the investigation on; the incident returns to unallocated.</summary>
[Policy(Must3), Duty(DutyIds.AllocationRefusal)]
public sealed record DeclineAllocation([property: MaxLength(5_000)] string Reason) : IncidentCommand
{
    /// <returns><see cref="AllocationDeclined"/>, without its reason where the reporter is protected: so
    /// nobody can tell it from the decline of whoever turned out to be the reporter.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("The incident is closed; there is nothing left to decline.");

        return new AllocationDeclined(
            context.Actor.PersonId, incident.HidesReporter ? null : Text.Narrative(Reason));
    }
}
