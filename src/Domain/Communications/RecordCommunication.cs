namespace Incidents.Domain;

/// <summary>Record what was sent to whom, and when.</summary>
/// <param name="SentAt">UTC.</param>
[Policy(How3i), Duty(DutyIds.Communications)]
public sealed record RecordCommunication(
    [property: MaxLength(500)] string Audience,
    [property: MaxLength(20_000)] string Message,
    [property: MaxLength(200)] string Channel,
    DateTimeOffset SentAt) : IncidentCommand
{
    /// <returns><see cref="CommunicationSent"/>.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to record a communication.");

        if (context.IsAhead(SentAt))
            return Decision.Wrong(
                "/sentAt", "lies in the future; record the communication once it is sent.");

        return new CommunicationSent(
            context.NewId, Text.Narrative(Audience), Text.Narrative(Message), Text.Narrative(Channel),
            SentAt);
    }
}
