using System.Text.Json.Serialization;

namespace Incidents.Domain;

/// <summary>Read a file of evidence again and compare it with the record; also after closure. That it is
/// missing or altered is a finding. Where files are looked through for malware, this one is again.</summary>
[Policy(How3c), Duty(DutyIds.EvidenceVerification)]
public sealed record VerifyEvidence([property: Path] Guid EvidenceId) : IncidentCommand, INamesParts
{
    /// <summary>What was found when the file was read again, before this is decided.</summary>
    [JsonIgnore]
    public RereadFile? Reread { get; init; }

    /// <inheritdoc/>
    public IEnumerable<Guid> NamedParts => [EvidenceId];

    /// <inheritdoc/>
    protected internal override Refusal? NotThere(Incident incident, Context context) =>
        NamedEvidence.NotThere(EvidenceId, incident, context);

    /// <returns><see cref="EvidenceVerified"/> or <see cref="EvidenceFoundAltered"/>; and what a scan
    /// for malware found anew.</returns>
    public override Decision Decide(Incident incident, Context context) => Reread switch
    {
        null => Rules.NoSuchEvidence.RefusesPath(
            "This evidence is a record without a file, so there is nothing to read again."),
        { IsThere: false } => new EvidenceFoundAltered(EvidenceId, Alteration.Missing),
        { Found: var found, Recorded: var recorded } when found == recorded =>
            new Recorded(
                [new EvidenceVerified(EvidenceId), .. Reread.Scan?.AsNews(EvidenceId, incident) ?? []]),
        _ => new EvidenceFoundAltered(EvidenceId, Alteration.Altered),
    };
}

/// <summary>What was found when a kept file was read again.</summary>
/// <param name="Recorded">The SHA-256 on record, lower-case hexadecimal.</param>
/// <param name="IsThere">Whether there is anything under its name.</param>
/// <param name="Found">The SHA-256 of what is there; none where it cannot be opened.</param>
/// <param name="Scan">What a scan for malware found, where there was one.</param>
public sealed record RereadFile(string Recorded, bool IsThere, string? Found, ScanFinding? Scan = null);
