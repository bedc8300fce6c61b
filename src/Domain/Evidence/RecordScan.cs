namespace Incidents.Domain;

/// <summary>Record what was found in a file of evidence that could not be looked through for malware when it
/// came. Only the service itself asks for it.</summary>
[Policy(How3c), Duty(DutyIds.EvidenceScan)]
public sealed record RecordScan(Guid EvidenceId, ScanFinding Found) : IncidentCommand
{
    /// <returns><see cref="EvidenceFoundClean"/> or <see cref="EvidenceQuarantined"/>; nothing when the file
    /// has been looked through already.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (!incident.Scans.Unscanned.Contains(EvidenceId))
            return Decision.Nothing;

        return Found.AsEvent(EvidenceId);
    }
}

/// <summary>What was found when a file was looked through for malware.</summary>
/// <param name="Threat">What the scanner calls what it found; none: it found nothing.</param>
public sealed record ScanFinding(string? Threat)
{
    private const int Longest = 200;

    /// <summary>What the record says of it.</summary>
    internal IncidentEvent AsEvent(Guid evidence) => Threat is null
        ? new EvidenceFoundClean(evidence)
        : new EvidenceQuarantined(evidence, Text.Narrative(Threat[..Math.Min(Threat.Length, Longest)]));

    /// <summary>What the record says of it when a file is read again: only what is not on record.</summary>
    internal IEnumerable<IncidentEvent> AsNews(Guid evidence, Incident incident)
    {
        var isQuarantined = incident.Scans.Quarantined.Contains(evidence);
        var isNews = Threat is null
            ? isQuarantined || incident.Scans.Unscanned.Contains(evidence)
            : !isQuarantined;

        return isNews ? [AsEvent(evidence)] : [];
    }
}
