using System.Security.Cryptography;
using Incidents.Application.Commands;
using Incidents.Application.History;
using Incidents.Application.PersonalData;
using Incidents.Domain;
using Marten;

namespace Incidents.Application.Evidence;

/// <summary>Receives files of evidence for incidents that their sender sees.</summary>
public sealed class EvidenceReception(
    IDocumentStore store, IncidentReader reader, Vault vault, IBlobStore blobs, MalwareScanner scanner,
    TimeProvider clock)
{
    /// <summary>Makes ready to receive a file; nobody receives it where the caller
    /// does not see the incident.</summary>
    public async Task<OpenReception?> Open(Caller caller, Guid incident, CancellationToken cancellation)
    {
        if (await reader.Glance(caller, incident, cancellation) is null)
            return null;

        await using var session = store.QuerySession(caller.Tenant);
        var keys = new KeyChain();
        await vault.Load(session, keys, [incident], cancellation);

        // An erased incident takes no file: its command is refused, and what was received of it goes.
        var key = keys.Get(incident) ?? RandomNumberGenerator.GetBytes(KeyChain.KeyLength);

        return new(store, blobs, scanner, key, caller.Tenant, incident, clock);
    }
}

/// <summary>Receives the files of one incident.</summary>
public sealed class OpenReception(
    IDocumentStore store, IBlobStore blobs, MalwareScanner scanner, byte[] key, string tenant, Guid incident,
    TimeProvider clock)
{
    private static readonly TimeSpan AnHour = TimeSpan.FromHours(1);

    /// <summary>Hashes and encrypts a file on its way into the store, and has it looked through for malware,
    /// where that is set.</summary>
    /// <param name="largest">Bytes that it may have.</param>
    /// <exception cref="TooLargeException">It has more; nothing of it is kept.</exception>
    /// <exception cref="ScannerAwayException">It cannot be looked through, and the settings refuse such
    /// files.</exception>
    public async Task<ReceivedFile> Keep(
        Stream file, string fileName, string mediaType, long largest, CancellationToken cancellation)
    {
        var begun = clock.GetTimestamp();
        var kept = await blobs.Write(
            async (blob, sink, stop) =>
            {
                await Note(blob, stop);
                await using var scanned = scanner.Watch(file);
                var clear = await EncryptedFile.EncryptAsync(
                    scanned, sink, key, new(tenant, incident, blob), largest, stop);
                var finding = await scanned.Finding(stop);
                scanner.RefuseWhereMissing(finding);

                return new ReceivedFile(blob, fileName, mediaType, clear.Length, clear.Sha256)
                {
                    Scan = finding,
                    IsScanDeferred = scanner.IsOn && finding is null,
                };
            },
            cancellation);
        if (clock.GetElapsedTime(begun) > AnHour)
            await Note(kept.BlobId, cancellation);

        return kept;
    }

    /// <summary>The same for whoever must not be found out: without what would tell who made the file, under
    /// a name that tells nothing, and read back at once, because a message about it would tell when it
    /// came.</summary>
    public async Task<ReceivedFile> KeepUnmarked(
        Stream file, string fileName, string mediaType, long largest, CancellationToken cancellation)
    {
        await using var unmarked = new UnmarkedStream(file, cancellation);
        var kept = await Keep(unmarked, NameOfNobody(fileName), mediaType, largest, cancellation);
        await ReadBackEvidenceHandler.Read(blobs, key, new(tenant, incident, kept.BlobId), cancellation);

        return kept with { SentSha256 = unmarked.SentSha256(), IsMarked = !unmarked.IsClean };
    }

    /// <summary>Of its name, what says which kind of file it is.</summary>
    private static string NameOfNobody(string fileName) =>
        Path.GetExtension(fileName) is { Length: > 1 and <= 6 } extension
        && extension[1..].All(char.IsAsciiLetterOrDigit)
            ? $"file{extension.ToLowerInvariant()}"
            : "file";

    /// <summary>Removes a file that no record names; where the store is away, what is swept up later is
    /// this.</summary>
    public async Task Discard(Guid blob)
    {
        try
        {
            await blobs.Delete(blob, CancellationToken.None);
        }
        catch (EvidenceStoreAwayException)
        {
            return;
        }

        await using var session = store.LightweightSession();
        session.Delete<KeptFile>(blob);
        await session.SaveChangesAsync(CancellationToken.None);
    }

    /// <summary>Writes down that a file arrives, before it does and again when it has: what takes longer than
    /// files without a record are kept must not be swept up under its feet.</summary>
    private async Task Note(Guid blob, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession();
        session.Store(new KeptFile(blob, incident, Moments.ToTheHour(clock.GetUtcNow())));
        await session.SaveChangesAsync(cancellation);
    }
}
