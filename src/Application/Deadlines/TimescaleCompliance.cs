using System.Data;
using Incidents.Application.Commands;
using Incidents.Application.Figures;
using Incidents.Application.Register;
using Incidents.Domain;
using Npgsql;

namespace Incidents.Application.Deadlines;

/// <summary>How a step's time was kept at a severity (must-7).</summary>
/// <param name="Severity">None: before the incident was classified.</param>
/// <param name="Missed">Done late, or past its time and not done, or given up after its time.</param>
/// <param name="Running">Still to be done, in time.</param>
/// <param name="Stopped">No longer called for before its time was over.</param>
/// <param name="Median">How long half of those that were done took at most, on the step's own clock.</param>
/// <param name="NinetiethPercentile">How long nine of ten took at most.</param>
public sealed record StepCompliance(
    string Step, Clock Clock, Severity? Severity, long Met, long Missed, long Running, long Stopped,
    TimeSpan? Median, TimeSpan? NinetiethPercentile);

/// <summary>How the timescales are kept, by step and severity, of the incidents that the caller
/// sees: from sums for whoever sees the register, else deadline by deadline.</summary>
public sealed class TimescaleCompliance(NpgsqlDataSource database, TimeProvider clock)
{
    private static readonly double[] Shares = [0.5, 0.9];

    /// <summary>The steps that were due in a period.</summary>
    /// <param name="from">UTC, this instant included; none: from the beginning.</param>
    /// <param name="to">UTC, this instant excluded; none: without an end.</param>
    public async Task<IReadOnlyList<StepCompliance>> Of(
        Caller caller, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        // A length of time is looked for where the sums say that it lies.
        await using var transaction = await connection.BeginTransactionAsync(
            IsolationLevel.RepeatableRead, cancellation);
        var window = new Window(from, to, FigureParts.Zone);
        var steps = await Sums(connection, caller, window, cancellation);

        return await Measured(connection, caller, window, steps, cancellation);
    }

    private async Task<IReadOnlyList<Step>> Sums(
        NpgsqlConnection connection, Caller caller, Window window, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            select step, clock, severity_rank, by, word, sum(n)::bigint
            from {DeadlineQuery.Of(command.Parameters, caller, window)} f
            group by 1, 2, 3, 4, 5 having sum(n) <> 0
            """;
        command.Parameters.AddWithValue("now", clock.GetUtcNow());

        var sums = new List<(string Step, string Clock, int Rank, string By, string Word, long N)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            sums.Add((reader.GetString(0), reader.GetString(1), reader.GetInt32(2), reader.GetString(3),
                reader.GetString(4), reader.GetInt64(5)));
        }

        return [.. sums.GroupBy(sum => (sum.Step, sum.Clock, sum.Rank))
            .OrderBy(same => same.Key.Step, StringComparer.Ordinal).ThenBy(same => same.Key.Rank)
            .Select(same => new Step(
                same.Key.Step, same.Key.Clock, same.Key.Rank,
                same.Where(sum => sum.By == "").ToDictionary(
                    sum => sum.Word, sum => sum.N, StringComparer.Ordinal),
                Buckets.Of(same.Where(sum => sum.By == "bucket").Select(sum => (sum.Word, sum.N)))))];
    }

    /// <summary>Percentiles lie between two lengths, which are read each in its own bucket.</summary>
    private static async Task<IReadOnlyList<StepCompliance>> Measured(
        NpgsqlConnection connection, Caller caller, Window window, IReadOnlyList<Step> steps,
        CancellationToken cancellation)
    {
        var between = steps.Select(step => Shares.Select(step.Took.Between).ToArray()).ToArray();
        var found = await Lengths(
            connection, caller, window,
            [.. steps.SelectMany((step, at) => between[at].SelectMany(each => each.Places)
                .Select(place => (step, place)))],
            cancellation);

        var read = new Queue<long?>(found);
        var measured = new List<StepCompliance>();
        foreach (var (step, places) in steps.Zip(between))
        {
            TimeSpan?[] lengths = [.. places.Select(each => Length(each, read))];
            measured.Add(new(
                step.Name, Enum.Parse<Clock>(step.Clock, ignoreCase: true), Window.SeverityOf(step.Rank),
                step.N("met"), step.N("missed"), step.N("running"), step.N("stopped"), lengths[0],
                lengths[1]));
        }

        return measured;
    }

    /// <summary>The lengths that lie at some places.</summary>
    private static async Task<IReadOnlyList<long?>> Lengths(
        NpgsqlConnection connection, Caller caller, Window window,
        IReadOnlyList<(Step Step, Place Place)> places, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            select found.took
            from unnest(@steps, @ranks, @low, @high, @offsets) with ordinality
                as asked(step, rank, low, high, skipped, place)
            left join lateral (
                select k.took from {DeadlineFigures.Table} k
                where k.step = asked.step and k.severity_rank = asked.rank
                    and k.took >= asked.low and k.took < asked.high
                    and {DeadlineQuery.Seen(command.Parameters, caller, window)}
                order by k.took offset asked.skipped limit 1) found on true
            order by asked.place
            """;
        command.Parameters.AddWithValue("steps", places.Select(each => each.Step.Name).ToArray());
        command.Parameters.AddWithValue("ranks", places.Select(each => each.Step.Rank).ToArray());
        command.Parameters.AddWithValue("low", places.Select(each => each.Place.From).ToArray());
        command.Parameters.AddWithValue("high", places.Select(each => each.Place.To).ToArray());
        command.Parameters.AddWithValue("offsets", places.Select(each => each.Place.Offset).ToArray());

        var lengths = new List<long?>(places.Count);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            lengths.Add(reader.IsDBNull(0) ? null : reader.GetInt64(0));

        return lengths;
    }

    private static TimeSpan? Length(Between between, Queue<long?> read)
    {
        if (between.Places.Count == 0)
            return null;

        var (low, high) = (read.Dequeue(), read.Dequeue());

        return low is { } from && high is { } to
            ? TimeSpan.FromSeconds(Math.Round(between.Of(from, to)))
            : null;
    }

    /// <summary>What was counted of a step at a severity.</summary>
    private sealed record Step(
        string Name, string Clock, int Rank, IReadOnlyDictionary<string, long> Outcomes, Buckets Took)
    {
        public long N(string outcome) => Outcomes.GetValueOrDefault(outcome);
    }
}
