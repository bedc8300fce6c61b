using System.Data;
using Incidents.Application.Commands;
using Incidents.Application.Figures;
using Incidents.Application.Register;
using Incidents.Domain;
using Npgsql;

namespace Incidents.Application.Statistics;

/// <summary>Counts over the register, from the sums that are kept over it.</summary>
public sealed class StatisticsQuery(NpgsqlDataSource database)
{
    /// <summary>What is measured, each by its column.</summary>
    private static readonly IReadOnlyList<(string Id, string Column)> Measured =
        [("report", "to_report"), ("classify", "to_classify"), ("close", "to_close")];

    private static readonly double[] Shares = [0.5, 0.9];

    /// <summary>The numbers of what was reported in a time.</summary>
    public async Task<IncidentStatistics> Of(Caller caller, Window window, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        // A length of time is looked for where the sums say that it lies.
        await using var transaction = await connection.BeginTransactionAsync(
            IsolationLevel.RepeatableRead, cancellation);
        var tallies = await Tallies(connection, caller, window, cancellation);
        var incidents = tallies.Sum(tally => tally.Incidents);
        var nearMisses = tallies.Where(tally => tally.Kind == IncidentKind.NearMiss)
            .Sum(tally => tally.Incidents);
        var durations = await Durations(connection, caller, window, cancellation);

        return new(
            tallies, incidents, incidents == 0 ? null : decimal.Round((decimal)nearMisses / incidents, 4),
            durations[0], durations[1], durations[2]);
    }

    private static async Task<IReadOnlyList<Tally>> Tallies(
        NpgsqlConnection connection, Caller caller, Window window, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            select to_char(month, 'YYYY-MM'), id, sum(n)::bigint
            from {FigureQuery.Of(command.Parameters, caller, window, "tally")} f
            group by 1, 2 having sum(n) <> 0 order by 1, 2
            """;

        var tallies = new List<Tally>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var words = reader.GetString(1).Split('/');
            tallies.Add(new(
                reader.GetString(0), Enum.Parse<IncidentKind>(words[0], ignoreCase: true),
                Window.SeverityOf(words[1]), Enum.Parse<IncidentStatus>(words[2], ignoreCase: true),
                reader.GetInt64(2)));
        }

        return tallies;
    }

    private static async Task<Duration[]> Durations(
        NpgsqlConnection connection, Caller caller, Window window, CancellationToken cancellation)
    {
        var buckets = await Lengths(connection, caller, window, cancellation);
        var places = Measured.SelectMany(each => Shares.Select(share =>
            (each.Column, Place: buckets[each.Id].First(share)))).ToArray();
        var found = await Found(connection, caller, window, places, cancellation);

        return [.. Measured.Select((each, index) => new Duration(
            buckets[each.Id].Count, found[index * 2], found[(index * 2) + 1]))];
    }

    private static async Task<IReadOnlyDictionary<string, Buckets>> Lengths(
        NpgsqlConnection connection, Caller caller, Window window, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            select id, word::bigint, sum(n)::bigint
            from {FigureQuery.Of(command.Parameters, caller, window, "length")} f
            group by 1, 2 having sum(n) <> 0
            """;

        var buckets = new List<(string Id, long From, long Number)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            buckets.Add((reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2)));

        return Measured.ToDictionary(
            each => each.Id, each => Buckets.Of(buckets.Where(bucket => bucket.Id == each.Id)
                .Select(bucket => (bucket.From, bucket.Number))), StringComparer.Ordinal);
    }

    /// <summary>The lengths themselves, each in its own bucket.</summary>
    private static async Task<long?[]> Found(
        NpgsqlConnection connection, Caller caller, Window window, (string Column, Place? Place)[] places,
        CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        var seen = window.Seen(command.Parameters, caller);
        command.CommandText = "select " + string.Join(", ", places.Select(each => each.Place is not { } place
            ? "null::bigint"
            : $"""
                (select {each.Column} from {RegisterLines.Table}
                where {each.Column} >= {place.From} and {each.Column} < {place.To} and {seen}
                order by {each.Column} offset {place.Offset} limit 1)
                """));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);

        return [.. places.Select((_, index) =>
            reader.IsDBNull(index) ? (long?)null : reader.GetInt64(index))];
    }
}
