using Incidents.Application.Commands;
using Incidents.Application.Register;
using Incidents.Domain;
using Npgsql;

namespace Incidents.Application.Statistics;

/// <summary>Counts over the register.</summary>
public sealed class StatisticsQuery(NpgsqlDataSource database)
{
    /// <summary>The numbers of what was reported in a time.</summary>
    public async Task<IncidentStatistics> Of(Caller caller, Window window, CancellationToken cancellation)
    {
        var tallies = await Tallies(caller, window, cancellation);
        var incidents = tallies.Sum(tally => tally.Incidents);
        var nearMisses = tallies.Where(tally => tally.Kind == IncidentKind.NearMiss)
            .Sum(tally => tally.Incidents);
        var durations = await Durations(caller, window, cancellation);

        return new(
            tallies, incidents, incidents == 0 ? null : decimal.Round((decimal)nearMisses / incidents, 4),
            durations[0], durations[1], durations[2]);
    }

    private async Task<IReadOnlyList<Tally>> Tallies(
        Caller caller, Window window, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand();
        command.CommandText = $"""
            select {window.Month(command.Parameters)}, kind, severity_rank, status, count(*)
            from {RegisterQuery.Table} where {window.Seen(command.Parameters, caller)}
            group by 1, 2, 3, 4 order by 1, 2, 3, 4
            """;

        var tallies = new List<Tally>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            tallies.Add(new(
                reader.GetString(0), Enum.Parse<IncidentKind>(reader.GetString(1), ignoreCase: true),
                Window.SeverityOf(reader.GetInt32(2)),
                Enum.Parse<IncidentStatus>(reader.GetString(3), ignoreCase: true), reader.GetInt64(4)));
        }

        return tallies;
    }

    private async Task<Duration[]> Durations(
        Caller caller, Window window, CancellationToken cancellation)
    {
        string[] measured = ["seconds_to_report", "seconds_to_classify", "seconds_to_close"];
        await using var command = database.CreateCommand();
        command.CommandText = $"""
            select {string.Join(", ", measured.Select(column => $"""
                count({column}), percentile_disc(0.5) within group (order by {column}),
                percentile_disc(0.9) within group (order by {column})
                """))}
            from {RegisterQuery.Table} where {window.Seen(command.Parameters, caller)}
            """;

        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);

        return [.. measured.Select((_, index) => new Duration(
            reader.GetInt64(index * 3), Number(reader, (index * 3) + 1), Number(reader, (index * 3) + 2)))];
    }

    private static long? Number(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetInt64(column);
}
