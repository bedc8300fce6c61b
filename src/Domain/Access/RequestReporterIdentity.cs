namespace Incidents.Domain;

/// <summary>Ask who the protected reporter is, and say what it is needed for; somebody else
/// decides.</summary>
[Policy(How1), Duty(DutyIds.ReporterIdentityRequests)]
public sealed record RequestReporterIdentity([property: MaxLength(5_000)] string Reason) : IncidentCommand
{
    /// <returns><see cref="ReporterIdentityRequested"/>; nothing when the actor may know it
    /// already.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        var actor = context.Actor.PersonId;

        if (incident.Circle.Reporter.Protection == ReporterProtection.Named
            || incident.DisclosureTo(actor) is not null)
        {
            return Decision.Nothing;
        }

        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to ask who reported it.");

        if (incident.Circle.Reporter.Protection == ReporterProtection.Anonymous)
            return Rules.AnonymousReporter.Refuses(
                "Nobody knows who reported this; ask the reporter by a message.");

        return new ReporterIdentityRequested(context.NewId, actor, Text.Narrative(Reason));
    }
}
