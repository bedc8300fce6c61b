namespace Incidents.Domain;

/// <summary>Disclose the protected reporter's identity to whoever asked for it, or withhold it. A later
/// decision on the same request takes the earlier one's place.</summary>
[Policy(How1), Duty(DutyIds.ReporterIdentityRequestsDecision)]
public sealed record DecideOnReporterIdentity(
    [property: Path] Guid RequestId,
    bool Disclose,
    [property: MaxLength(5_000)] string Reason) : IncidentCommand
{
    /// <inheritdoc/>
    protected internal override Refusal? NotThere(Incident incident, Context context) =>
        incident.IdentityRequests.Any(request => request.Id == RequestId)
            ? null
            : Rules.NoSuchIdentityRequest.Refuses(
                "The incident has no such request; its reporterIdentity lists them.");

    /// <returns><see cref="ReporterIdentityDisclosed"/> or <see cref="ReporterIdentityWithheld"/>; nothing
    /// when it is so decided.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        var request = incident.IdentityRequests.FirstOrDefault(each => each.Id == RequestId);

        if (request?.Disclosed == Disclose)
            return Decision.Nothing;

        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to decide on this request.");

        if (request?.RequesterId == context.Actor.PersonId)
            return Rules.IdentityRequestByDecider.Refuses(
                "You asked for it, so somebody else decides: "
                    + $"{StandIns.Others(DutyOn(incident), incident, context)}.");

        return Disclose
            ? new ReporterIdentityDisclosed(RequestId, Text.Narrative(Reason))
            : new ReporterIdentityWithheld(RequestId, Text.Narrative(Reason));
    }
}
