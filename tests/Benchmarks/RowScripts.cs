using System.Globalization;
using System.Text;

namespace Incidents.Benchmarks;

/// <summary>Scripts for pgbench that write and read the rows that the service wrote and reads, each time of
/// another incident.</summary>
internal static class RowScripts
{
    // An id that sorts by time, as the service's do; the same in all statements of a transaction.
    private const string FreshId =
        "(lpad(to_hex(((extract(epoch from now()) * 1000)::bigint << 16) | 28672), 16, '0') "
        + "|| lpad(to_hex(cast(:lo as bigint)), 16, '0'))::uuid";

    private const string Chosen = "lpad(to_hex(cast(:k as bigint)), 32, '0')::uuid";
    private const string Unique = "to_hex(cast(:lo as bigint))";
    private const string Next = "nextval('incidents.mt_events_sequence')";

    /// <summary>Inserts the rows of a report, each time of another incident.</summary>
    public static string Insert(IReadOnlyList<WrittenRow> rows, Guid incident)
    {
        var script = new StringBuilder("\\set lo random(1, 9000000000000000000)\nbegin;\n");
        foreach (var row in rows)
            script.Append(Inserted(row, column => NewValue(row, column, incident, FreshId)));

        return script.Append("commit;\n").ToString();
    }

    /// <summary>Reads and writes what a later command does, on one of the prepared incidents.</summary>
    public static string Change(IReadOnlyList<WrittenRow> rows, Guid incident)
    {
        var changed = rows.Where(row => !row.IsNew && row.Has($"{incident}")).ToArray();
        var script = new StringBuilder(
            $"\\set k random(1, {PgBench.Prepared})\n\\set lo random(1, 9000000000000000000)\n");
        // What triggers keep beside the documents is written and never read.
        foreach (var row in changed.Where(row => row.Table.Contains(".mt_", StringComparison.Ordinal)))
            script.Append(Selected(row, incident));

        script.Append("begin;\n");
        foreach (var row in rows.Where(row => row.IsNew))
            script.Append(Inserted(row, column => NewValue(row, column, incident, Chosen)));
        foreach (var row in changed)
        {
            var set = row.Columns.Where(column => !column.InKey && column.Value != $"{incident}")
                .Select(column => $"\"{column.Name}\" = {Literal(column)}");
            script.Append(CultureInfo.InvariantCulture,
                $"update {row.Table} set {string.Join(", ", set)} where {This(row, incident)};\n");
        }

        return script.Append("commit;\n").ToString();
    }

    /// <summary>Reads the rows of one of the prepared incidents.</summary>
    public static string Select(IReadOnlyList<WrittenRow> rows, Guid incident)
    {
        var script = new StringBuilder($"\\set k random(1, {PgBench.Prepared})\n");
        foreach (var row in rows.DistinctBy(row => row.Table))
            script.Append(Selected(row, incident));

        return script.ToString();
    }

    /// <summary>Makes one of the rows that a later command or a read finds, of each prepared
    /// incident.</summary>
    public static string Prepare(WrittenRow row, Guid incident)
    {
        var names = row.Columns.Select(column => $"\"{column.Name}\"");
        var values = row.Columns.Select(
            column => Value(row, column, incident, "lpad(to_hex(k), 32, '0')::uuid", "to_hex(k)"));

        return $"insert into {row.Table} ({string.Join(", ", names)}) select {string.Join(", ", values)} "
            + $"from generate_series(1, {PgBench.Prepared}) k on conflict do nothing";
    }

    private static string Inserted(WrittenRow row, Func<Column, string> value) =>
        $"insert into {row.Table} ({string.Join(", ", row.Columns.Select(column => $"\"{column.Name}\""))}) "
        + $"values ({string.Join(", ", row.Columns.Select(value))});\n";

    private static string Selected(WrittenRow row, Guid incident) =>
        $"select * from {row.Table} where {OfIncident(row, incident)};\n";

    /// <summary>What stands in a column of a row that is inserted again and again: as below, but what is
    /// counted within an incident goes on.</summary>
    private static string NewValue(WrittenRow row, Column column, Guid incident, string id) =>
        column is { InKey: true, Name: "version" or "number" }
            ? Next
            : Value(row, column, incident, id, Unique);

    /// <summary>What stands in a column: what the service wrote, but for what must be a row's own.</summary>
    private static string Value(
        WrittenRow row, Column column, Guid incident, string id, string unique) => column switch
        {
            { Value: { } value } when value == $"{incident}" => id,
            { InKey: true } when column.Names(incident) =>
                $"replace({Literal(column)}, '{incident:N}', replace({id}::text, '-', ''))",
            { Name: "seq_id" } => Next,
            { Type: "uuid" } when IsItsOwn(row, column, incident) => "gen_random_uuid()",
            _ when IsItsOwn(row, column, incident) => unique,
            _ => Literal(column),
        };

    /// <summary>Whether no other row has the same there, and what is there does not come from the
    /// incident.</summary>
    private static bool IsItsOwn(WrittenRow row, Column column, Guid incident) =>
        column is { InKey: true, Name: not "tenant_id" } && !column.Names(incident)
            && (column is { Type: "uuid" } or { Name: "reference" }
                || !row.Columns.Any(other => other.InKey && other.Names(incident)));

    /// <summary>Picks all rows of a chosen incident.</summary>
    private static string OfIncident(WrittenRow row, Guid incident) => string.Join(" and ",
        row.Columns.Where(column => column.Value == $"{incident}" || column.Name == "tenant_id")
            .Select(column => $"\"{column.Name}\" = {Value(row, column, incident, Chosen, Unique)}"));

    /// <summary>Picks the one row of a chosen incident, as far as a key tells it from others.</summary>
    private static string This(WrittenRow row, Guid incident)
    {
        var key = row.Columns.Where(column => column.InKey && !IsItsOwn(row, column, incident)).ToArray();

        return key.Any(column => column.Names(incident))
            ? string.Join(" and ", key.Select(column =>
                $"\"{column.Name}\" = {Value(row, column, incident, Chosen, Unique)}"))
            : OfIncident(row, incident);
    }

    private static string Literal(Column column) => column.Value is { } value
        ? $"'{value.Replace("'", "''", StringComparison.Ordinal)}'::{column.Type}"
        : "null";
}
