using Incidents.Application.Commands;
using Incidents.Application.Store;
using Incidents.Domain;
using Marten;

namespace Incidents.Application.Access;

/// <summary>Records who looked at what: one call, before anything is shown. The incident itself stays as
/// it was, so that nobody who reads makes a writer stale.</summary>
public sealed class Looks(IDocumentStore store, Ids ids, TimeProvider clock)
{
    /// <summary>Records a look. When this returns, it is stored.</summary>
    public Task Record(
        Caller caller, Guid incidentId, AccessEvent look, CancellationToken cancellation) =>
        Conflicts.Retry(() => Try(caller, incidentId, look, cancellation), clock, cancellation);

    /// <summary>Of two first looks at the same moment one begins the stream and the other then adds to
    /// it.</summary>
    private async Task<bool> Try(
        Caller caller, Guid incidentId, AccessEvent look, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession(caller.Tenant);
        var stream = AccessStream.Of(incidentId);
        var envelope = Metadata.About(
            Metadata.On(Metadata.Wrap(look), caller, Instants.Stored(clock.GetUtcNow()), ids.Next()),
            incidentId);

        if (await session.Events.FetchStreamStateAsync(stream, cancellation) is null)
            session.Events.StartStream<AccessStream>(stream, envelope);
        else
            session.Events.Append(stream, envelope);

        await session.SaveChangesAsync(cancellation);

        return true;
    }
}
