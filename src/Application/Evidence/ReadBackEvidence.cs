using Incidents.Application.PersonalData;
using Marten;

namespace Incidents.Application.Evidence;

/// <summary>A file was acknowledged: read it back once from where it is kept. Evidence that
/// cannot be read is found on the day it arrives, while its sender still has it, and not on the
/// day it is needed (how-3c).</summary>
public sealed record ReadBackEvidence(string Tenant, Guid IncidentId, Guid BlobId);

/// <summary>Reads evidence back. A file that is not as it was kept ends among the dead
/// letters, where it is seen.</summary>
public static class ReadBackEvidenceHandler
{
    /// <summary>Reads the file to its end; every part of it is authenticated on the way.</summary>
    /// <exception cref="EvidenceBrokenException">It is missing or not as it was kept.</exception>
    public static async Task Handle(
        ReadBackEvidence message, IDocumentStore store, Vault vault, IBlobStore blobs,
        CancellationToken cancellation)
    {
        await using var session = store.QuerySession(message.Tenant);
        var keys = new KeyChain();
        await vault.Load(session, keys, [message.IncidentId], cancellation);

        // Erased since: there is nothing left to read.
        if (keys.Get(message.IncidentId) is not { } key)
            return;

        await Read(blobs, key, new(message.Tenant, message.IncidentId, message.BlobId), cancellation);
    }

    internal static async Task Read(
        IBlobStore blobs, ReadOnlyMemory<byte> key, FilePlace place, CancellationToken cancellation)
    {
        var kept = await blobs.OpenRead(place.Blob, cancellation) ?? throw new EvidenceBrokenException(place);
        await using var clear = await EncryptedFile.OpenRead(kept, key, place, cancellation);
        await clear.CopyToAsync(Stream.Null, cancellation);
    }
}
