using Incidents.Application.Changes;
using Incidents.Application.Store;
using Incidents.Domain;
using JasperFx.Events;
using Npgsql;
using NpgsqlTypes;

namespace Incidents.Application.Batching;

/// <summary>Commits what commands write, those of several callers in one transaction: the same rows that the
/// store would write for each, by as many statements as there are tables.</summary>
/// <remarks>
/// The streams are locked first, and a unit whose stream has moved on, or is in another writer's hands, takes
/// no part: its caller is told, and decides again. What the database refuses fails the whole transaction, and
/// then each unit is committed alone, so that it is told to the one whose fault it is. Where the answer to
/// the commit itself is lost, nobody knows whether it was done, and nothing is tried again here: all are
/// told, and whoever sent an Idempotency-Key finds out by it. Nobody has an answer before the commit.
/// </remarks>
public sealed class Committer
{
    /// <summary>How many units go together at most.</summary>
    public const int Most = 64;

    private const string Streams = $"{IncidentStore.Schema}.mt_streams";
    private const string Events = $"{IncidentStore.Schema}.mt_events";

    /// <summary>How long one unit may wait for the rows of another transaction, before each is committed
    /// alone and only the one that waits does.</summary>
    private const string Patience = "set local lock_timeout = '1s'";

    private readonly NpgsqlDataSource _database;
    private readonly ChangeBell _bell;
    private readonly Batcher<Unit, bool> _batcher;

    /// <summary>Commits to a database, and rings where something was recorded.</summary>
    public Committer(NpgsqlDataSource database, ChangeBell bell)
    {
        (_database, _bell) = (database, bell);
        _batcher = new(Most, CommitAll);
    }

    /// <summary>Commits a unit. Once this comes back, it is durable.</summary>
    /// <exception cref="MovedOnException">Its stream has moved on.</exception>
    /// <exception cref="PostgresException">The database refused it; a unique violation means that another
    /// writer came first.</exception>
    public async Task Commit(Unit unit, CancellationToken cancellation)
    {
        using var trace = Traces.OfStep("commit");
        if (!await _batcher.Ask(unit, cancellation))
            throw new MovedOnException(unit.Stream);

        if (unit.Events.Count > 0)
            _bell.Tell();
    }

    /// <summary>Commits units in one transaction.</summary>
    /// <returns>Of each, whether it was; if not, its stream has moved on.</returns>
    private async Task<IReadOnlyList<bool>> CommitAll(
        IReadOnlyList<Unit> units, CancellationToken cancellation)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);

        var written = await Claim(connection, units, cancellation);
        var good = units.Where((_, i) => written[i]).ToArray();
        if (good.Length > 0)
        {
            await Write(connection, good, cancellation);
            await Commit(transaction, cancellation);
        }

        return written;
    }

    private static async Task Commit(NpgsqlTransaction transaction, CancellationToken cancellation)
    {
        try
        {
            await transaction.CommitAsync(cancellation);
        }
        catch (PostgresException exception)
        {
            // The server was ended in the middle of it: that is no refusal.
            throw new NpgsqlException("Whether the transaction was committed is not known.", exception);
        }
    }

    /// <summary>Locks the streams of units that follow on others, and says which units may go on.</summary>
    private static async Task<bool[]> Claim(
        NpgsqlConnection connection, IReadOnlyList<Unit> units, CancellationToken cancellation)
    {
        var versions = await Versions(
            connection, [.. units.Where(unit => unit.Follows)], cancellation);
        var claimed = new HashSet<(Type, string, object)>();

        return
        [
            .. units.Select(unit =>
                (!unit.Follows
                    || (versions.TryGetValue((unit.Tenant, unit.Stream), out var version)
                        && version == unit.Expected))
                && unit.Claims.All(claim => claimed.Add(claim))),
        ];
    }

    private static async Task<Dictionary<(string, Guid), long>> Versions(
        NpgsqlConnection connection, IReadOnlyList<Unit> units, CancellationToken cancellation)
    {
        var versions = new Dictionary<(string, Guid), long>();
        if (units.Count == 0)
            return versions;

        await using var look = new NpgsqlCommand(
            $"""
            select found.tenant_id, found.id, found.version from unnest($1, $2) as given(tenant, id)
            cross join lateral (
                select s.tenant_id, s.id, s.version from {Streams} s
                where s.tenant_id = given.tenant and s.id = given.id
                for update skip locked) found
            """, connection);
        look.Parameters.Add(Sql.Array(NpgsqlDbType.Varchar, units, unit => unit.Tenant));
        look.Parameters.Add(Sql.Array(NpgsqlDbType.Uuid, units, unit => unit.Stream));

        await using var found = await look.ExecuteReaderAsync(cancellation);
        while (await found.ReadAsync(cancellation))
            versions[(found.GetString(0), found.GetGuid(1))] = found.GetInt64(2);

        return versions;
    }

    private static async Task Write(
        NpgsqlConnection connection, Unit[] units, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new(Patience));
        if (units.Where(unit => unit.Begins).ToArray() is { Length: > 0 } begun)
            batch.BatchCommands.Add(Begin(begun));
        if (units.Where(unit => unit.Follows).ToArray() is { Length: > 0 } moved)
            batch.BatchCommands.Add(Move(moved));
        if (units.SelectMany(Recorded).ToArray() is { Length: > 0 } events)
            batch.BatchCommands.Add(Append(events));

        foreach (var rows in units.SelectMany(unit => unit.Rows)
            .GroupBy(row => (Table: row.Document.GetType(), row.IsNew)))
            batch.BatchCommands.Add(TableOfRows.All[rows.Key.Table].Write([.. rows], rows.Key.IsNew));

        await batch.ExecuteNonQueryAsync(cancellation);
    }

    private static NpgsqlBatchCommand Begin(IReadOnlyList<Unit> units)
    {
        var command = new NpgsqlBatchCommand(
            $"""
            insert into {Streams} (tenant_id, id, type, version, timestamp)
            select tenant, id, $4, version, now() from unnest($1, $2, $3) as given(tenant, id, version)
            """);
        AddVersions(command, units);
        command.Parameters.Add(new() { Value = EventNames.Incidents });

        return command;
    }

    private static NpgsqlBatchCommand Move(IReadOnlyList<Unit> units)
    {
        var command = new NpgsqlBatchCommand(
            $"""
            update {Streams} s set version = given.version, timestamp = now()
            from unnest($1, $2, $3) as given(tenant, id, version)
            where s.tenant_id = given.tenant and s.id = given.id
            """);
        AddVersions(command, units);

        return command;
    }

    private static void AddVersions(NpgsqlBatchCommand command, IReadOnlyList<Unit> units)
    {
        command.Parameters.Add(Sql.Array(NpgsqlDbType.Varchar, units, unit => unit.Tenant));
        command.Parameters.Add(Sql.Array(NpgsqlDbType.Uuid, units, unit => unit.Stream));
        command.Parameters.Add(Sql.Array(
            NpgsqlDbType.Bigint, units, unit => unit.Expected + unit.Events.Count));
    }

    private static IEnumerable<(Unit Unit, long Version, IEvent Event)> Recorded(Unit unit) =>
        unit.Events.Select((e, i) => (unit, unit.Expected + i + 1, e));

    private static NpgsqlBatchCommand Append(IReadOnlyList<(Unit Unit, long Version, IEvent Event)> events)
    {
        var command = new NpgsqlBatchCommand(
            $"""
            insert into {Events} (
                seq_id, tenant_id, stream_id, version, id, type, mt_dotnet_type, data, timestamp,
                correlation_id, causation_id, headers, is_archived)
            select nextval('{Events}_sequence'), e.*, false from (
                select tenant, stream, version, id, type, dotnet_type, data, at, correlation, causation,
                    headers
                from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) with ordinality as given(
                    tenant, stream, version, id, type, dotnet_type, data, at, correlation, causation, headers,
                    place)
                order by place) e
            """);
        command.Parameters.Add(Sql.Array(NpgsqlDbType.Varchar, events, e => e.Unit.Tenant));
        command.Parameters.Add(Sql.Array(NpgsqlDbType.Uuid, events, e => e.Unit.Stream));
        command.Parameters.Add(Sql.Array(NpgsqlDbType.Bigint, events, e => e.Version));
        command.Parameters.Add(Sql.Array(NpgsqlDbType.Uuid, events, e => e.Event.Id));
        command.Parameters.Add(Sql.Array(
            NpgsqlDbType.Varchar, events, e => EventNames.Of((StoredEvent)e.Event.Data)));
        command.Parameters.Add(Sql.Array(
            NpgsqlDbType.Varchar, events, e => Metadata.TypeOf((StoredEvent)e.Event.Data)));
        command.Parameters.Add(Sql.Array(NpgsqlDbType.Jsonb, events, e => Sql.Json(e.Event.Data)));
        command.Parameters.Add(Sql.Array(
            NpgsqlDbType.TimestampTz, events, e => e.Event.Timestamp.ToUniversalTime()));
        command.Parameters.Add(Sql.Array(NpgsqlDbType.Varchar, events, e => e.Event.CorrelationId));
        command.Parameters.Add(Sql.Array(NpgsqlDbType.Varchar, events, e => e.Event.CausationId));
        command.Parameters.Add(Sql.Array(
            NpgsqlDbType.Jsonb, events, e => Sql.Json(e.Event.Headers)));

        return command;
    }
}
