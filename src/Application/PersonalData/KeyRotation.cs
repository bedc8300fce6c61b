using System.Buffers.Text;
using System.Text.Json;
using Incidents.Application.Store;
using Npgsql;

namespace Incidents.Application.PersonalData;

/// <summary>How far the latest rotation has come.</summary>
/// <param name="Key">The key of the ring that it made.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="FinishedAt">When everything lay under that key, UTC.</param>
public sealed record RotationState(Guid Key, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt);

/// <summary>A key of the ring and what lies under it.</summary>
public sealed record RingKeyUse(RingKey Key, bool IsLatest, long DataKeys, IReadOnlyList<string> Secrets);

/// <summary>How the ring stands.</summary>
/// <param name="Lost">Data keys under keys that the ring does not have (any more).</param>
/// <param name="NotFinal">Keys that were destroyed while a key of the ring was there that still is: it opens
/// them for whoever has a backup of the database from before.</param>
public sealed record RingStatus(
    IReadOnlyList<RingKeyUse> Keys, RotationState? Rotation, long Lost,
    IReadOnlyList<DestroyedKey> NotFinal);

/// <summary>Changes the master key: makes a new one, puts everything that lies under an old one under
/// it, and destroys the old. The service works on meanwhile, and what was cut off is taken up
/// again.</summary>
public sealed class KeyRotation(
    string folder, KeyRing ring, KeyWrap wrap, DestroyedKeys destroyed, NpgsqlDataSource database,
    TimeProvider clock)
{
    /// <summary>How long an erasure may wait until no backup opens it any more, and so how long the old key
    /// may stay.</summary>
    public static readonly TimeSpan FinalWithin = TimeSpan.FromDays(30);

    /// <summary>When old keys are destroyed that nobody has destroyed by command.</summary>
    private static readonly TimeSpan RetiredAfter = FinalWithin - TimeSpan.FromDays(2);

    /// <summary>How long after a rotation something may still come to lie under the old key: what was being
    /// written then, on a node that had not noticed yet.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromMinutes(5);

    private const string FileName = "rotation";
    private const string Table = $"{IncidentStore.Schema}.mt_doc_storedkey";
    private const int Batch = 500;

    private string StateFile => Path.Combine(folder, FileName);

    /// <summary>How the ring stands.</summary>
    public async Task<RingStatus> Status(CancellationToken cancellation)
    {
        var uses = new Dictionary<Guid, long>();
        await foreach (var row in Rows(cancellation))
            uses[row.RingKey] = uses.GetValueOrDefault(row.RingKey) + 1;

        var keys = ring.Keys;

        return new(
            [.. keys.Select((key, index) => new RingKeyUse(key, index == 0, uses.GetValueOrDefault(key.Id),
                [.. SecretFile.All.Where(file => file.KeyIn(folder) == key.Id).Select(file => file.Name)]))],
            State(),
            uses.Where(use => keys.All(key => key.Id != use.Key)).Sum(use => use.Value),
            [.. NotFinal()]);
    }

    /// <summary>How many erasures should have become final by now and have not.</summary>
    public int Overdue() => NotFinal().Count(gone => gone.At + FinalWithin < clock.GetUtcNow());

    /// <summary>Makes a new key, or goes on with the latest where a rotation was cut off, and puts everything
    /// under it.</summary>
    /// <param name="wrapped">Told how many data keys were wrapped anew so far.</param>
    /// <returns>How many it were.</returns>
    public async Task<long> Rotate(Action<long> wrapped, CancellationToken cancellation)
    {
        using var alone = PrivateFiles.Lock(StateFile + ".lock");
        if (State() is not { FinishedAt: null } state || ring.Keys[0].Id != state.Key)
            Write(state = new(ring.MakeKey().Id, clock.GetUtcNow(), FinishedAt: null));

        foreach (var file in SecretFile.All)
            file.Renew(folder, ring);

        var all = 0L;
        for (var pass = -1L; pass != 0; all += pass)
            pass = await Pass(state.Key, all, wrapped, cancellation);

        Write(state with { FinishedAt = clock.GetUtcNow() });

        return all;
    }

    /// <summary>Destroys every key of the ring but the latest, once nothing lies under them.</summary>
    /// <returns>The keys that are destroyed now.</returns>
    /// <exception cref="RotationUnfinishedException">Something still lies under one of them, or
    /// might.</exception>
    public async Task<IReadOnlyList<RingKey>> Retire(CancellationToken cancellation)
    {
        using var alone = PrivateFiles.Lock(StateFile + ".lock");
        var status = await Status(cancellation);
        var old = status.Keys.Where(use => !use.IsLatest).ToArray();
        if (old.Length == 0)
            return [];

        if (Array.Exists(old, use => use.DataKeys > 0 || use.Secrets.Count > 0)
            || status.Rotation is not { FinishedAt: { } finished })
            throw RotationUnfinishedException.StillInUse();

        if (clock.GetUtcNow() < finished + Settling)
            throw RotationUnfinishedException.TooEarly(finished + Settling);

        ring.Destroy(old.Select(use => use.Key.Id));

        return [.. old.Select(use => use.Key)];
    }

    /// <summary>Destroys the old keys of a rotation that has been finished so long that an erasure before it
    /// would else not be final in time.</summary>
    public async Task<IReadOnlyList<RingKey>> RetireWhereDue(CancellationToken cancellation) =>
        ring.Keys.Count > 1 && State() is { FinishedAt: { } finished }
        && clock.GetUtcNow() - finished >= RetiredAfter
            ? await Retire(cancellation)
            : [];

    private IEnumerable<DestroyedKey> NotFinal()
    {
        var oldest = ring.Keys.Min(key => key.MadeAt);

        return destroyed.All.Where(gone => oldest <= gone.At);
    }

    private async Task<long> Pass(
        Guid key, long before, Action<long> told, CancellationToken cancellation)
    {
        var done = 0L;
        await foreach (var rows in Rows(cancellation).Where(row => row.RingKey != key).Chunk(Batch)
            .WithCancellation(cancellation))
        {
            await using var update = database.CreateCommand(
                $$"""
                update {{Table}} k set data = jsonb_set(k.data, '{wrapped}', to_jsonb(u.after))
                from unnest(@tenants, @ids, @before, @after) as u (tenant, id, before, after)
                where k.tenant_id = u.tenant and k.id = u.id and k.data->>'wrapped' = u.before
                """);
            // A key that was destroyed meanwhile has no row any more, and is not brought back.
            update.Parameters.AddWithValue("tenants", rows.Select(row => row.Tenant).ToArray());
            update.Parameters.AddWithValue("ids", rows.Select(row => row.Id).ToArray());
            update.Parameters.AddWithValue("before", rows.Select(row => row.Wrapped).ToArray());
            update.Parameters.AddWithValue("after",
                rows.Select(row => wrap.Renew(row.Tenant, row.Id, row.Wrapped)).ToArray());
            done += await update.ExecuteNonQueryAsync(cancellation);
            told(before + done);
        }

        return done;
    }

    /// <summary>Every data key, page by page.</summary>
    private async IAsyncEnumerable<Row> Rows(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var (tenant, id) = ("", Guid.Empty);
        List<Row> page;
        do
        {
            page = await Page(tenant, id, cancellation);
            foreach (var row in page)
                yield return row;

            if (page.Count > 0)
                (tenant, id) = (page[^1].Tenant, page[^1].Id);
        }
        while (page.Count == Batch);
    }

    private async Task<List<Row>> Page(string tenant, Guid id, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"""
            select tenant_id, id, data->>'wrapped' from {Table} where (tenant_id, id) > (@tenant, @id)
            order by tenant_id, id limit {Batch}
            """);
        command.Parameters.AddWithValue("tenant", tenant);
        command.Parameters.AddWithValue("id", id);

        var page = new List<Row>();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            var wrapped = rows.GetString(2);
            page.Add(new(rows.GetString(0), rows.GetGuid(1), wrapped,
                KeyRing.KeyOf(Base64Url.DecodeFromChars(wrapped)) ?? Guid.Empty));
        }

        return page;
    }

    private RotationState? State() => File.Exists(StateFile)
        ? JsonSerializer.Deserialize<RotationState>(File.ReadAllBytes(StateFile), StoreJson.Options)
        : null;

    private void Write(RotationState state) =>
        PrivateFiles.Write(StateFile, JsonSerializer.SerializeToUtf8Bytes(state, StoreJson.Options));

    private sealed record Row(string Tenant, Guid Id, string Wrapped, Guid RingKey);
}

/// <summary>Keys of the ring cannot be destroyed yet.</summary>
public sealed class RotationUnfinishedException(string message) : Exception(message)
{
    /// <summary>Something lies under one.</summary>
    public static RotationUnfinishedException StillInUse() => new(
        "Something still lies under an old key of the ring, so none was destroyed. Run 'incidents keys "
        + "rotate' to its end first; 'incidents keys status' shows what lies where.");

    /// <summary>Something that was being written during the rotation may come to lie under one.</summary>
    public static RotationUnfinishedException TooEarly(DateTimeOffset when) => new(
        "What was being written during the rotation may still come to lie under an old key, so none was "
        + $"destroyed. Run it again after {when.UtcDateTime:HH:mm} UTC.");
}
