using Incidents.Domain;

namespace Incidents.Application.Evidence;

/// <summary>A file in the store. It is written down before its first byte is, and again in the transaction of
/// the record that names it; so a file that an upload left which came to nothing is found without listing the
/// store.</summary>
/// <param name="Id">The file's name in the store.</param>
/// <param name="ArrivingSince">The hour in which it arrived, while no record names it, UTC.</param>
public sealed record KeptFile(Guid Id, Guid IncidentId, DateTimeOffset? ArrivingSince = null)
{
    /// <summary>The files that these events name.</summary>
    public static IEnumerable<KeptFile> Of(Guid incidentId, IEnumerable<IncidentEvent> events) =>
        events.OfType<EvidenceRecorded>().Where(e => e.File is not null)
            .Select(e => new KeptFile(e.File!.BlobId, incidentId));
}
