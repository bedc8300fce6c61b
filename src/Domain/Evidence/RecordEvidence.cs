using System.Text.Json.Serialization;

namespace Incidents.Domain;

/// <summary>Record a piece of evidence, with its file or as a record without one.</summary>
/// <param name="CollectedAt">When it was collected, UTC.</param>
/// <param name="Location">Where it is kept, where it has no file.</param>
/// <param name="Sha256">What the sender says the file's SHA-256 is, hexadecimal.</param>
[Policy(How3c), Duty(DutyIds.Evidence)]
public sealed record RecordEvidence(
    [property: MaxLength(20_000)] string Description,
    [property: MaxLength(500)] string? Source = null,
    DateTimeOffset? CollectedAt = null,
    [property: MaxLength(500)] string? Location = null,
    [property: MaxLength(64)] string? Sha256 = null) : IncidentCommand
{
    /// <summary>The file that came with it, kept already; the record decides whether it stays.</summary>
    [JsonIgnore]
    public ReceivedFile? File { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<FieldProblem> Problems()
    {
        if (Sha256 is not null && (Sha256.Length != 64 || !Sha256.All(char.IsAsciiHexDigit)))
            yield return new("/sha256", "is 64 hexadecimal digits.");
    }

    /// <returns><see cref="EvidenceRecorded"/>, and what a scan for malware found, where there is
    /// one.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to add evidence.");

        if (context.IsAhead(CollectedAt))
            return Decision.Wrong(
                "/collectedAt", "lies in the future; give the moment when it was collected.");

        if (Sha256 is not null && File is null)
            return Decision.Wrong("/sha256", "goes with a file; send the file as multipart/form-data.");

        if (Sha256 is not null && !Sha256.Equals(File!.Sent, StringComparison.OrdinalIgnoreCase))
            return Rules.EvidenceHashMismatch.Refuses(
                "The file that arrived is not the one whose SHA-256 was stated. Nothing was kept; send "
                    + "it again.");

        return new Recorded(
        [
            new EvidenceRecorded(
                context.NewId, Text.Narrative(Description), Text.Narrative(Source),
                AsKept(CollectedAt, context), Text.Narrative(Location), File?.AsEvidence()),
            .. Scan(context.NewId),
        ]);
    }

    private IEnumerable<IncidentEvent> Scan(Guid evidence) => File switch
    {
        { Scan: { } found } => [found.AsEvent(evidence)],
        { IsScanDeferred: true } => [new EvidenceScanDeferred(evidence)],
        _ => [],
    };
}

/// <summary>A file that arrived and is kept encrypted under a random name.</summary>
/// <param name="Length">Bytes of the clear file.</param>
/// <param name="Sha256">Of the clear file, lower-case hexadecimal.</param>
public sealed record ReceivedFile(Guid BlobId, string FileName, string MediaType, long Length, string Sha256)
{
    /// <summary>The SHA-256 of the file as it was sent, where something was taken off it on the
    /// way.</summary>
    public string? SentSha256 { get; init; }

    /// <summary>Whether it may still tell who made it, although it came from somebody who must not be found
    /// out.</summary>
    public bool IsMarked { get; init; }

    /// <summary>What was found when it was looked through for malware, where it was.</summary>
    public ScanFinding? Scan { get; init; }

    /// <summary>Whether it is to be looked through for malware and could not be yet.</summary>
    public bool IsScanDeferred { get; init; }

    /// <summary>The SHA-256 of what was sent.</summary>
    internal string Sent => SentSha256 ?? Sha256;

    /// <summary>What the record keeps of it.</summary>
    internal EvidenceFile AsEvidence() =>
        new(BlobId, Text.Narrative(FileName), Text.Narrative(MediaType), Length, Text.Narrative(Sha256));
}
