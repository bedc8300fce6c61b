using System.Text.Json;
using Incidents.Application.Store;
using Incidents.Domain;
using JasperFx.Events;
using Npgsql;
using NpgsqlTypes;

namespace Incidents.Application.Batching;

/// <summary>An incident as it is stored, still to be opened.</summary>
/// <param name="Incident">As its commands left it; none: there is none.</param>
/// <param name="Events">All of them, in their order.</param>
public sealed record StoredIncident(Incident? Incident, IReadOnlyList<IEvent> Events);

/// <summary>Reads incidents with their events as they are now, for several readers by one question.</summary>
public sealed class StoredIncidents
{
    /// <summary>How many go together at most.</summary>
    private const int Most = 64;

    private const string Asked = "unnest($1, $2) with ordinality as asked(tenant, incident, place)";

    private const string Snapshots =
        $"""
        select i.data from {Asked}
        left join lateral (select data::text from {IncidentStore.Schema}.mt_doc_incident
            where tenant_id = asked.tenant and id = asked.incident offset 0) i on true
        order by asked.place
        """;

    private const string Events =
        $"""
        select asked.place, e.type, e.data, e.version, e.id, e.timestamp, e.causation_id, e.headers
        from {Asked}
        cross join lateral (
            select type, data::text, version, id, timestamp, causation_id, headers::text
            from {IncidentStore.Schema}.mt_events
            where tenant_id = asked.tenant and stream_id = asked.incident offset 0) e
        order by asked.place, e.version
        """;

    private readonly NpgsqlDataSource _database;
    private readonly Batcher<(string Tenant, Guid Incident), Stored> _batcher;

    /// <summary>Reads from a database.</summary>
    public StoredIncidents(NpgsqlDataSource database)
    {
        _database = database;
        _batcher = new(Most, ReadAll);
    }

    /// <summary>The incident as it is now.</summary>
    public async Task<StoredIncident> Of(string tenant, Guid incident, CancellationToken cancellation)
    {
        var stored = await _batcher.Ask((tenant, incident), cancellation);

        return new(
            stored.Snapshot is { } json
                ? JsonSerializer.Deserialize<Incident>(json, StoreJson.Options)
                : null,
            [.. stored.Events.Select(e => e.Read(tenant, incident))]);
    }

    private async Task<IReadOnlyList<Stored>> ReadAll(
        IReadOnlyList<(string Tenant, Guid Incident)> asked, CancellationToken cancellation)
    {
        await using var batch = _database.CreateBatch();
        foreach (var question in (string[])[Snapshots, Events])
        {
            var command = new NpgsqlBatchCommand(question);
            command.Parameters.Add(Sql.Array(NpgsqlDbType.Varchar, asked, each => each.Tenant));
            command.Parameters.Add(Sql.Array(NpgsqlDbType.Uuid, asked, each => each.Incident));
            batch.BatchCommands.Add(command);
        }

        var stored = new List<Stored>(asked.Count);
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            stored.Add(new(row.IsDBNull(0) ? null : row.GetFieldValue<byte[]>(0), []));

        await row.NextResultAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            stored[(int)row.GetInt64(0) - 1].Events.Add(StoredRow.Of(row));

        return stored;
    }

    private sealed record Stored(byte[]? Snapshot, List<StoredRow> Events);

    /// <summary>An event's row. What its reader does not need is not read.</summary>
    private sealed record StoredRow(
        string Type, byte[] Data, long Version, Guid Id, DateTimeOffset At, string? Causation,
        byte[]? Headers)
    {
        public static StoredRow Of(NpgsqlDataReader row) => new(
            row.GetString(1), row.GetFieldValue<byte[]>(2), row.GetInt64(3), row.GetGuid(4),
            row.GetFieldValue<DateTimeOffset>(5), row.IsDBNull(6) ? null : row.GetString(6),
            row.IsDBNull(7) ? null : row.GetFieldValue<byte[]>(7));

        public IEvent Read(string tenant, Guid incident)
        {
            var read = Metadata.Wrap((StoredEvent)JsonSerializer.Deserialize(
                Data, EventNames.TypeOf(Type)!, StoreJson.Options)!);
            (read.TenantId, read.StreamId, read.Version) = (tenant, incident, Version);
            (read.Id, read.Timestamp, read.CausationId) = (Id, At, Causation);
            if (Headers is not null)
                read.Headers = JsonSerializer.Deserialize<Dictionary<string, object>>(Headers);

            return read;
        }
    }
}
