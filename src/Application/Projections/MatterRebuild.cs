using System.Text.Json;
using Incidents.Application.Store;
using Incidents.Domain;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace Incidents.Application.Projections;

/// <summary>The snapshots of streams that are no incidents: of a school itself, of what is asked of the
/// policy. They are written with the event, as those of incidents are, and there are few.</summary>
/// <param name="Name">As whoever runs the service calls it.</param>
/// <param name="Streams">What the store calls such a stream.</param>
/// <param name="Fold">What the stream's events come to.</param>
public sealed record MatterView(
    string Name, string Table, string Streams,
    Func<IQuerySession, Guid, CancellationToken, Task<object?>> Fold)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<MatterView> All { get; } =
    [
        Of<Tenant>("tenants", "tenant"),
        Of<PolicyException>("exceptions", "policy_exception"),
        Of<PolicyChange>("proposals", "policy_change"),
    ];

    private static MatterView Of<T>(string name, string streams)
        where T : class => new(
        name, $"mt_doc_{typeof(T).Name.ToLowerInvariant()}", streams,
        async (session, id, cancellation) =>
            await session.Events.AggregateStreamAsync<T>(id, token: cancellation));
}

/// <summary>Builds these snapshots again from their events, one after the other, while the service
/// works.</summary>
public sealed class MatterRebuild(IDocumentStore store, NpgsqlDataSource database)
{
    /// <summary>How often is looked for streams that went on meanwhile.</summary>
    private const int MostPasses = 10;

    /// <summary>Does it.</summary>
    /// <returns>How many snapshots were built, and how many streams went on without end.</returns>
    public async Task<(int Built, int Left)> Carry(MatterView view, CancellationToken cancellation)
    {
        var done = new Dictionary<(string, Guid), long>();
        var left = await Streams(view, cancellation);
        for (var pass = 0; pass < MostPasses && left.Count > 0; pass++)
        {
            foreach (var (tenant, id, _) in left)
                done[(tenant, id)] = await Exchange(view, tenant, id, cancellation);

            // Whoever wrote meanwhile may have gone on from the snapshot of before.
            left = [.. (await Streams(view, cancellation)).Where(stream =>
                done.GetValueOrDefault((stream.Tenant, stream.Id)) != stream.Version)];
        }

        return (done.Count, left.Count);
    }

    /// <summary>Nobody adds to the stream while its snapshot is exchanged.</summary>
    /// <returns>How many events the stream has.</returns>
    private async Task<long> Exchange(
        MatterView view, string tenant, Guid id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var hold = Command(
            connection,
            $"""
            select version from {IncidentStore.Schema}.mt_streams
            where tenant_id = @tenant and id = @id for no key update
            """,
            tenant, id);
        var version = (long)(await hold.ExecuteScalarAsync(cancellation))!;

        await using var session = store.QuerySession(tenant);
        await using var exchange = Command(
            connection,
            $"""
            insert into {IncidentStore.Schema}.{view.Table} as live (tenant_id, id, data, mt_version)
            values (@tenant, @id, @data, @version)
            on conflict (tenant_id, id) do update set data = excluded.data, mt_version = excluded.mt_version
            where live.data is distinct from excluded.data or live.mt_version <> excluded.mt_version
            """,
            tenant, id);
        exchange.Parameters.AddWithValue("version", version);
        exchange.Parameters.AddWithValue(
            "data", NpgsqlDbType.Jsonb,
            JsonSerializer.SerializeToUtf8Bytes(
                await view.Fold(session, id, cancellation), StoreJson.Options));
        await exchange.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);

        return version;
    }

    private async Task<IReadOnlyList<(string Tenant, Guid Id, long Version)>> Streams(
        MatterView view, CancellationToken cancellation)
    {
        var streams = new List<(string, Guid, long)>();
        await using var command = database.CreateCommand(
            $"select tenant_id, id, version from {IncidentStore.Schema}.mt_streams where type = @streams");
        command.Parameters.AddWithValue("streams", view.Streams);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            streams.Add((rows.GetString(0), rows.GetGuid(1), rows.GetInt64(2)));

        return streams;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, string tenant, Guid id)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("tenant", tenant);
        command.Parameters.AddWithValue("id", id);

        return command;
    }
}
