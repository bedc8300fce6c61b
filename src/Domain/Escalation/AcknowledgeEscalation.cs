namespace Incidents.Domain;

/// <summary>Take note of an escalation, as the role it went to or its stand-in.</summary>
[Policy(How3e), Duty(DutyIds.EscalationsAcknowledgement)]
public sealed record AcknowledgeEscalation(
    [property: Path] Guid EscalationId,
    [property: MaxLength(5_000)] string? Note = null) : IncidentCommand, INamesParts
{
    /// <inheritdoc/>
    public IEnumerable<Guid> NamedParts => [EscalationId];

    /// <summary>The role that it went to.</summary>
    internal Role? Target(Context context) => context.Made<IncidentEscalated>(EscalationId)?.To;

    /// <inheritdoc/>
    protected internal override Refusal? NotThere(Incident incident, Context context) =>
        Target(context) is null
            ? Rules.NoSuchEscalation.Refuses("This incident has no such escalation.")
            : null;

    /// <returns><see cref="EscalationAcknowledged"/>; nothing when it is already so.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.OpenEscalations.All(open => open.Id != EscalationId))
            return Decision.Nothing;

        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to acknowledge an escalation.");

        return new EscalationAcknowledged(EscalationId, Text.Narrative(Note));
    }
}
