using System.Security.Cryptography;
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

    /// <summary>It has still to be looked through for malware.</summary>
    public sealed record NotScanned : Retrieval;

    /// <summary>Malware was found in it.</summary>
    public sealed record Quarantined : Retrieval;

    /// <summary>The file, and that it was handed out is recorded.</summary>
    /// <param name="Clear">Read forward once; who reads it disposes it.</param>
    /// <param name="Length">Bytes.</param>
    /// <param name="Sha256">Lower-case hexadecimal.</param>
    public sealed record HandedOut(
        Stream Clear, string FileName, string MediaType, long Length, string Sha256) : Retrieval;
}

/// <summary>Hands out files of evidence, each time as a look that is recorded.</summary>
public sealed class EvidenceFiles(
    IDocumentStore store, IncidentReader reader, Vault vault, IBlobStore blobs, MalwareScanner scanner,
    Looks looks)
{
    /// <summary>Opens a file for the caller. Nothing of it goes out unless the look is stored.</summary>
    public async Task<Retrieval> HandOut(
        Caller caller, Guid incident, Guid evidence, CancellationToken cancellation)
    {
        if (await Find(caller, incident, evidence, cancellation) is not { } found)
            return new Retrieval.NotThere();

        if (!found.IsReadable)
            return new Retrieval.Withheld();

        if (found.Key is null)
            return new Retrieval.Erased();

        if (found.File is not
            {
                FileName: ClearText name,
                MediaType: ClearText type,
                Sha256: ClearText sha256,
            } file)
            return new Retrieval.NotThere();

        if (found.Incident.Scans.Quarantined.Contains(evidence))
            return new Retrieval.Quarantined();

        if (scanner.IsOn && found.Incident.Scans.Unscanned.Contains(evidence))
            return new Retrieval.NotScanned();

        if (await Open(found.Place, found.Key, cancellation) is not { Clear: { } clear })
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

    /// <summary>Reads a file again from where it is kept, to compare it with the record; none where the
    /// caller sees no such file, or it has been erased.</summary>
    public async Task<RereadFile?> Reread(
        Caller caller, Guid incident, Guid evidence, CancellationToken cancellation)
    {
        if (await Find(caller, incident, evidence, cancellation) is not
            { Key: { } key, File.Sha256: ClearText recorded } found)
            return null;

        var (isThere, clear) = await Open(found.Place, key, cancellation);
        if (clear is null)
            return new(recorded.Value, isThere, Found: null);

        await using (clear)
        await using (var scanned = scanner.Watch(clear))
        {
            try
            {
                var hash = await SHA256.HashDataAsync(scanned, cancellation);

                return new(recorded.Value, isThere, Convert.ToHexStringLower(hash),
                    await scanned.Finding(cancellation));
            }
            catch (EvidenceBrokenException)
            {
                return new(recorded.Value, isThere, Found: null);
            }
        }
    }

    private async Task<Found?> Find(
        Caller caller, Guid incident, Guid evidence, CancellationToken cancellation)
    {
        if (await reader.Glance(caller, incident, cancellation) is not var (known, sight, _))
            return null;

        await using var session = store.QuerySession(caller.Tenant);
        var stored = await session.Events.QueryAllRawEvents()
            .FirstOrDefaultAsync(e => e.StreamId == incident && e.Id == evidence, cancellation);
        if (stored?.Data is not EvidenceRecorded { File.BlobId: var blob } recorded
            || !IncidentReader.Shows(sight, stored, caller))
            return null;

        var keys = new KeyChain();
        await vault.Load(session, keys, Vault.KeysOf(incident, recorded).Append(incident), cancellation);
        var opened = Vault.Open(caller.Tenant, incident, recorded, keys, sight.Opens);

        return new(known, opened.File!, new(caller.Tenant, incident, blob), keys.Get(incident),
            Visibility.ReadsFiles(sight));
    }

    private async Task<(bool IsThere, Stream? Clear)> Open(
        FilePlace place, byte[] key, CancellationToken cancellation)
    {
        if (await blobs.OpenRead(place.Blob, cancellation) is not { } kept)
            return (IsThere: false, null);

        try
        {
            return (IsThere: true, await EncryptedFile.OpenRead(kept, key, place, cancellation));
        }
        catch (EvidenceBrokenException)
        {
            await kept.DisposeAsync();

            return (IsThere: true, null);
        }
    }

    /// <summary>A file that the caller sees on the record.</summary>
    /// <param name="Key">The incident's; none where it has been erased.</param>
    private sealed record Found(
        Incident Incident, EvidenceFile File, FilePlace Place, byte[]? Key, bool IsReadable);
}
