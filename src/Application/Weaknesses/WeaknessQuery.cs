using Incidents.Application.Commands;
using Incidents.Application.Register;
using Incidents.Domain;
using Npgsql;

namespace Incidents.Application.Weaknesses;

/// <summary>Looks in the register for where the school is weak.</summary>
public sealed class WeaknessQuery(NpgsqlDataSource database)
{
    /// <summary>The policies that the investigation found to be breached; until it has scoped them, those
    /// that the report names.</summary>
    private const string Policies = """
        jsonb_array_elements_text(case
            when jsonb_array_length(data->'facts'->'policiesBreached') > 0
            then data->'facts'->'policiesBreached' else data->'informationPolicies' end)
        """;

    /// <summary>Each line of the time with every weakness that it shows, once.</summary>
    private const string Shown = $"""
        select 'InformationPolicy' as of, {Policies} as id
        union
        select 'PolicyPoint', jsonb_array_elements_text(data->'facts'->'failedPoints')
        """;

    /// <summary>What incidents have in common.</summary>
    private const string InCommon = $"""
        select 'informationPolicy' as of, {Policies} as id
        union
        select 'breachType', breach_type where breach_type is not null
        """;

    /// <summary>The weaknesses that incidents reported in a time show.</summary>
    public async Task<WeaknessReport> Of(Caller caller, Window window, CancellationToken cancellation) =>
        new(await Counts(caller, window, cancellation), await Recurrences(caller, window, cancellation));

    private async Task<IReadOnlyList<WeaknessCount>> Counts(
        Caller caller, Window window, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand();
        command.CommandText = $"""
            select shown.of, shown.id, kind, severity_rank, breach_type,
                {window.Month(command.Parameters)}, count(*)
            from {RegisterQuery.Table} cross join lateral ({Shown}) shown
            where {window.Seen(command.Parameters, caller)}
            group by 1, 2, 3, 4, 5, 6 order by 1, 2, 6, 3, 4, 5
            """;

        var counts = new List<WeaknessCount>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            counts.Add(new(
                Enum.Parse<WeaknessOf>(reader.GetString(0)), reader.GetString(1),
                Enum.Parse<IncidentKind>(reader.GetString(2), ignoreCase: true),
                Window.SeverityOf(reader.GetInt32(3)), reader.IsDBNull(4) ? null : reader.GetString(4),
                reader.GetString(5), reader.GetInt64(6)));
        }

        return counts;
    }

    /// <summary>A control counts from when it was put in place, also where that was before the time of the
    /// report.</summary>
    private async Task<IReadOnlyList<Recurrence>> Recurrences(
        Caller caller, Window window, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand();
        command.CommandText = $"""
            with seen as (
                select reported_at, shown.of, shown.id,
                    (data->'facts'->>'firstControlAt')::timestamptz as control_at
                from {RegisterQuery.Table} cross join lateral ({InCommon}) shown
                where {(window with { From = null }).Seen(command.Parameters, caller)}),
            controlled as (
                select of, id, min(control_at) as first_at from seen
                where control_at is not null group by 1, 2)
            select of, id, first_at,
                count(*) filter (where reported_at <= first_at and reported_at >= @since),
                count(*) filter (where reported_at > first_at and reported_at >= @since),
                max(reported_at) filter (where reported_at > first_at and reported_at >= @since)
            from controlled join seen using (of, id)
            group by 1, 2, 3 order by 5 desc, 1, 2
            """;
        command.Parameters.AddWithValue("since", window.From?.ToUniversalTime() ?? DateTimeOffset.MinValue);

        var recurrences = new List<Recurrence>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            recurrences.Add(new(
                reader.GetString(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2),
                reader.GetInt64(3), reader.GetInt64(4),
                reader.IsDBNull(5) ? null : reader.GetFieldValue<DateTimeOffset>(5)));
        }

        return recurrences;
    }
}
