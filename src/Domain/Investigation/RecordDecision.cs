namespace Incidents.Domain;

/// <summary>Record a decision and what it rests on, so that the trail supports it.</summary>
[Policy(How3c), Duty(DutyIds.Decisions)]
public sealed record RecordDecision(
    [property: MaxLength(20_000)] string Decision,
    [property: MaxLength(20_000)] string Rationale,
    [property: MaxLength(5_000)] IReadOnlyList<string>? Alternatives = null,
    IReadOnlyList<Guid>? EvidenceIds = null) : IncidentCommand, INamesParts
{
    /// <inheritdoc/>
    public IEnumerable<Guid> NamedParts => EvidenceIds ?? [];

    /// <returns><see cref="DecisionRecorded"/>.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to record a decision.");

        if (NamedParts.Any(id => context.Made<EvidenceRecorded>(id) is null))
            return Rules.NoSuchEvidence.Refuses(
                "evidenceIds: name evidence that was recorded on this incident.");

        return new DecisionRecorded(context.NewId, Text.Narrative(Decision), Text.Narrative(Rationale),
            Text.Narratives(Alternatives), [.. NamedParts]);
    }
}
