using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Incidents.Benchmarks;

/// <summary>What the database does at most: the same rows in one transaction, sent by pgbench, which does
/// nothing else.</summary>
internal static partial class PgBench
{
    /// <summary>How many incidents a later command chooses from: so many that in the time of a measurement
    /// no more happens to any of them than does to one in life.</summary>
    public const int Prepared = 10_000;

    /// <summary>Measures a limit with each number of clients.</summary>
    /// <param name="rows">Those that the script writes or reads; none: they are in what it is called.</param>
    public static async Task Measure(
        Table table, Options options, string what, string database, string script,
        IReadOnlyCollection<WrittenRow>? rows)
    {
        foreach (var clients in options.Connections.Where(connections => connections <= Load.Usual))
        {
            table.Add(new(what, clients)
            {
                PerSecond = await Run(database, script, clients, options.Each),
                Note = rows is null ? null : $"{rows.Count} rows",
            });
        }
    }

    /// <summary>Runs a script.</summary>
    /// <returns>Transactions a second.</returns>
    private static async Task<double> Run(string database, string script, int clients, TimeSpan time)
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

    /// <summary>Makes the incidents that the later commands and reads choose from, each with these
    /// rows.</summary>
    public static async Task Prepare(string database, IReadOnlyList<WrittenRow> rows, Guid incident)
    {
        await using var source = NpgsqlDataSource.Create(database);
        foreach (var row in rows.OrderByDescending(row => row.Table.EndsWith("mt_streams",
            StringComparison.Ordinal)))
        {
            await using var insert = source.CreateCommand(RowScripts.Prepare(row, incident));
            await insert.ExecuteNonQueryAsync();
        }

        await Bench.Tidy(database);
    }

    [GeneratedRegex(@"tps = (?<tps>[\d.]+)", RegexOptions.NonBacktracking)]
    private static partial Regex PerSecond();
}
