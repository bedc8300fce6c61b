using Incidents.Application.Store;
using Npgsql;

namespace Incidents.Application.Changes;

/// <summary>What one pass did.</summary>
/// <param name="Numbered">How many events it gave a position.</param>
/// <param name="Tenants">Whose they are.</param>
/// <param name="IsSettled">Whether nothing is left that a later pass could find without a new event.</param>
/// <param name="IsBehind">Whether there was more than one pass takes.</param>
public sealed record NumberingPass(
    long Numbered, IReadOnlyList<string> Tenants, bool IsSettled, bool IsBehind);

/// <summary>Gives each event its position in its tenant's feed, behind the write: in the order in which they
/// came to be seen, which is an order that no later commit can upset. One pass at a time in the cluster, by
/// whichever node comes first.</summary>
/// <remarks>
/// An event is numbered as soon as it is committed, whatever transactions are still open, and one that
/// commits late gets a later position: nothing waits for it, and nothing is skipped. So that a pass need not
/// look through all events, it keeps a floor, below which none can be without a position. The floor rises to
/// a sequence number only when every transaction that was open when that number was the latest is over,
/// since such a one may hold a lower number and yet commit.
/// </remarks>
public sealed class ChangeNumbering(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>How many events a pass looks at.</summary>
    public const int Batch = 5000;

    private const string Events = $"{IncidentStore.Schema}.mt_events";

    /// <summary>One at a time: any number, as long as nobody else locks it.</summary>
    private const string Lock = "448454216";

    private const string Begin =
        $"""
        select pg_try_advisory_xact_lock({Lock}),
            coalesce((select seq_id from {ChangesSchema.Floor}), 0),
            not exists (select from pg_locks
                where locktype = 'virtualxid' and virtualtransaction = any(@open))
        """;

    /// <summary>An id of version 4 is that of an event whose moment must not be told (how-1): its place among
    /// others would tell it. It is held back to the end of its hour, and with it what follows on
    /// it.</summary>
    /// <remarks>The offset keeps the database from joining all events with all positions, which it would do
    /// as long as it has no statistics of the tables.</remarks>
    private static readonly string Number =
        $"""
        with waiting as (
            select e.seq_id, e.tenant_id, bool_or(e.discreet) over (
                partition by e.tenant_id, e.stream_id order by e.version) as held
            from (
                select e.seq_id, e.tenant_id, e.stream_id, e.version,
                    substr(e.id::text, 15, 1) = '4'
                        and date_trunc('hour', e.timestamp, 'UTC') + interval '1 hour' > @now as discreet
                from {Events} e
                where e.seq_id > @floor and {ChangesSchema.IsEvent}
                    and not exists (
                        select from {ChangesSchema.Positions} p where p.seq_id = e.seq_id offset 0)
                order by e.seq_id limit {Batch}) e),
        latest as (
            select t.tenant_id, coalesce((select max(p.position) from {ChangesSchema.Positions} p
                where p.tenant_id = t.tenant_id), 0) as position
            from (select distinct tenant_id from waiting) t),
        numbered as (
            insert into {ChangesSchema.Positions} (tenant_id, position, seq_id)
            select w.tenant_id,
                l.position + row_number() over (partition by w.tenant_id order by w.seq_id), w.seq_id
            from waiting w join latest l on l.tenant_id = w.tenant_id
            where not w.held
            returning tenant_id)
        select (select count(*) from waiting), (select max(seq_id) from waiting),
            (select min(seq_id) from waiting where held), (select count(*) from numbered),
            (select coalesce(array_agg(distinct tenant_id::text), array[]::text[]) from numbered)
        """;

    private const string Raise =
        $"""
        insert into {ChangesSchema.Floor} (is_single, seq_id) values (true, @floor)
        on conflict (is_single) do update set seq_id = greatest(change_floor.seq_id, excluded.seq_id)
        """;

    private const string Latest =
        $"select case when is_called then last_value else 0 end from {Events}_sequence";

    private const string Open =
        """
        select coalesce(array_agg(virtualtransaction), array[]::text[]) from pg_locks
        where locktype = 'virtualxid' and pid <> pg_backend_pid()
        """;

    private Watch? _watch;

    /// <summary>Numbers what has no position yet.</summary>
    /// <returns>None where another node is at it.</returns>
    public async Task<NumberingPass?> Pass(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);

        var (mine, floor, over) = await Start(connection, cancellation);
        if (!mine)
            return null;

        var seen = await NumberWaiting(connection, floor, cancellation);
        var raised = over && _watch is { } watched ? watched.Proves(seen) : floor;
        if (raised > floor)
            await RaiseTo(connection, raised, cancellation);
        if (over)
            _watch = null;

        var latest = (long)(await Scalar(connection, Latest, cancellation))!;
        _watch ??= latest > raised ? new(latest, await StillOpen(connection, cancellation)) : null;
        await transaction.CommitAsync(cancellation);

        return new(seen.Numbered, seen.Tenants, IsSettled: latest <= raised, seen.IsFull);
    }

    /// <summary>The latest sequence number that the store gave out, to an event or to nothing.</summary>
    public async Task<long> LatestNumber(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Latest);

        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private async Task<(bool Mine, long Floor, bool Over)> Start(
        NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Begin, connection);
        command.Parameters.AddWithValue("open", _watch?.Open ?? []);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);

        return (row.GetBoolean(0), row.GetInt64(1), row.GetBoolean(2));
    }

    private async Task<Seen> NumberWaiting(
        NpgsqlConnection connection, long floor, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Number, connection);
        command.Parameters.AddWithValue("floor", floor);
        command.Parameters.AddWithValue("now", clock.GetUtcNow().ToUniversalTime());
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);

        return new(
            row.GetInt64(0) == Batch, row.IsDBNull(1) ? null : row.GetInt64(1),
            row.IsDBNull(2) ? null : row.GetInt64(2), row.GetInt64(3), row.GetFieldValue<string[]>(4));
    }

    private static async Task RaiseTo(
        NpgsqlConnection connection, long floor, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Raise, connection);
        command.Parameters.AddWithValue("floor", floor);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<string[]> StillOpen(
        NpgsqlConnection connection, CancellationToken cancellation) =>
        (string[])(await Scalar(connection, Open, cancellation))!;

    private static async Task<object?> Scalar(
        NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);

        return await command.ExecuteScalarAsync(cancellation);
    }

    /// <summary>What a pass found without a position.</summary>
    /// <param name="IsFull">Whether there may be more.</param>
    /// <param name="Last">The last of them.</param>
    /// <param name="Held">The first that is held back.</param>
    private sealed record Seen(
        bool IsFull, long? Last, long? Held, long Numbered, IReadOnlyList<string> Tenants);

    /// <summary>What the floor may rise to once transactions are over.</summary>
    /// <param name="Ceiling">The latest sequence number when they were open.</param>
    /// <param name="Open">Every transaction that was open just after, by its virtual id.</param>
    private sealed record Watch(long Ceiling, string[] Open)
    {
        /// <summary>Up to where nothing can be without a position any more, after a pass that began when all
        /// of these were over.</summary>
        public long Proves(Seen seen)
        {
            var upTo = seen is { IsFull: true, Last: { } last } ? Math.Min(last, Ceiling) : Ceiling;

            return seen.Held is { } held ? Math.Min(held - 1, upTo) : upTo;
        }
    }
}
