using Incidents.Application.Changes;
using Incidents.Application.Projections;
using Incidents.Application.Register;
using Incidents.Application.Store;
using Npgsql;
using static Incidents.Application.Store.KeptPlans;

namespace Incidents.Application.ReportingTables;

/// <summary>Keeps the reporting tables: follows the change feed of each school, and puts the rows of an
/// incident to which something happened in the place of those before. One process of the cluster at a
/// time.</summary>
public sealed class ReportingRows(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>As it is called by whoever runs the service.</summary>
    public const string Name = "reporting";

    /// <summary>How many changes of a school a pass takes.</summary>
    private const int Batch = 500;

    /// <summary>How many times it takes so many before it says how it stands.</summary>
    private const int Steps = 10;

    /// <summary>One at a time: any number, as long as nobody else locks it.</summary>
    private const string Lock = "448454217";

    private const string Ahead =
        $"""
        select t.id, coalesce(p.position, 0), l.position, p.stopped_at
        from {IncidentStore.Schema}.mt_doc_tenantrow t
        left join {ProjectionsSchema.Progress} p on p.name = '{Name}' and p.tenant_id = t.id
        cross join lateral (
            select max(position) as position from {ChangesSchema.Positions} where tenant_id = t.id) l
        where l.position > coalesce(p.position, 0)
        """;

    private const string Touched =
        $"""
        select coalesce(max(c.position), 0), coalesce(array_agg(c.stream_id), array[]::uuid[]),
            coalesce(array_agg(c.type), array[]::text[])
        from (
            select p.position, e.stream_id, e.type
            from {ChangesSchema.Positions} p join {Phrases.Events} e on e.seq_id = p.seq_id
            where p.tenant_id = @tenant and p.position > @position order by p.position limit @limit) c
        """;

    private static readonly string Those =
        $"""
        incident as (
            select tenant_id, id as incident_id from {RegisterLines.Table}
            where id = any(@incidents) and {SameSchool("tenant_id", "@tenant")})
        """;

    private const string GoneOn =
        $"""
        insert into {ProjectionsSchema.Progress} (name, tenant_id, position)
        values ('{Name}', @tenant, @position)
        on conflict (name, tenant_id) do update
            set position = excluded.position, stopped_at = null, problem = null
        """;

    private const string Stopped =
        $"""
        insert into {ProjectionsSchema.Progress} (name, tenant_id, position, stopped_at, problem)
        values ('{Name}', @tenant, @position, @at, @problem)
        on conflict (name, tenant_id) do update
            set stopped_at = coalesce(projection_progress.stopped_at, excluded.stopped_at),
                problem = excluded.problem
        """;

    private const string All =
        $"incident as (select tenant_id, id as incident_id from {RegisterLines.Table})";

    /// <summary>What only grows is found by where it stands in the feed: to name the incidents too would look
    /// for each of them once for each change.</summary>
    private static readonly IReadOnlyList<(ReportingTable Table, string Sql)> Replace =
    [
        .. ReportingSchema.Tables.Select(table => (table, table.OnlyGrows
            ? $"""
                with {All}
                {table.Fill}
                where p.tenant_id = @tenant and p.position > @position and p.position <= @reached
                {table.OrChange}
                """
            : $"with {Those} {table.Renew}")),
    ];

    private static readonly string ReplaceAll = string.Join(";\n", ReportingSchema.Tables.Select(table =>
        $"delete from {table.FullName}; with {All} {table.Fill}"));

    /// <summary>Takes up what happened since. A school whose record cannot be shown stops at the change that
    /// is at fault, and is tried again each time; the others go on. Tables of another version are that
    /// version's to keep.</summary>
    /// <param name="before">How much the pass before left.</param>
    public async Task<ProjectionPass> Pass(long before, CancellationToken cancellation)
    {
        var behind = await Behind(cancellation);
        if (behind.Count > 0 && !await ReportingSchema.IsCurrent(database, cancellation))
            return new(Left: 0, [], HasMoved: true);

        if (behind.Any(school => school.IsFarBehind) && await FillAtOnce(cancellation))
            return new(Left: 0, [], HasMoved: true);

        var left = 0L;
        var moved = false;
        var stops = new List<ProjectionStop>();
        foreach (var school in behind)
        {
            var (position, stop) = await Follow(school, cancellation);
            left += school.Latest - position;
            moved |= position > school.Position;
            if (stop is not null)
                stops.Add(stop);
        }

        return new(left, stops, moved || left < before);
    }

    /// <summary>Tables that are new are filled all at once. Where that fails, it is found out step by step
    /// which event is at fault.</summary>
    private async Task<bool> FillAtOnce(CancellationToken cancellation)
    {
        try
        {
            return await Rebuild(wait: false, cancellation);
        }
        catch (PostgresException exception) when (IsOfTheData(exception))
        {
            return false;
        }
    }

    /// <summary>Builds every row again, all at once: until it is done, whoever reads sees the rows of
    /// before.</summary>
    public Task Rebuild(CancellationToken cancellation) => Rebuild(wait: true, cancellation);

    /// <returns>Whether it did; not where another process is at it and is not waited for.</returns>
    private async Task<bool> Rebuild(bool wait, CancellationToken cancellation)
    {
        await using var mine = wait
            ? await SessionLock.Take(database, Lock, cancellation)
            : await SessionLock.TryTake(database, Lock, cancellation);
        if (mine is null)
            return false;

        await using var transaction = await mine.Connection.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead, cancellation);
        await Run(mine.Connection, ReplaceAll, cancellation);
        await Run(mine.Connection,
            $"""
            delete from {ProjectionsSchema.Progress} where name = '{Name}';
            insert into {ProjectionsSchema.Progress} (name, tenant_id, position)
            select '{Name}', tenant_id, max(position) from {ChangesSchema.Positions} group by tenant_id;
            """, cancellation);
        await transaction.CommitAsync(cancellation);

        return true;
    }

    private async Task<IReadOnlyList<School>> Behind(CancellationToken cancellation)
    {
        var behind = new List<School>();
        await using var command = database.CreateCommand(Ahead);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            behind.Add(new(rows.GetString(0), rows.GetInt64(1), rows.GetInt64(2), !rows.IsDBNull(3)));

        return behind;
    }

    private async Task<(long Position, ProjectionStop? Stop)> Follow(
        School school, CancellationToken cancellation)
    {
        var position = school.Position;
        var limit = school.IsStopped ? 1 : Batch;
        for (var step = 0; step < Steps && position < school.Latest; step++)
        {
            try
            {
                if (await Step(school.Tenant, position, limit, cancellation) is not { } reached)
                    return (position, null);

                position = reached;
                limit = Math.Min(limit * 2, Batch);
            }
            catch (PostgresException exception) when (IsOfTheData(exception))
            {
                if (limit == 1)
                    return (position, await Stop(school, position, exception, cancellation));

                limit = 1;
            }
        }

        return (position, null);
    }

    /// <returns>How far it has come; none where another process is at it.</returns>
    private async Task<long?> Step(string tenant, long position, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var mine = new NpgsqlCommand($"select pg_try_advisory_xact_lock({Lock})", connection))
        {
            if (await mine.ExecuteScalarAsync(cancellation) is not true)
                return null;
        }

        var (reached, happened) = await HappenedAfter(connection, tenant, position, limit, cancellation);
        await Renew(connection, tenant, happened, position, reached, cancellation);
        await Run(connection, GoneOn, cancellation, ("tenant", tenant), ("position", reached));
        await transaction.CommitAsync(cancellation);

        return reached;
    }

    /// <returns>How far they go, and what happened to which incident.</returns>
    private static async Task<(long Reached, (Guid Incident, string Type)[] Happened)> HappenedAfter(
        NpgsqlConnection connection, string tenant, long position, int limit, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Touched, connection);
        command.Parameters.AddWithValue("tenant", tenant);
        command.Parameters.AddWithValue("position", position);
        command.Parameters.AddWithValue("limit", limit);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);

        return (row.GetInt64(0), [.. row.GetFieldValue<Guid[]>(1).Zip(row.GetFieldValue<string[]>(2))]);
    }

    /// <summary>Asks again for what a table is made of, and of most tables nothing is.</summary>
    private static async Task Renew(
        NpgsqlConnection connection, string tenant, (Guid Incident, string Type)[] happened, long position,
        long reached, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        // Plans are kept while the tables grow: rows are looked up by their incident from the beginning.
        batch.BatchCommands.Add(new("set local enable_seqscan = off"));
        foreach (var (table, sql) in Replace)
        {
            var incidents = happened.Where(each => table.IsTouchedBy(each.Type))
                .Select(each => each.Incident).Distinct().ToArray();
            if (incidents.Length == 0)
                continue;

            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.AddWithValue("tenant", tenant);
            if (table.OnlyGrows)
            {
                command.Parameters.AddWithValue("position", position);
                command.Parameters.AddWithValue("reached", reached);
            }
            else
            {
                command.Parameters.AddWithValue("incidents", incidents);
            }

            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<ProjectionStop> Stop(
        School school, long position, PostgresException exception, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await Run(connection, Stopped, cancellation, ("tenant", school.Tenant), ("position", position),
            ("at", clock.GetUtcNow().ToUniversalTime()), ("problem", exception.SqlState));

        return new(school.Tenant, position + 1, exception.SqlState, IsNew: !school.IsStopped);
    }

    /// <summary>What would fail again, as opposed to a database that is away, or somebody in the
    /// way.</summary>
    private static bool IsOfTheData(PostgresException exception) =>
        !exception.IsTransient && exception.SqlState is not ['5', '7', ..] and not ['0', '8', ..];

    private static async Task Run(
        NpgsqlConnection connection, string sql, CancellationToken cancellation,
        params (string Name, object Value)[] values)
    {
        // However many incidents there are, filling all tables at once is waited for.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>A school of which there is something to take up.</summary>
    private sealed record School(string Tenant, long Position, long Latest, bool IsStopped)
    {
        /// <summary>Whether its rows are still to be made, and are many.</summary>
        public bool IsFarBehind => Position == 0 && Latest > Batch * Steps && !IsStopped;
    }
}
