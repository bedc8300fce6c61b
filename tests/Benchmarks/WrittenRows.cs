using Npgsql;

namespace Incidents.Benchmarks;

/// <summary>A column of a row that a command wrote.</summary>
/// <param name="InKey">Whether no two rows may have the same here, alone or with other columns.</param>
internal sealed record Column(string Name, string Type, string? Value, bool InKey)
{
    /// <summary>Whether the incident's id is what stands there, or part of it, with hyphens or
    /// without.</summary>
    public bool Names(Guid incident) => Value?.Replace("-", "", StringComparison.Ordinal)
        .Contains($"{incident:N}", StringComparison.Ordinal) is true;
}

/// <summary>A row that a command wrote.</summary>
/// <param name="IsNew">Whether it was inserted; else it was there and was changed.</param>
internal sealed record WrittenRow(string Table, bool IsNew, IReadOnlyList<Column> Columns)
{
    public bool Has(string value) => Columns.Any(column => column.Value == value);
}

/// <summary>Finds out which rows a command writes, in whatever tables there are, so that the limit is always
/// measured with the rows of today's service.</summary>
internal sealed class WrittenRows(string connection)
{
    // Without a pool, because a database is only copied while nobody is in it.
    private readonly NpgsqlDataSource _database =
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Pooling = false });

    public const string Schemas = "('incidents', 'messages')";

    /// <summary>The rows that the latest event's transaction wrote.</summary>
    /// <param name="does">Sends the command.</param>
    public async Task<IReadOnlyList<WrittenRow>> Of(Func<Task> does)
    {
        var tables = await Tables();
        var before = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (table, columns) in tables.Where(table => HasKey(table.Value)))
            before.UnionWith((await Rows(table, columns, "true")).Select(row => Key(table, row)));

        // Rows of a log are put away soon; whoever does that waits until these have been read.
        await using var holding = await _database.OpenConnectionAsync();
        await using var hold = await holding.BeginTransactionAsync();
        foreach (var (log, _) in tables.Where(table => !HasKey(table.Value)))
        {
            await using var command = new NpgsqlCommand($"select from {log} for update", holding);
            await command.ExecuteNonQueryAsync();
        }

        await does();

        var written = new List<WrittenRow>();
        var transaction = (await Column(
            "select xmin::text from incidents.mt_events order by seq_id desc limit 1"))[0];
        foreach (var (table, columns) in tables)
            written.AddRange((await Rows(table, columns, $"xmin::text = '{transaction}'"))
                .Select(row => new WrittenRow(
                    table, !HasKey(columns) || !before.Contains(Key(table, row)), row)));

        return written;
    }

    /// <summary>Every row that belongs to an incident.</summary>
    public async Task<IReadOnlyList<WrittenRow>> Of(Guid incident)
    {
        var found = new List<WrittenRow>();
        foreach (var (table, columns) in await Tables())
        {
            found.AddRange((await Rows(table, columns, "true"))
                .Select(row => new WrittenRow(table, IsNew: true, row))
                .Where(row => row.Has($"{incident}")));
        }

        return found;
    }

    private async Task<Dictionary<string, List<Column>>> Tables()
    {
        await using var command = _database.CreateCommand(
            $"""
            select c.oid::regclass::text, a.attname, format_type(a.atttypid, a.atttypmod),
                   exists (select from pg_index i
                           where i.indrelid = c.oid and i.indisunique and a.attnum = any(i.indkey))
            from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relnamespace in (select oid from pg_namespace where nspname in {Schemas})
              and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
              and a.attidentity = ''
            order by c.relname = 'mt_streams' desc, c.relname, a.attnum
            """);
        var tables = new Dictionary<string, List<Column>>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            if (!tables.TryGetValue(reader.GetString(0), out var columns))
                tables[reader.GetString(0)] = columns = [];
            columns.Add(new(reader.GetString(1), reader.GetString(2), Value: null, reader.GetBoolean(3)));
        }

        return tables;
    }

    private async Task<List<IReadOnlyList<Column>>> Rows(string table, List<Column> columns, string where)
    {
        var names = columns.Select(column => $"\"{column.Name}\"::text");
        await using var command = _database.CreateCommand(
            $"select {string.Join(", ", names)} from {table} where {where}");
        var rows = new List<IReadOnlyList<Column>>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add([.. columns.Select((column, at) =>
                column with { Value = reader.IsDBNull(at) ? null : reader.GetString(at) })]);
        }

        return rows;
    }

    private async Task<IReadOnlyList<string>> Column(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync())
            values.Add(reader.GetString(0));

        return values;
    }

    /// <summary>A log has none but a number that the database gives, which is not asked for here.</summary>
    private static bool HasKey(IReadOnlyList<Column> columns) => columns.Any(column => column.InKey);

    private static string Key(string table, IReadOnlyList<Column> row) =>
        table + string.Concat(row.Where(column => column.InKey).Select(column => $"|{column.Value}"));
}
