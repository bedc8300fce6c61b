using System.Data;
using Incidents.Application.Commands;
using Incidents.Application.Figures;
using Incidents.Application.Register;
using Incidents.Domain;
using Npgsql;

namespace Incidents.Application.Weaknesses;

/// <summary>Looks in the register for where the school is weak, in the sums that are kept over it.</summary>
public sealed class WeaknessQuery(NpgsqlDataSource database)
{
    private const string InformationPolicy = "informationPolicy";
    private const string PolicyPoint = "policyPoint";
    private const string BreachType = "breachType";

    /// <summary>The weaknesses that incidents reported in a time show.</summary>
    public async Task<WeaknessReport> Of(Caller caller, Window window, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(
            IsolationLevel.RepeatableRead, cancellation);

        var sums = await Sums(connection, caller, window, cancellation);

        return new(
            [.. sums.Where(sum => Enum.TryParse<WeaknessOf>(sum.Of, ignoreCase: true, out _))],
            await Recurrences(connection, caller, window, sums, cancellation));
    }

    private static async Task<IReadOnlyList<WeaknessSum>> Sums(
        NpgsqlConnection connection, Caller caller, Window window, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            select of, id, case when by = '' then 'month' else by end,
                case when by = '' then to_char(month, 'YYYY-MM') else word end, sum(n)::bigint
            from {FigureQuery.Of(
                command.Parameters, caller, window, InformationPolicy, PolicyPoint, BreachType)} f
            group by 1, 2, 3, 4 having sum(n) <> 0 order by 1, 2, 3, 4
            """;

        var sums = new List<WeaknessSum>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            sums.Add(new(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3),
                reader.GetInt64(4)));
        }

        return sums;
    }

    /// <summary>Every sort of incident in which a weakness shows, line by line: the table.</summary>
    public async Task<IReadOnlyList<WeaknessCount>> Table(
        Caller caller, Window window, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand();
        command.CommandText = $"""
            select shown.of, shown.id, kind, severity_rank, breach_type,
                {window.Month(command.Parameters)}, count(*)
            from {RegisterLines.Table} cross join lateral (
                select distinct 'InformationPolicy' as of, unnest(weak_policies) as id
                union all
                select distinct 'PolicyPoint', unnest(failed_points)) shown
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
    private static async Task<IReadOnlyList<Recurrence>> Recurrences(
        NpgsqlConnection connection, Caller caller, Window window, IReadOnlyList<WeaknessSum> sums,
        CancellationToken cancellation)
    {
        var reported = sums.Where(sum => sum.By == "month").GroupBy(sum => (sum.Of, sum.Id))
            .ToDictionary(same => same.Key, same => same.Sum(sum => sum.Incidents));
        await using var command = connection.CreateCommand();
        var all = FigureQuery.Of(
            command.Parameters, caller, window with { From = null }, InformationPolicy, BreachType);
        command.CommandText = $"""
            with sorts as (
                select of, id from {all} f where by = '' group by 1, 2 having sum(n) <> 0),
            controlled as (
                select of, id, (
                    select s.control_at from {FiguresSchema.Shown} s
                    where s.of = sorts.of and s.id = sorts.id and s.control_at is not null and {Seen}
                    order by s.control_at limit 1) as first_at
                from sorts)
            select of, id, first_at, (
                    select count(*) from {FiguresSchema.Shown} s
                    where s.of = controlled.of and s.id = controlled.id and s.reported_at <= first_at
                        and s.reported_at >= @since and {Seen}), (
                    select s.reported_at from {FiguresSchema.Shown} s
                    where s.of = controlled.of and s.id = controlled.id and s.reported_at > first_at
                        and s.reported_at >= @since and {Seen}
                    order by s.reported_at desc limit 1)
            from controlled where first_at is not null
            """;
        command.Parameters.AddWithValue("since", window.From?.ToUniversalTime() ?? DateTimeOffset.MinValue);

        var recurrences = new List<Recurrence>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var (of, id, before) = (reader.GetString(0), reader.GetString(1), reader.GetInt64(3));
            recurrences.Add(new(
                of, id, reader.GetFieldValue<DateTimeOffset>(2), before,
                reported.GetValueOrDefault((of, id)) - before,
                reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4)));
        }

        return [.. recurrences.OrderByDescending(each => each.After)
            .ThenBy(each => each.Of, StringComparer.Ordinal).ThenBy(each => each.Id, StringComparer.Ordinal)];
    }

    private static string Seen =>
        $"""
        s.tenant_id = @tenant and s.reported_at < @to and {FigureQuery.Visible("s.circle")}
        and s.incident_id not in (
            select l.id from {RegisterLines.Table} l where l.tenant_id = @tenant and {FigureQuery.Hidden})
        """;
}
