using System.Text.Json;
using Incidents.Application.PersonalData;
using Incidents.Application.Store;
using Npgsql;
using NpgsqlTypes;

namespace Incidents.Benchmarks.Seeding;

/// <summary>Writes lives in bulk into the tables of the store, in the order of time, as if the service had
/// recorded them one after the other.</summary>
internal sealed class BulkStore(NpgsqlConnection connection, string tenant)
{
    private const string Schema = IncidentStore.Schema;

    /// <summary>What has been lived but comes after what is still to be lived by others.</summary>
    private readonly PriorityQueue<StoredRow, (DateTimeOffset, Guid, long)> _ahead = new();

    private long _sequence;

    public long Events { get; private set; }

    /// <summary>Writes rows of documents.</summary>
    public async Task Documents<T>(string table, IEnumerable<(Guid Id, T Row)> rows, string also = "")
    {
        await Run($"create temporary table seeded_{table} (id uuid, data jsonb)");
        await using (var copy = await connection.BeginBinaryImportAsync(
            $"copy seeded_{table} (id, data) from stdin (format binary)"))
        {
            foreach (var (id, row) in rows)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(id, NpgsqlDbType.Uuid);
                await copy.WriteAsync(
                    JsonSerializer.SerializeToUtf8Bytes(row, StoreJson.Options), NpgsqlDbType.Jsonb);
            }

            await copy.CompleteAsync();
        }

        await Run(
            $"insert into {Schema}.{table} (tenant_id, id, data{(also == "" ? "" : $", {also}")}) "
            + $"select '{tenant}', id, data{(also == "" ? "" : ", data->>'subjectHash'")} "
            + $"from seeded_{table}; drop table seeded_{table}");
    }

    /// <summary>Takes lives, and writes their events as far as nothing earlier can come.</summary>
    public async Task Add(IReadOnlyCollection<SealedLife> lives, DateTimeOffset nothingBefore)
    {
        await Streams(lives);
        await Documents<StoredKey>(
            "mt_doc_storedkey", lives.SelectMany(life => life.Keys).Select(key => (key.Id, key)));
        foreach (var row in lives.SelectMany(life => life.Events))
            _ahead.Enqueue(row, (row.At, row.Stream, row.Version));

        await Write(nothingBefore);
    }

    /// <summary>Writes what is left, and gives every event its place in the feed.</summary>
    public async Task Finish()
    {
        await Write(DateTimeOffset.MaxValue);
        await Run("set local enable_seqscan = on");
        await Run(
            $"""
            select setval('{Schema}.mt_events_sequence', greatest(1, {_sequence}));
            insert into {Schema}.change_positions (tenant_id, position, seq_id)
            select e.tenant_id, coalesce(l.position, 0)
                + row_number() over (partition by e.tenant_id order by e.seq_id), e.seq_id
            from {Schema}.mt_events e
            left join (
                select tenant_id, max(position) as position, max(seq_id) as seq_id
                from {Schema}.change_positions group by tenant_id) l on l.tenant_id = e.tenant_id
            where e.seq_id > coalesce(l.seq_id, 0);
            insert into {Schema}.change_floor (is_single, seq_id) values (true, {_sequence})
            on conflict (is_single) do update set seq_id = excluded.seq_id;
            """);
    }

    /// <summary>Begins after what is there. That a stream is there would be looked up without its index, as
    /// long as the database has not counted the streams. Between two blocks the database waits as long as it
    /// takes to think of one.</summary>
    public async Task Begin()
    {
        await Run("set local enable_seqscan = off; set local idle_in_transaction_session_timeout = 0");
        _sequence = (long)(await Scalar($"select coalesce(max(seq_id), 0) from {Schema}.mt_events"))!;
    }

    public async Task<bool> HasIncidents() => (bool)(await Scalar(
        $"select exists (select from {Schema}.mt_streams where type = 'incident')"))!;

    private async Task Streams(IEnumerable<SealedLife> lives)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy {Schema}.mt_streams (tenant_id, id, type, version, timestamp, created) "
            + "from stdin (format binary)");
        foreach (var life in lives)
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(tenant, NpgsqlDbType.Varchar);
            await copy.WriteAsync(life.Id, NpgsqlDbType.Uuid);
            await copy.WriteAsync("incident", NpgsqlDbType.Varchar);
            await copy.WriteAsync((long)life.Events.Length, NpgsqlDbType.Bigint);
            await copy.WriteAsync(life.Events[^1].At, NpgsqlDbType.TimestampTz);
            await copy.WriteAsync(life.Events[0].At, NpgsqlDbType.TimestampTz);
        }

        await copy.CompleteAsync();
    }

    private async Task Write(DateTimeOffset before)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy {Schema}.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, "
            + "mt_dotnet_type, correlation_id, causation_id, headers, is_archived) "
            + "from stdin (format binary)");
        while (_ahead.TryPeek(out var row, out _) && row.At < before)
        {
            _ahead.Dequeue();
            await copy.StartRowAsync();
            await copy.WriteAsync(++_sequence, NpgsqlDbType.Bigint);
            await copy.WriteAsync(row.Id, NpgsqlDbType.Uuid);
            await copy.WriteAsync(row.Stream, NpgsqlDbType.Uuid);
            await copy.WriteAsync(row.Version, NpgsqlDbType.Bigint);
            await copy.WriteAsync(row.Data, NpgsqlDbType.Jsonb);
            await copy.WriteAsync(row.Type, NpgsqlDbType.Varchar);
            await copy.WriteAsync(row.At, NpgsqlDbType.TimestampTz);
            await copy.WriteAsync(tenant, NpgsqlDbType.Varchar);
            await copy.WriteAsync(row.DotNetType, NpgsqlDbType.Varchar);
            await copy.WriteAsync(row.Correlation!, NpgsqlDbType.Varchar);
            await copy.WriteAsync(row.Correlation!, NpgsqlDbType.Varchar);
            await copy.WriteAsync(row.Headers!, NpgsqlDbType.Jsonb);
            await copy.WriteAsync(false, NpgsqlDbType.Boolean);
            Events++;
        }

        await copy.CompleteAsync();
    }

    private async Task Run(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    private async Task<object?> Scalar(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);

        return await command.ExecuteScalarAsync();
    }
}
