using Incidents.Application.Policy;
using Incidents.Domain;
using Marten;

namespace Incidents.Application.Notifications;

/// <summary>Writes down whom to tell of what happens to the school itself, to an exception from its policy or
/// to a proposal to change it, in the transaction in which that is recorded, whoever records it.</summary>
public sealed class PolicyNotices(NoticeWriter writer, PolicyPacks packs, TimeProvider clock)
    : DocumentSessionListenerBase
{
    /// <inheritdoc/>
    public override async Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token)
    {
        if (!writer.IsKept)
            return;

        var events = session.PendingChanges.Streams().SelectMany(stream => stream.Events)
            .Select(e => e.Data).OfType<StoredEvent>()
            .Where(e => e is TenantEvent or PolicyExceptionEvent or PolicyChangeEvent).ToList();
        // A school that is being made has nobody to tell yet.
        if (events.Count == 0 || events.Exists(e => e is TenantMade))
            return;

        var (_, pack) = await packs.InForce(session, token);
        foreach (var notice in writer.Of(session.TenantId, events, pack, Instants.Stored(clock.GetUtcNow())))
            session.Insert(notice);
    }
}
