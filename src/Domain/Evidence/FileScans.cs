namespace Incidents.Domain;

/// <summary>What looking for malware keeps from being handed out.</summary>
/// <param name="Unscanned">Evidence whose file has still to be looked through.</param>
/// <param name="Quarantined">Evidence in whose file malware was found.</param>
public sealed record FileScans(ImmutableArray<Guid> Unscanned, ImmutableArray<Guid> Quarantined)
{
    /// <summary>Nothing.</summary>
    public static FileScans None { get; } = new([], []);

    internal FileScans After(IncidentEvent @event) => @event switch
    {
        EvidenceScanDeferred e => this with { Unscanned = Unscanned.Add(e.EvidenceId) },
        EvidenceFoundClean e => new(Unscanned.Remove(e.EvidenceId), Quarantined.Remove(e.EvidenceId)),
        EvidenceQuarantined e =>
            new(Unscanned.Remove(e.EvidenceId), Quarantined.Remove(e.EvidenceId).Add(e.EvidenceId)),
        _ => this,
    };
}
