using Incidents.Application.Commands;
using Incidents.Application.PersonalData;
using Incidents.Domain;
using Marten;

namespace Incidents.Application.Evidence;

/// <summary>Look through the files that could not be looked through for malware when they came.</summary>
public sealed record ScanWaiting;

/// <summary>Does so every few minutes, by one node only, until the scanner has seen each.</summary>
public static class ScanWaitingHandler
{
    private const int Batch = 200;

    /// <summary>After how long a file is tried again that the scanner does not take, or that is not as it was
    /// kept.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromHours(6);

    /// <summary>Looks through what waits; doing it again records nothing twice.</summary>
    public static async Task Handle(
        ScanWaiting message, IDocumentStore store, Vault vault, IBlobStore blobs, MalwareScanner scanner,
        IncidentCommands commands, TimeProvider clock, CancellationToken cancellation)
    {
        if (!scanner.IsOn)
            return;

        var now = clock.GetUtcNow();
        await using var session = store.LightweightSession();
        var waiting = await session.Query<WaitingScan>().Where(scan => scan.NotBefore <= now)
            .OrderBy(scan => scan.NotBefore).Take(Batch).ToListAsync(cancellation);

        foreach (var scan in waiting)
        {
            if (await KeyOf(store, vault, scan, cancellation) is not { } key)
            {
                // Erased since: there is nothing left to look through.
                session.Delete(scan);
            }
            else
            {
                var (isReached, finding) = await Scan(blobs, scanner, scan, key, cancellation);
                if (!isReached)
                    break;

                if (finding is null)
                    session.Store(scan with { NotBefore = now + Pause });
                else
                    await Record(session, commands, scan, finding, cancellation);
            }

            await session.SaveChangesAsync(cancellation);
        }
    }

    private static async Task<byte[]?> KeyOf(
        IDocumentStore store, Vault vault, WaitingScan scan, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(scan.Tenant);
        var keys = new KeyChain();
        await vault.Load(session, keys, [scan.IncidentId], cancellation);

        return keys.Get(scan.IncidentId);
    }

    private static async Task<(bool IsReached, ScanFinding? Finding)> Scan(
        IBlobStore blobs, MalwareScanner scanner, WaitingScan scan, byte[] key,
        CancellationToken cancellation)
    {
        var place = new FilePlace(scan.Tenant, scan.IncidentId, scan.BlobId);
        if (await blobs.OpenRead(scan.BlobId, cancellation) is not { } kept)
            return (IsReached: true, null);

        try
        {
            await using var clear = await EncryptedFile.OpenRead(kept, key, place, cancellation);
            await using var scanned = scanner.Watch(clear);
            await scanned.CopyToAsync(Stream.Null, cancellation);
            var finding = await scanned.Finding(cancellation);

            return (scanned.IsReached, finding);
        }
        catch (EvidenceBrokenException)
        {
            // Whoever verifies it has that on record.
            return (IsReached: true, null);
        }
    }

    /// <summary>Whatever comes of it, the file has been looked through; unless other writers were in the way,
    /// and then it waits for the next time.</summary>
    private static async Task Record(
        IDocumentSession session, IncidentCommands commands, WaitingScan scan, ScanFinding finding,
        CancellationToken cancellation)
    {
        var outcome = await commands.Carry(
            new(new(scan.Tenant, Actor.Clock, Ids.Random()), new RecordScan(scan.Id, finding),
                scan.IncidentId),
            _ => new Rendered(Status: 200, Location: null, ETag: null, Body: []), cancellation);
        if (outcome is not Outcome.Busy)
            session.Delete(scan);
    }
}
