using System.Text.Json;
using Incidents.Application.Changes;
using Incidents.Application.Commands;
using Incidents.Application.Evidence;
using Incidents.Application.PersonalData;
using Incidents.Application.Reporting;
using Incidents.Application.Store;
using Incidents.Application.Tenants;
using Incidents.Domain;
using Marten;
using Npgsql;

namespace Incidents.Application.Exports;

/// <summary>Exports everything of a tenant into a folder: events as they are stored, files as they are kept,
/// and the keys that open them under a passphrase. What is sealed stays sealed, and what was erased is not in
/// it. Cut off, it goes on at its last event.</summary>
public sealed class TenantExport(
    IDocumentStore store, NpgsqlDataSource database, KeyWrap wrap, KeyRing ring,
    DestroyedKeys destroyed, IBlobStore blobs, Tenancy tenancy, TimeProvider clock)
{
    private const int Batch = 2_000;
    private const string RowsFile = "rows.ndjson";

    private static readonly string Next =
        $"""
        select e.seq_id, p.position, e.id, e.stream_id, e.version, e.type, e.timestamp, e.correlation_id,
            e.causation_id, e.headers::text, e.data::text
        from {IncidentStore.Schema}.mt_events e
        left join {ChangesSchema.Positions} p on p.seq_id = e.seq_id
        where e.tenant_id = @tenant and e.seq_id > @after and {ChangesSchema.IsEvent}
        order by e.seq_id limit {Batch}
        """;

    private const string Count =
        $"""
        select count(*) from {IncidentStore.Schema}.mt_events e
        where e.tenant_id = @tenant and e.seq_id <= @upTo and {ChangesSchema.IsEvent}
        """;

    /// <summary>Makes the export, or goes on with it.</summary>
    /// <param name="keyFolder">Where the ring and the secrets of the installation lie.</param>
    /// <param name="told">How many events there are in it so far.</param>
    /// <exception cref="ExportException">The folder holds something else.</exception>
    public async Task<ExportManifest> Carry(
        Caller caller, string path, string keyFolder, string passphrase, Action<long> told,
        CancellationToken cancellation)
    {
        var folder = new ExportFolder(path);
        folder.Make();
        if (folder.Read<ExportManifest>(ExportManifest.FileName) is not null)
            throw new ExportException($"{folder.Path} holds a whole export already; name another folder.");

        var progress = folder.Read<ExportProgress>(ExportProgress.FileName)
            ?? await Begin(caller, folder, cancellation);
        if (progress.Tenant != caller.Tenant)
        {
            throw new ExportException(
                $"{folder.Path} holds an export of another school; name another folder.");
        }

        while (await NextFile(caller.Tenant, folder, progress, cancellation) is { } next)
            told(Total(progress = next));

        if (await CountUpTo(caller.Tenant, progress.After, cancellation) != Total(progress))
        {
            throw new ExportException(
                "Something was being recorded while the export began, and is not in it. Remove the folder "
                + "and export again.");
        }

        var files = await WriteBlobs(caller.Tenant, folder, cancellation);
        using var keys = new ExportKeys(passphrase, progress.Salt, progress.ExportId);
        var rows = await folder.WriteLines(RowsFile, Rows(caller.Tenant, keys, cancellation), cancellation);
        var manifest = keys.Sign(new(
            Format: 1, caller.Tenant, progress.ExportId, Instants.Stored(clock.GetUtcNow()), progress.Salt,
            keys.Wrap(LookupSecret.File.Name, LookupSecret.File.Open(keyFolder, ring)), Total(progress),
            progress.Events, rows, files, Mac: ""));
        folder.Write(ExportManifest.FileName, manifest);
        folder.Remove(ExportProgress.FileName);

        return manifest;
    }

    private static long Total(ExportProgress progress) => progress.Events.Sum(file => file.Lines);

    /// <summary>That it is made is on record before anything of it is written.</summary>
    private async Task<ExportProgress> Begin(
        Caller caller, ExportFolder folder, CancellationToken cancellation)
    {
        var progress = new ExportProgress(caller.Tenant, Ids.Random(), ExportKeys.NewSalt(), After: 0, []);
        await using var session = store.LightweightSession(caller.Tenant);
        session.Events.Append(Tenant.StreamId, tenancy.Envelope(
            new TenantExported(progress.ExportId), caller, Instants.Stored(clock.GetUtcNow()), new()));
        await session.SaveChangesAsync(cancellation);
        folder.Write(ExportProgress.FileName, progress);

        return progress;
    }

    private async Task<ExportProgress?> NextFile(
        string tenant, ExportFolder folder, ExportProgress progress, CancellationToken cancellation)
    {
        var events = await Read(tenant, progress.After, cancellation);
        if (events.Count == 0)
            return null;

        var file = await folder.WriteLines(
            $"events-{progress.Events.Count + 1:00000}.ndjson", events.ToAsyncEnumerable(), cancellation);
        var next = progress with { After = events[^1].Sequence, Events = [.. progress.Events, file] };
        folder.Write(ExportProgress.FileName, next);

        return next;
    }

    private async Task<List<ExportedEvent>> Read(string tenant, long after, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Next);
        command.Parameters.AddWithValue("tenant", tenant);
        command.Parameters.AddWithValue("after", after);
        var events = new List<ExportedEvent>(Batch);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            events.Add(new(
                row.GetInt64(0), row.IsDBNull(1) ? null : row.GetInt64(1), row.GetGuid(2), row.GetGuid(3),
                row.GetInt64(4), row.GetString(5), row.GetFieldValue<DateTimeOffset>(6).ToUniversalTime(),
                row.IsDBNull(7) ? null : row.GetString(7), row.IsDBNull(8) ? null : row.GetString(8),
                row.IsDBNull(9)
                    ? null
                    : JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(9)),
                JsonDocument.Parse(row.GetString(10)).RootElement));
        }

        return events;
    }

    private async Task<long> CountUpTo(string tenant, long upTo, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Count);
        command.Parameters.AddWithValue("tenant", tenant);
        command.Parameters.AddWithValue("upTo", upTo);

        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Files are copied encrypted, as they are. One that is there from an earlier try is read
    /// again only for its hash.</summary>
    private async Task<List<ExportedBlob>> WriteBlobs(
        string tenant, ExportFolder folder, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(tenant);
        var incidents = (await session.Query<Register.RegisterEntry>().Where(entry => !entry.Erased)
            .Select(entry => entry.Id).ToListAsync(cancellation)).ToHashSet();
        var kept = await session.Query<KeptFile>().Where(file => file.ArrivingSince == null)
            .ToListAsync(cancellation);
        var files = new List<ExportedBlob>();
        foreach (var file in kept.Where(file => incidents.Contains(file.IncidentId)).OrderBy(file => file.Id))
        {
            var name = ExportFolder.NameOf(file.Id);
            var hash = await folder.HashOf(name, cancellation);
            if (hash is null)
            {
                await using var content = await blobs.OpenRead(file.Id, cancellation);
                // That it is missing was, or will be, found by reading evidence again; the record goes along.
                if (content is null)
                    continue;

                hash = await folder.Copy(name, content, cancellation);
            }

            files.Add(new(
                file.Id, file.IncidentId, new FileInfo(Path.Combine(folder.Path, name)).Length, hash));
        }

        return files;
    }

    private async IAsyncEnumerable<ExportedRow> Rows(
        string tenant, ExportKeys keys,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var session = store.QuerySession(tenant);
        yield return new(Tenant: await session.LoadAsync<TenantRow>(tenant, cancellation));

        var gone = destroyed.Of(tenant);
        await foreach (var key in session.Query<StoredKey>().ToAsyncEnumerable(cancellation))
        {
            // An old backup may have brought back what was erased.
            if (gone.Contains(key.Id))
                continue;

            yield return new(Key: new(
                key.Id, key.Purpose, key.MadeAt, keys.Wrap($"{key.Id:N}", wrap.Unwrap(tenant, key))));
        }

        foreach (var key in destroyed.All.Where(key => key.Tenant == tenant))
            yield return new(Destroyed: key);

        await foreach (var person in session.Query<PersonRow>().ToAsyncEnumerable(cancellation))
            yield return new(Person: person);

        await foreach (var receipt in session.Query<ReceiptRow>().ToAsyncEnumerable(cancellation))
            yield return new(Receipt: new(receipt.Id, receipt.IncidentId));

        await foreach (var key in session.Query<ApiKeyRow>().Where(key => key.Tenant == tenant)
            .ToAsyncEnumerable(cancellation))
            yield return new(ApiKey: key);
    }
}
