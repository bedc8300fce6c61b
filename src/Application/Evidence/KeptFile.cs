using Incidents.Domain;

namespace Incidents.Application.Evidence;

/// <summary>That a record names this file, stored in the record's own transaction: a file without such a row
/// was left by an upload that came to nothing.</summary>
/// <param name="Id">The file's name in the store.</param>
public sealed record KeptFile(Guid Id, Guid IncidentId)
{
    /// <summary>The files that these events name.</summary>
    public static IEnumerable<KeptFile> Of(Guid incidentId, IEnumerable<IncidentEvent> events) =>
        events.OfType<EvidenceRecorded>().Where(e => e.File is not null)
            .Select(e => new KeptFile(e.File!.BlobId, incidentId));
}
