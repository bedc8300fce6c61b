using Incidents.Domain;

namespace Incidents.Application.Evidence;

/// <summary>A file that has still to be looked through for malware, stored in the transaction of its
/// record.</summary>
/// <param name="Id">The evidence.</param>
/// <param name="NotBefore">From when on, UTC: of what came discreetly, when its hour is over, so that the
/// moment at which the finding is recorded tells nothing.</param>
public sealed record WaitingScan(
    Guid Id, string Tenant, Guid IncidentId, Guid BlobId, DateTimeOffset NotBefore)
{
    /// <summary>Those of these events.</summary>
    public static IEnumerable<WaitingScan> Of(
        string tenant, Guid incidentId, IReadOnlyList<IncidentEvent> events, DateTimeOffset now,
        bool discreetly) =>
        from deferred in events.OfType<EvidenceScanDeferred>()
        join recorded in events.OfType<EvidenceRecorded>() on deferred.EvidenceId equals recorded.EvidenceId
        select new WaitingScan(deferred.EvidenceId, tenant, incidentId, recorded.File!.BlobId,
            discreetly ? Moments.ToTheHour(now).AddHours(1) : now);
}
