using System.Text.Json;
using Incidents.Application.Access;
using Incidents.Application.Changes;
using Incidents.Application.Evidence;
using Incidents.Application.PersonalData;
using Incidents.Application.Reporting;
using Incidents.Application.Store;
using Incidents.Application.Tenants;
using Incidents.Domain;
using JasperFx.Events;
using Marten;
using Marten.Services;
using Npgsql;

namespace Incidents.Application.Exports;

/// <summary>How far the loading of an export has come. It is written with what it counts, so that a load that
/// was cut off goes on where it was.</summary>
/// <param name="Id">The tenant.</param>
/// <param name="Files">How many files of events are loaded.</param>
public sealed record LoadRow(string Id, Guid ExportId, int Files, bool IsFinished);

/// <summary>Loads an export into an installation in which nothing else is. Ids, versions, instants, positions
/// and sealed texts come as they were; views are built from the events, as ever.</summary>
public sealed class TenantLoad(
    IDocumentStore store, NpgsqlDataSource database, Vault vault, KeyWrap wrap, KeyRing ring,
    DestroyedKeys destroyed, IBlobStore blobs, Tenancy tenancy, TimeProvider clock)
{
    private static readonly Actor Installation = new(Guid.Empty, [Role.Operator]);

    private const string Number =
        $"""
        insert into {ChangesSchema.Positions} (tenant_id, position, seq_id)
        select e.tenant_id, n.position, e.seq_id from unnest(@streams, @versions, @positions)
            as n (stream, version, position)
        join {IncidentStore.Schema}.mt_events e
            on e.tenant_id = @tenant and e.stream_id = n.stream and e.version = n.version
        """;

    /// <summary>Whether a load was cut off, so that nobody may work here until it is finished.</summary>
    public async Task<bool> IsHalf(CancellationToken cancellation)
    {
        await using var session = store.QuerySession();

        return await session.Query<LoadRow>().AnyAsync(row => !row.IsFinished, cancellation);
    }

    /// <summary>Loads it, or goes on with loading it.</summary>
    /// <param name="keyFolder">Where the ring and the secrets of the installation lie.</param>
    /// <param name="told">How many events are loaded so far.</param>
    /// <exception cref="ExportException">It is not whole, was altered, or there is no room for it
    /// here.</exception>
    public async Task<ExportManifest> Carry(
        string path, string keyFolder, string passphrase, Action<long> told, CancellationToken cancellation)
    {
        var folder = new ExportFolder(path);
        var manifest = folder.Read<ExportManifest>(ExportManifest.FileName)
            ?? throw new ExportException(folder.Has(ExportProgress.FileName)
                ? $"The export in {folder.Path} was cut off: run the export again, which goes on with it."
                : $"There is no export in {folder.Path}.");
        if (manifest.Format != 1)
            throw new ExportException("The export is of a later version of the service; load it with that.");

        using var keys = new ExportKeys(passphrase, manifest.Salt, manifest.ExportId);
        if (!keys.IsSigned(manifest))
        {
            throw new ExportException(
                "The passphrase is not that of this export, or its manifest was altered.");
        }

        await Verify(folder, manifest, cancellation);
        var load = await Begin(folder, manifest, keys, keyFolder, cancellation);
        if (load.IsFinished)
            return manifest;

        foreach (var blob in manifest.Blobs)
            await Restore(folder, blob, cancellation);

        told(manifest.Events.Take(load.Files).Sum(file => file.Lines));
        foreach (var (number, file) in manifest.Events.Index().Skip(load.Files))
        {
            await LoadFile(folder, manifest, file, load with { Files = number + 1 }, cancellation);
            told(manifest.Events.Take(number + 1).Sum(each => each.Lines));
        }

        await Finish(folder, manifest, load, cancellation);

        return manifest;
    }

    /// <summary>Every file is read to its end before anything is loaded.</summary>
    private static async Task Verify(
        ExportFolder folder, ExportManifest manifest, CancellationToken cancellation)
    {
        var files = manifest.Events.Append(manifest.Rows).Select(file => (file.Name, file.Sha256))
            .Concat(manifest.Blobs.Select(blob => (ExportFolder.NameOf(blob.Id), blob.Sha256)));
        foreach (var (name, sha256) in files)
        {
            if (await folder.HashOf(name, cancellation) != sha256)
            {
                throw new ExportException(
                    $"{name} of the export is missing or not as it was written; copy the export again.");
            }
        }
    }

    /// <summary>Makes room: the keys, and the rows by which people and receipts are found.</summary>
    private async Task<LoadRow> Begin(
        ExportFolder folder, ExportManifest manifest, ExportKeys keys, string keyFolder,
        CancellationToken cancellation)
    {
        await using var session = store.LightweightSession(manifest.Tenant);
        var load = await session.LoadAsync<LoadRow>(manifest.Tenant, cancellation);
        if (load is not null && load.ExportId == manifest.ExportId)
            return load;

        if (load is not null || await IsThere(manifest.Tenant, cancellation))
        {
            throw new ExportException(
                $"The tenant {manifest.Tenant} is here already and not empty, so nothing was loaded. Load "
                + "into an installation of its own, before its first start.");
        }

        await TakeSecret(manifest, keys, keyFolder, cancellation);
        var gone = new List<Guid>();
        await foreach (var row in folder.Lines<ExportedRow>(manifest.Rows.Name))
        {
            if (row.Key is { } key)
                session.Insert(wrap.Wrap(
                    manifest.Tenant, new(key.Id, key.Purpose, keys.Unwrap($"{key.Id:N}", key.Wrapped)),
                    key.MadeAt));
            if (row.Person is { } person)
                session.Insert(person);
            if (row.Receipt is { } receipt)
                session.Insert(new ReceiptRow(receipt.Id, receipt.IncidentId));
            if (row.ApiKey is { } apiKey)
                session.Insert(apiKey);
            if (row.Destroyed is { } destroyedKey)
                gone.Add(destroyedKey.Id);
        }

        destroyed.Add(manifest.Tenant, gone, clock.GetUtcNow());
        load = new(manifest.Tenant, manifest.ExportId, Files: 0, IsFinished: false);
        session.Insert(load);
        await session.SaveChangesAsync(cancellation);

        return load;
    }

    private async Task<bool> IsThere(string tenant, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(tenant);

        return await session.LoadAsync<TenantRow>(tenant, cancellation) is not null
            || await session.Events.QueryAllRawEvents().AnyAsync(cancellation);
    }

    /// <summary>People, keys and receipts are found by hashes under a secret of the installation. So the
    /// export's takes the place of the one here, unless something rests on that.</summary>
    private async Task TakeSecret(
        ExportManifest manifest, ExportKeys keys, string keyFolder, CancellationToken cancellation)
    {
        var theirs = keys.Unwrap(LookupSecret.File.Name, manifest.Secret);
        if (LookupSecret.File.Open(keyFolder, ring).AsSpan().SequenceEqual(theirs))
            return;

        await using var session = store.QuerySession();
        if (await session.Query<TenantRow>().AnyAsync(cancellation)
            || await session.Query<ApiKeyRow>().AnyAsync(cancellation))
        {
            throw new ExportException(
                "There are other schools in this installation, whose people and keys are found by another "
                + "secret, so nothing was loaded. Load into an installation of its own, before its first "
                + "start.");
        }

        LookupSecret.File.Replace(keyFolder, ring, theirs);
    }

    private async Task Restore(ExportFolder folder, ExportedBlob blob, CancellationToken cancellation)
    {
        await using var kept = await blobs.OpenRead(blob.Id, cancellation);
        if (kept is not null)
            return;

        await using var file = folder.OpenRead(ExportFolder.NameOf(blob.Id));
        await blobs.Write(
            async (_, sink, cancel) =>
            {
                await file.CopyToAsync(sink, cancel);
                return true;
            },
            cancellation, blob.Id);
    }

    /// <summary>A file of events, with their positions and with how far the load has come, in one
    /// transaction.</summary>
    private async Task LoadFile(
        ExportFolder folder, ExportManifest manifest, ExportedFile file, LoadRow load,
        CancellationToken cancellation)
    {
        var events = await folder.Lines<ExportedEvent>(file.Name).ToListAsync(cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);

        // Packs are looked up by what follows, and therefore stored first.
        foreach (var part in events.GroupBy(e => e.Stream != Tenant.StreamId).OrderBy(part => part.Key))
            await Append(manifest, [.. part], SessionOptions.ForTransaction(transaction), cancellation);

        await Position(connection, manifest.Tenant, events, cancellation);
        await using (var session = store.LightweightSession(
            For(SessionOptions.ForTransaction(transaction), manifest.Tenant)))
        {
            session.Store(load);
            await session.SaveChangesAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    private async Task Append(
        ExportManifest manifest, IReadOnlyList<ExportedEvent> events, SessionOptions options,
        CancellationToken cancellation)
    {
        await using var session = store.LightweightSession(For(options, manifest.Tenant));
        foreach (var stream in events.GroupBy(e => e.Stream))
        {
            var envelopes = stream.OrderBy(e => e.Version).Select(Envelope).ToArray();
            await (envelopes[0].Data switch
            {
                IncidentEvent => Add<Incident>(session, stream, envelopes, cancellation),
                TenantEvent => Add<Tenant>(session, stream, envelopes, cancellation),
                PolicyExceptionEvent => Add<PolicyException>(session, stream, envelopes, cancellation),
                PolicyChangeEvent => Add<PolicyChange>(session, stream, envelopes, cancellation),
                _ => Add<AccessStream>(session, stream, envelopes, cancellation),
            });
            var there = manifest.Blobs.Select(blob => blob.Id).ToHashSet();
            foreach (var kept in KeptFile.Of(
                stream.Key, envelopes.Select(e => e.Data).OfType<IncidentEvent>())
                .Where(kept => there.Contains(kept.Id)))
                session.Insert(kept);
        }

        await vault.Commit(session, new(), cancellation);
    }

    private static async Task Add<T>(
        IDocumentSession session, IGrouping<Guid, ExportedEvent> events, IEvent[] envelopes,
        CancellationToken cancellation)
        where T : class
    {
        if (events.Min(e => e.Version) == 1)
            session.Events.StartStream<T>(events.Key, envelopes);
        else if (typeof(T) == typeof(AccessStream))
            session.Events.Append(events.Key, envelopes);
        else
            (await session.Events.FetchForWriting<T>(events.Key, cancellation)).AppendMany(envelopes);
    }

    private static IEvent Envelope(ExportedEvent exported)
    {
        if (EventNames.TypeOf(exported.Type) is not { } type)
        {
            throw new ExportException(
                $"The export has events ({exported.Type}) of a later version of the service.");
        }

        var e = Metadata.Bare(
            Metadata.Wrap((StoredEvent)exported.Data.Deserialize(type, StoreJson.Options)!), exported.At,
            exported.Id);
        (e.CorrelationId, e.CausationId) = (exported.Correlation, exported.Causation);
        foreach (var (name, value) in exported.Headers ?? new Dictionary<string, string>())
            e.SetHeader(name, value);

        return e;
    }

    private static async Task Position(
        NpgsqlConnection connection, string tenant, IReadOnlyList<ExportedEvent> events,
        CancellationToken cancellation)
    {
        var numbered = events.Where(e => e.Position is not null).ToArray();
        await using var command = new NpgsqlCommand(Number, connection);
        command.Parameters.AddWithValue("tenant", tenant);
        command.Parameters.AddWithValue("streams", numbered.Select(e => e.Stream).ToArray());
        command.Parameters.AddWithValue("versions", numbered.Select(e => e.Version).ToArray());
        command.Parameters.AddWithValue("positions", numbered.Select(e => e.Position!.Value).ToArray());
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The tenant is there from now on, and says where it came from.</summary>
    private async Task Finish(
        ExportFolder folder, ExportManifest manifest, LoadRow load, CancellationToken cancellation)
    {
        var tenant = await folder.Lines<ExportedRow>(manifest.Rows.Name).Select(row => row.Tenant)
            .FirstAsync(row => row is not null, cancellation);
        await using var session = store.LightweightSession(manifest.Tenant);
        session.Insert(tenant!);
        session.Events.Append(Tenant.StreamId, tenancy.Envelope(
            new TenantLoaded(manifest.ExportId, manifest.EventCount),
            new(manifest.Tenant, Installation, Ids.Random()), Instants.Stored(clock.GetUtcNow()), new()));
        session.Store(load with { Files = manifest.Events.Count, IsFinished = true });
        await session.SaveChangesAsync(cancellation);
    }

    private static SessionOptions For(SessionOptions options, string tenant)
    {
        options.TenantId = tenant;

        return options;
    }
}
