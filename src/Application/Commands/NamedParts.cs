using Incidents.Application.Store;
using Incidents.Domain;
using JasperFx.Events;
using Marten;

namespace Incidents.Application.Commands;

/// <summary>Events of an incident that a command names, by their ids or by a version.</summary>
internal static class NamedParts
{
    /// <summary>The parts. A part bears the id of the event that made it, so it is found among the incident's
    /// events.</summary>
    public static async Task<IReadOnlyList<IEvent>> Of(
        IDocumentSession session, Guid incident, IncidentCommand command, CancellationToken cancellation)
    {
        if (command is not INamesParts { NamedParts: var named }
            || named.Distinct().ToArray() is not { Length: > 0 } parts)
            return [];

        return await session.Events.QueryAllRawEvents()
            .Where(e => e.StreamId == incident && e.Id.IsOneOf(parts))
            .ToListAsync(cancellation);
    }

    /// <summary>The event of the version that a command names.</summary>
    public static async Task<PastEvent?> PastOf(
        IDocumentSession session, Incident incident, IncidentCommand command, CancellationToken cancellation)
    {
        if (command is not INamesEvent { NamedVersion: var version } || version < 1
            || version > incident.Version)
            return null;

        var found = await session.Events.QueryAllRawEvents()
            .Where(e => e.StreamId == incident.Id && e.Version == version)
            .ToListAsync(cancellation);

        return found is [var e] ? new((IncidentEvent)e.Data, Metadata.ActorOf(e)?.PersonId) : null;
    }
}
