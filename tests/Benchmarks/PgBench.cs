using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace Incidents.Benchmarks;

/// <summary>What the database does at most: the same rows in one transaction, sent by pgbench, which does
/// nothing else.</summary>
internal static partial class PgBench
{
    /// <summary>How many incidents a later command chooses from.</summary>
    public const int Prepared = 2_000;

    // An id that sorts by time, as the service's do; the same in all statements of a transaction.
    private const string FreshId =
        "(lpad(to_hex(((extract(epoch from now()) * 1000)::bigint << 16) | 28672), 16, '0') "
        + "|| lpad(to_hex(cast(:lo as bigint)), 16, '0'))::uuid";

    /// <summary>Runs a script.</summary>
    /// <returns>Transactions a second.</returns>
    public static async Task<double> Run(string database, string script, int clients, TimeSpan time)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, script);
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(database);
            var output = await Tool.Run("pgbench",
            [
                "-n", "-M", "prepared", "-f", file, "-c", $"{clients}", "-j", "1",
                "-T", $"{(int)time.TotalSeconds}", "-h", connection.Host!, "-U", connection.Username!,
                connection.Database!,
            ]);

            return double.Parse(PerSecond().Match(output).Groups["tps"].Value, CultureInfo.InvariantCulture);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Inserts the rows of a report, each time of another incident.</summary>
    public static string Insert(IReadOnlyList<WrittenRow> rows, Guid incident)
    {
        var script = new StringBuilder("\\set lo random(1, 9000000000000000000)\nbegin;\n");
        foreach (var row in rows)
            script.Append(Inserted(row, column => Value(row, column, incident, FreshId,
                "to_hex(cast(:lo as bigint))")));

        return script.Append("commit;\n").ToString();
    }

    /// <summary>Reads and writes what a later command does, on one of the prepared incidents.</summary>
    public static string Change(IReadOnlyList<WrittenRow> rows, Guid incident)
    {
        const string Chosen = "lpad(to_hex(cast(:k as bigint)), 32, '0')::uuid";
        var changed = rows.Where(row => !row.IsNew && row.Has($"{incident}")).ToArray();
        var script = new StringBuilder(
            $"\\set k random(1, {Prepared})\n\\set lo random(1, 9000000000000000000)\n");
        foreach (var row in changed)
            script.Append(CultureInfo.InvariantCulture,
                $"select * from {row.Table} where {Where(row, incident, Chosen)};\n");

        script.Append("begin;\n");
        foreach (var row in rows.Where(row => row.IsNew))
            script.Append(Inserted(row, column => Value(row, column, incident, Chosen,
                "to_hex(cast(:lo as bigint))")));
        foreach (var row in changed)
        {
            var set = row.Columns.Where(column => !column.InKey)
                .Select(column => $"\"{column.Name}\" = {Literal(column)}");
            script.Append(CultureInfo.InvariantCulture,
                $"update {row.Table} set {string.Join(", ", set)} where {Where(row, incident, Chosen)};\n");
        }

        return script.Append("commit;\n").ToString();
    }

    /// <summary>Reads the rows of one of the prepared incidents.</summary>
    public static string Select(IReadOnlyList<WrittenRow> rows, Guid incident)
    {
        const string Chosen = "lpad(to_hex(cast(:k as bigint)), 32, '0')::uuid";
        var script = new StringBuilder($"\\set k random(1, {Prepared})\n");
        foreach (var row in rows.DistinctBy(row => row.Table))
            script.Append(CultureInfo.InvariantCulture,
                $"select * from {row.Table} where {Where(row, incident, Chosen)};\n");

        return script.ToString();
    }

    /// <summary>Makes the incidents that the later commands and reads choose from, each with these
    /// rows.</summary>
    public static async Task Prepare(string database, IReadOnlyList<WrittenRow> rows, Guid incident)
    {
        await using var source = NpgsqlDataSource.Create(database);
        foreach (var row in rows.OrderByDescending(row => row.Table.EndsWith("mt_streams",
            StringComparison.Ordinal)))
        {
            var names = row.Columns.Select(column => $"\"{column.Name}\"");
            var values = row.Columns.Select(column => Value(row, column, incident,
                "lpad(to_hex(k), 32, '0')::uuid", "to_hex(k)"));
            await using var insert = source.CreateCommand(
                $"insert into {row.Table} ({string.Join(", ", names)}) select {string.Join(", ", values)} "
                + $"from generate_series(1, {Prepared}) k on conflict do nothing");
            await insert.ExecuteNonQueryAsync();
        }

        await using var analyze = source.CreateCommand("vacuum analyze");
        await analyze.ExecuteNonQueryAsync();
    }

    private static string Inserted(WrittenRow row, Func<Column, string> value) =>
        $"insert into {row.Table} ({string.Join(", ", row.Columns.Select(column => $"\"{column.Name}\""))}) "
        + $"values ({string.Join(", ", row.Columns.Select(value))});\n";

    /// <summary>What stands in a column: what the service wrote, but for what must be a row's own.</summary>
    private static string Value(
        WrittenRow row, Column column, Guid incident, string id, string unique) => column switch
        {
            { Name: "seq_id" } => "nextval('incidents.mt_events_sequence')",
            { Name: "version", InKey: true } => "nextval('incidents.mt_events_sequence')",
            { Value: { } value } when value == $"{incident}" => id,
            { InKey: true, Type: "uuid" } => "gen_random_uuid()",
            { InKey: true, Name: not "tenant_id" } when column.Name == "reference"
                || !row.Columns.Any(other => other.InKey && other.Value == $"{incident}") => unique,
            _ => Literal(column),
        };

    private static string Where(WrittenRow row, Guid incident, string id) => string.Join(" and ",
        row.Columns.Where(column => column.Value == $"{incident}" || column.Name == "tenant_id")
            .Select(column => column.Value == $"{incident}"
                ? $"\"{column.Name}\" = {id}"
                : $"\"{column.Name}\" = {Literal(column)}"));

    private static string Literal(Column column) => column.Value is { } value
        ? $"'{value.Replace("'", "''", StringComparison.Ordinal)}'::{column.Type}"
        : "null";

    [GeneratedRegex(@"tps = (?<tps>[\d.]+)", RegexOptions.NonBacktracking)]
    private static partial Regex PerSecond();
}
