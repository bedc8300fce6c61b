namespace Incidents.Domain;

/// <summary>Plan whom to tell what, by which way and with whose approval; planned again, it replaces the plan
/// before.</summary>
[Policy(How3i), Duty(DutyIds.CommunicationsPlan)]
public sealed record PlanCommunications(
    [property: MaxLength(500)] string Audience,
    [property: MaxLength(20_000)] string Message,
    [property: MaxLength(200)] string Channel,
    [property: MaxLength(200)] string Approver) : IncidentCommand, IReplaces
{
    /// <inheritdoc/>
    public long? Replaced(Incident incident) => incident.CommunicationsPlannedBy;

    /// <returns><see cref="CommunicationsPlanned"/>; nothing when it is already so.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        var planned = new CommunicationsPlanned(
            Text.Narrative(Audience), Text.Narrative(Message), Text.Narrative(Channel),
            Text.Narrative(Approver));

        if (planned == context.Replaced)
            return Decision.Nothing;

        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to plan its communications.");

        return planned;
    }
}
