using System.Collections.Concurrent;
using System.Text.Json;
using Incidents.Application.PersonalData;
using Incidents.Application.Policy;
using Incidents.Application.Register;
using Incidents.Application.Store;
using Incidents.Application.Timescales;
using Incidents.Domain;
using Marten;
using Npgsql;

namespace Incidents.Application.Projections;

/// <summary>How far a rebuild has come.</summary>
/// <param name="Incidents">Of how many the rows were written.</param>
/// <param name="Events">How many events they were folded from.</param>
/// <param name="Left">How many incidents are left.</param>
public sealed record RebuildProgress(long Incidents, long Events, long Left);

/// <summary>Builds the views that are written with the event again from the events, while the service works:
/// many incidents at a time, on every core, each exchanged in one transaction. So whoever reads finds an
/// incident's rows of before or those of now, and both whole.</summary>
public sealed class InlineRebuild(
    IDocumentStore store, NpgsqlDataSource database, Vault vault, PolicyPacks packs, Calendars calendars)
{
    /// <summary>How many incidents are exchanged at once. Whoever writes to one of them waits that
    /// long.</summary>
    private const int Lot = 500;

    /// <summary>How often is looked for incidents that went on meanwhile.</summary>
    private const int MostPasses = 10;

    /// <summary>Does it.</summary>
    /// <param name="tell">Hears how far it has come, from any thread.</param>
    public async Task<RebuildProgress> Carry(
        IReadOnlyCollection<InlineView> views, Action<RebuildProgress>? tell, CancellationToken cancellation)
    {
        var done = new ConcurrentDictionary<(string, Guid), long>();
        var (incidents, events) = (0L, 0L);
        var left = await Streams(cancellation);
        for (var pass = 0; pass < MostPasses && left.Count > 0; pass++)
        {
            var of = left.Count;
            await Parallel.ForEachAsync(
                left.GroupBy(stream => stream.Tenant).SelectMany(school => school.Chunk(Lot)),
                new ParallelOptions
                {
                    MaxDegreeOfParallelism = Environment.ProcessorCount,
                    CancellationToken = cancellation,
                },
                async (lot, token) =>
                {
                    var lives = await Folded(lot[0].Tenant, [.. lot.Select(stream => stream.Id)], token);
                    foreach (var (id, version) in await Exchange(lot[0].Tenant, lives, views, token))
                        done[(lot[0].Tenant, id)] = version;

                    var progress = new RebuildProgress(
                        Interlocked.Add(ref incidents, lot.Length),
                        Interlocked.Add(ref events, lives.Sum(life => life.Snapshot.Version)),
                        Interlocked.Add(ref of, -lot.Length));
                    tell?.Invoke(progress);
                });

            // Whoever wrote meanwhile may have gone on from the rows of before.
            left = [.. (await Streams(cancellation)).Where(stream =>
                done.GetValueOrDefault((stream.Tenant, stream.Id)) != stream.Version)];
        }

        return new(incidents, events, left.Count);
    }

    private async Task<IReadOnlyList<IncidentRows>> Folded(
        string tenant, Guid[] ids, CancellationToken cancellation)
    {
        var lives = await Lives(tenant, ids, cancellation);
        await using var session = store.QuerySession(tenant);
        var keys = new KeyChain();
        await vault.Load(session, keys, ids, cancellation);
        var inForce = await calendars.Of(session, cancellation);
        var rows = new List<IncidentRows>(lives.Count);
        foreach (var (id, life) in lives)
        {
            var begun = Incident.Initial.Evolve(life[0].Event);
            var pack = await packs.Pinned(session, begun.Pack!, cancellation);
            var titled = life.FindLast(each => RegisterFold.HoldsTitle(each.Event))!;
            rows.Add(IncidentRows.Of(
                id, life, pack, inForce, Vault.TitleOf(tenant, id, titled.Event, keys) ?? ""));
        }

        return rows;
    }

    private async Task<Dictionary<Guid, List<RecordedEvent>>> Lives(
        string tenant, Guid[] ids, CancellationToken cancellation)
    {
        var lives = new Dictionary<Guid, List<RecordedEvent>>(ids.Length);
        await using var command = database.CreateCommand(
            $"""
            select stream_id, type, timestamp, data from {IncidentStore.Schema}.mt_events
            where tenant_id = @tenant and stream_id = any(@ids) order by stream_id, version
            """);
        command.Parameters.AddWithValue("tenant", tenant);
        command.Parameters.AddWithValue("ids", ids);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var id = reader.GetGuid(0);
            if (!lives.TryGetValue(id, out var life))
                lives[id] = life = [];

            life.Add(new(
                (IncidentEvent)JsonSerializer.Deserialize(
                    reader.GetFieldValue<byte[]>(3), EventNames.TypeOf(reader.GetString(1))!,
                    StoreJson.Options)!,
                reader.GetFieldValue<DateTimeOffset>(2)));
        }

        return lives;
    }

    /// <summary>Puts the rows in the place of those before, of every incident that has not gone on
    /// since.</summary>
    /// <returns>Those, each with how many events it has.</returns>
    private async Task<IReadOnlyList<(Guid Id, long Version)>> Exchange(
        string tenant, IReadOnlyList<IncidentRows> rows, IReadOnlyCollection<InlineView> views,
        CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var now = await Hold(connection, tenant, rows, cancellation);
        var standing = rows.Where(row => now.GetValueOrDefault(row.Snapshot.Id) == row.Snapshot.Version)
            .ToArray();
        foreach (var view in views)
            await view.Exchange(connection, tenant, standing, cancellation);
        await transaction.CommitAsync(cancellation);

        return [.. standing.Select(row => (row.Snapshot.Id, row.Snapshot.Version))];
    }

    /// <summary>Nobody adds to an incident while its rows are exchanged. One that somebody is adding to just
    /// now is left for the next pass.</summary>
    private static async Task<Dictionary<Guid, long>> Hold(
        NpgsqlConnection connection, string tenant, IReadOnlyList<IncidentRows> rows,
        CancellationToken cancellation)
    {
        var held = new Dictionary<Guid, long>(rows.Count);
        await using var command = new NpgsqlCommand(
            $"""
            select id, version from {IncidentStore.Schema}.mt_streams
            where tenant_id = @tenant and id = any(@ids) order by id for no key update skip locked
            """, connection);
        command.Parameters.AddWithValue("tenant", tenant);
        command.Parameters.AddWithValue("ids", rows.Select(row => row.Snapshot.Id).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            held[reader.GetGuid(0)] = reader.GetInt64(1);

        return held;
    }

    private async Task<IReadOnlyList<(string Tenant, Guid Id, long Version)>> Streams(
        CancellationToken cancellation)
    {
        var streams = new List<(string, Guid, long)>();
        await using var command = database.CreateCommand(
            $"select tenant_id, id, version from {IncidentStore.Schema}.mt_streams where type = 'incident'");
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            streams.Add((rows.GetString(0), rows.GetGuid(1), rows.GetInt64(2)));

        return streams;
    }
}
