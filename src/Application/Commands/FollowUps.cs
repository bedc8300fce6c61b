using Incidents.Application.Evidence;
using Incidents.Application.Retention;
using Incidents.Domain;

namespace Incidents.Application.Commands;

/// <summary>What follows from events after their commit. One line for each
/// automation: event, then message.</summary>
public static class FollowUps
{
    /// <summary>The messages that these events send.</summary>
    /// <param name="discreetly">Whether the moment must not be told, which a message does: a file that came
    /// so was read back before it was recorded.</param>
    public static IEnumerable<object> Of(
        string tenant, Guid incidentId, IEnumerable<IncidentEvent> events, bool discreetly) =>
        events.SelectMany<IncidentEvent, object>(e => e switch
        {
            EvidenceRecorded { File: { } file } when !discreetly =>
                [new ReadBackEvidence(tenant, incidentId, file.BlobId)],
            IncidentErased => [new FinishErasure(tenant, incidentId)],
            _ => [],
        });
}
