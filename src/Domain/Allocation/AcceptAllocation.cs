namespace Incidents.Domain;

/// <summary>Take the investigation on.</summary>
[Policy(Must3), Duty(DutyIds.AllocationAcceptance)]
public sealed record AcceptAllocation : IncidentCommand, IAsksWhoReported
{
    /// <returns><see cref="AllocationAccepted"/>; nothing when it is already so. Whoever is the protected
    /// reporter is told so, and it is recorded as a decline.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.IsInvestigated)
            return Decision.Nothing;

        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to investigate it.");

        if (context.ActorIsReporter)
        {
            return new Recorded([new AllocationDeclined(context.Actor.PersonId, Reason: null)])
            {
                Told = RequiredIndependence.OfReporter(
                    "You reported this incident, so somebody else investigates it. Nobody else is told: it "
                        + "is recorded that you declined, without a reason."),
            };
        }

        return new AllocationAccepted(context.Actor.PersonId);
    }
}
