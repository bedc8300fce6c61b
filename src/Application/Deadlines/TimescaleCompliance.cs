using System.Data;
using System.Runtime.InteropServices;
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
            select step, clock, severity_rank, met, missed, running, stopped, buckets, numbers
            from {DeadlineQuery.Of(command.Parameters, caller, window)} f
            """;
        command.Parameters.AddWithValue("now", clock.GetUtcNow());

        var steps = new Dictionary<(string, string, int), Step>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var key = (reader.GetString(0), reader.GetString(1), reader.GetInt32(2));
            if (!steps.TryGetValue(key, out var step))
                steps.Add(key, step = new(key.Item1, key.Item2, key.Item3));
            step.Add(reader);
        }

        return [.. steps.Values.Where(step => step.Counts)
            .OrderBy(step => step.Name, StringComparer.Ordinal).ThenBy(step => step.Rank)];
    }

    /// <summary>Percentiles lie between two lengths, which are read where they lie.</summary>
    private static async Task<IReadOnlyList<StepCompliance>> Measured(
        NpgsqlConnection connection, Caller caller, Window window, IReadOnlyList<Step> steps,
        CancellationToken cancellation)
    {
        var lengths = await Lengths(
            connection, caller, window,
            [.. from step in steps
                let took = step.Took
                from share in Shares
                select (step, took.Between(share))],
            cancellation);

        return [.. steps.Zip(lengths.Chunk(Shares.Length), (step, took) => new StepCompliance(
            step.Name, Enum.Parse<Clock>(step.Clock, ignoreCase: true), Window.SeverityOf(step.Rank),
            step.Met, step.Missed, step.Running, step.Stopped, took[0], took[1]))];
    }

    /// <summary>The percentiles that lie at some places.</summary>
    private static async Task<TimeSpan?[]> Lengths(
        NpgsqlConnection connection, Caller caller, Window window,
        IReadOnlyList<(Step Step, Between? Place)> places, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            select asked.number, min(found.took), max(found.took)
            from unnest(@steps, @ranks, @low, @skipped) with ordinality as
                asked(step, rank, low, skipped, number)
            cross join lateral (
                select k.took from {DeadlineFigures.Table} k
                where k.step = asked.step and k.severity_rank = asked.rank and k.took >= asked.low
                    and {DeadlineQuery.Seen(command.Parameters, caller, window)}
                order by k.took offset asked.skipped limit 2) found
            group by 1
            """;
        command.Parameters.AddWithValue("steps", places.Select(each => each.Step.Name).ToArray());
        command.Parameters.AddWithValue("ranks", places.Select(each => each.Step.Rank).ToArray());
        command.Parameters.AddWithValue("low", places.Select(each => each.Place?.Low.From).ToArray());
        command.Parameters.AddWithValue("skipped", places.Select(each => each.Place?.Low.Offset).ToArray());

        var lengths = new TimeSpan?[places.Count];
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var at = reader.GetInt64(0) - 1;
            lengths[at] = places[(int)at].Place is { } place
                ? TimeSpan.FromSeconds(Math.Round(place.Of(reader.GetInt64(1), reader.GetInt64(2))))
                : null;
        }

        return lengths;
    }

    /// <summary>What is counted of a step at a severity.</summary>
    private sealed class Step(string name, string clock, int rank)
    {
        private readonly Dictionary<long, long> _lengths = [];

        public string Name { get; } = name;

        public string Clock { get; } = clock;

        public int Rank { get; } = rank;

        public long Met { get; private set; }

        public long Missed { get; private set; }

        public long Running { get; private set; }

        public long Stopped { get; private set; }

        /// <summary>Whether there is anything to say of it.</summary>
        public bool Counts => (Met | Missed | Running | Stopped) != 0;

        /// <summary>How many took how long.</summary>
        public Buckets Took => Buckets.Of(_lengths.Select(bucket => (bucket.Key, bucket.Value)));

        public void Add(NpgsqlDataReader sums)
        {
            Met += sums.GetInt64(3);
            Missed += sums.GetInt64(4);
            Running += sums.GetInt64(5);
            Stopped += sums.GetInt64(6);
            if (sums.IsDBNull(7))
                return;

            var (buckets, numbers) = (sums.GetFieldValue<long[]>(7), sums.GetFieldValue<long[]>(8));
            for (var at = 0; at < buckets.Length; at++)
                CollectionsMarshal.GetValueRefOrAddDefault(_lengths, buckets[at], out _) += numbers[at];
        }
    }
}
