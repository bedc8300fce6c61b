using Incidents.Application.Evidence;
using Incidents.Application.PersonalData;
using Marten;

namespace Incidents.Application.Retention;

/// <summary>An incident was erased: remove its files too. Without their key they are noise already.</summary>
public sealed record FinishErasure(string Tenant, Guid IncidentId);

/// <summary>Finishes erasures; doing it again changes nothing.</summary>
public static class FinishErasureHandler
{
    /// <summary>Puts the key on the list, where a crash came before, and removes the files.</summary>
    public static async Task Handle(
        FinishErasure message, IDocumentStore store, Vault vault, IBlobStore blobs,
        CancellationToken cancellation)
    {
        vault.Destroy(message.Tenant, [message.IncidentId]);

        await using var session = store.LightweightSession();
        var files = await session.Query<KeptFile>().Where(file => file.IncidentId == message.IncidentId)
            .ToListAsync(cancellation);
        foreach (var file in files)
        {
            await blobs.Delete(file.Id, cancellation);
            session.Delete(file);
        }

        await session.SaveChangesAsync(cancellation);
    }
}
