using Incidents.Application.Access;
using Incidents.Application.Commands;
using Incidents.Application.History;
using Incidents.Application.PersonalData;
using Incidents.Domain;
using Marten;

namespace Incidents.Application.Evidence;

/// <summary>What becomes of asking for a file of evidence.</summary>
public abstract record Retrieval
{
    /// <summary>There is no such file, or none that the caller sees.</summary>
    public sealed record NotThere : Retrieval;

    /// <summary>The caller sees that there is a file, and is not shown it.</summary>
    public sealed record Withheld : Retrieval;

    /// <summary>The file went with its incident's key.</summary>
    public sealed record Erased : Retrieval;

    /// <summary>What is kept is not the file that was recorded.</summary>
    public sealed record Altered : Retrieval;

    /// <summary>The file, and that it was handed out is recorded.</summary>
    /// <param name="Clear">Read forward once; who reads it disposes it.</param>
    /// <param name="Length">Bytes.</param>
    /// <param name="Sha256">Lower-case hexadecimal.</param>
    public sealed record HandedOut(
        Stream Clear, string FileName, string MediaType, long Length, string Sha256) : Retrieval;
}

/// <summary>Hands out files of evidence, each time as a look that is recorded.</summary>
public sealed class EvidenceFiles(
    IDocumentStore store, IncidentReader reader, Vault vault, IBlobStore blobs, Looks looks)
{
    /// <summary>Opens a file for the caller. Nothing of it goes out unless the look is stored.</summary>
    public async Task<Retrieval> HandOut(
        Caller caller, Guid incident, Guid evidence, CancellationToken cancellation)
    {
        if (await reader.Glance(caller, incident, cancellation) is not var (_, sight, _))
            return new Retrieval.NotThere();

        await using var session = store.QuerySession(caller.Tenant);
        var stored = await session.Events.QueryAllRawEvents()
            .FirstOrDefaultAsync(e => e.StreamId == incident && e.Id == evidence, cancellation);
        if (stored?.Data is not EvidenceRecorded { File.BlobId: var blob } recorded
            || !IncidentReader.Shows(sight, stored, caller))
            return new Retrieval.NotThere();

        if (!Visibility.ReadsFiles(sight))
            return new Retrieval.Withheld();

        var keys = new KeyChain();
        await vault.Load(session, keys, Vault.KeysOf(incident, recorded).Append(incident), cancellation);
        var opened = Vault.Open(caller.Tenant, incident, recorded, keys, sight.Opens);
        if (keys.Get(incident) is not { } key)
            return new Retrieval.Erased();

        if (opened.File is not
            {
                FileName: ClearText name,
                MediaType: ClearText type,
                Sha256: ClearText sha256,
            } file)
            return new Retrieval.NotThere();

        if (await Open(new(caller.Tenant, incident, blob), key, cancellation) is not { } clear)
            return new Retrieval.Altered();

        try
        {
            await looks.Record(caller, incident, new EvidenceAccessed(evidence), cancellation);

            return new Retrieval.HandedOut(clear, name.Value, type.Value, file.Length, sha256.Value);
        }
        catch
        {
            await clear.DisposeAsync();
            throw;
        }
    }

    private async Task<Stream?> Open(FilePlace place, byte[] key, CancellationToken cancellation)
    {
        if (await blobs.OpenRead(place.Blob, cancellation) is not { } kept)
            return null;

        try
        {
            return await EncryptedFile.OpenRead(kept, key, place, cancellation);
        }
        catch (EvidenceBrokenException)
        {
            await kept.DisposeAsync();

            return null;
        }
    }
}
