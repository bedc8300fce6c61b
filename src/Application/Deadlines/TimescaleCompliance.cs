using Incidents.Application.Commands;
using Incidents.Application.Register;
using Incidents.Application.Store;
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
/// sees.</summary>
public sealed class TimescaleCompliance(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>The steps that were due in a period.</summary>
    /// <param name="from">UTC, this instant included; none: from the beginning.</param>
    /// <param name="to">UTC, this instant excluded; none: without an end.</param>
    public async Task<IReadOnlyList<StepCompliance>> Of(
        Caller caller, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand();
        command.CommandText = Sql(RegisterSight.Whole(command.Parameters, caller.Actor, "line."));
        command.Parameters.AddWithValue("tenant", caller.Tenant);
        command.Parameters.AddWithValue("now", clock.GetUtcNow());
        command.Parameters.AddWithValue("from", (from ?? DateTimeOffset.UnixEpoch).ToUniversalTime());
        command.Parameters.AddWithValue(
            "to", (to ?? new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero)).ToUniversalTime());

        var steps = new List<StepCompliance>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            steps.Add(new(
                reader.GetString(0), Enum.Parse<Clock>(reader.GetString(1), ignoreCase: true),
                reader.IsDBNull(2) ? null : Enum.Parse<Severity>(reader.GetString(2), ignoreCase: true),
                reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5), reader.GetInt64(6),
                Length(reader, 7), Length(reader, 8)));
        }

        return steps;
    }

    private static TimeSpan? Length(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : TimeSpan.FromSeconds(Math.Round(reader.GetDouble(column)));

    private static string Sql(string seen) =>
        $"""
        with timed as (
            select
                row.data->'deadline'->>'step' as step,
                row.data->'deadline'->>'clock' as clock,
                line.severity,
                line.severity_rank,
                row.data->'deadline'->>'state' as state,
                (row.data->'deadline'->>'dueAt')::timestamptz as due,
                (row.data->'deadline'->>'endedAt')::timestamptz as ended,
                (row.data->'deadline'->>'tookSeconds')::double precision as took
            from {IncidentStore.Schema}.mt_doc_deadlinerow as row
            join {RegisterLines.Table} as line
                on line.tenant_id = row.tenant_id and line.id = row.incident_id
            where row.tenant_id = @tenant and {seen})
        select step, clock, severity,
            count(*) filter (where state = 'met'),
            count(*) filter (where state = 'missed' or due < coalesce(ended, @now) and state <> 'met'),
            count(*) filter (where state = 'running' and due >= @now),
            count(*) filter (where state = 'stopped' and due >= ended),
            percentile_cont(0.5) within group (order by took),
            percentile_cont(0.9) within group (order by took)
        from timed where due >= @from and due < @to
        group by step, clock, severity, severity_rank order by step, severity_rank
        """;
}
