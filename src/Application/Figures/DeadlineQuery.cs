using Incidents.Application.Commands;
using Incidents.Application.Register;
using Incidents.Domain;
using Npgsql;

namespace Incidents.Application.Figures;

/// <summary>Asks the sums over deadlines; whoever does not see the register of all incidents counts the
/// deadlines of those that they see.</summary>
internal static class DeadlineQuery
{
    private const string Counted =
        "k.tenant_id, k.circle, k.step, k.clock, k.severity_rank, k.due_at, k.outcome, k.took";

    /// <summary>Deadlines of incidents that the caller is shut out of as a person. There are few, found once
    /// and not again for each deadline.</summary>
    private const string Hidden =
        $"k.incident_id in (select l.id from {RegisterLines.Table} l "
        + $"where l.tenant_id = @tenant and {FigureQuery.Hidden})";

    private const string InTime = "k.tenant_id = @tenant and k.due_at >= @from and k.due_at < @to";

    private const string Sums =
        "circle, step, clock, severity_rank, met, missed, running, stopped, buckets, numbers";

    /// <summary>The sums over the deadlines of a time, several rows for the same, to be added up. What runs
    /// past its time at <c>@now</c> counts as missed.</summary>
    public static string Of(NpgsqlParameterCollection values, Caller caller, Window window)
    {
        if (!Visibility.SeesRegister(caller.Actor))
            return $"({FromRows($"select 1 as sign, {Counted} from {DeadlineFigures.Table} k where "
                + Seen(values, caller, window))} union all {Late(Seen(null, caller, window))})";

        var months = FigureWindow.Of(window);
        Bind(values, caller, window);
        values.AddWithValue("first", months.First ?? DateOnly.MinValue.AddYears(1));
        values.AddWithValue("beyond", months.Beyond ?? DateOnly.MaxValue.AddYears(-1));
        var parts = new List<string>();
        if (months.HasMonths)
            parts.Add($"""
                select {Sums} from {DeadlineFigures.Now}
                where tenant_id = @tenant and {(months.IsEverything
                    ? $"month = {FigureParts.Always}"
                    : "month >= @first and month < @beyond")}
                """);
        parts.AddRange(months.Edges.Select((edge, at) =>
        {
            values.AddWithValue($"since{at}", edge.From);
            values.AddWithValue($"until{at}", edge.To);

            return FromRows($"select {edge.Sign} as sign, {Counted} from {DeadlineFigures.Table} k "
                + $"where k.tenant_id = @tenant and k.due_at >= @since{at} and k.due_at < @until{at}");
        }));
        parts.Add(FromRows(
            $"select -1 as sign, {Counted} from {RegisterLines.Table} l join {DeadlineFigures.Table} k "
            + "on k.tenant_id = l.tenant_id and k.incident_id = l.id "
            + $"where l.tenant_id = @tenant and {FigureQuery.Hidden} and {InTime}"));
        parts.Add(Late($"{InTime} and not {Hidden}"));

        return $"(select * from ({string.Join("\nunion all\n", parts)}) a "
            + $"where {FigureQuery.Visible("a.circle")})";
    }

    /// <summary>Which deadlines (<c>k</c>) of a time the caller sees.</summary>
    /// <param name="values">Takes what is asked for; none: they are there already.</param>
    public static string Seen(NpgsqlParameterCollection? values, Caller caller, Window window)
    {
        if (values is not null)
            Bind(values, caller, window);

        return Visibility.SeesRegister(caller.Actor)
            ? $"{InTime} and {FigureQuery.Visible("k.circle")} and not {Hidden}"
            : $"{InTime} and exists (select from {RegisterLines.Table} l where l.tenant_id = k.tenant_id "
                + $"and l.id = k.incident_id and {RegisterSight.Whole(null, caller.Actor, "l.")})";
    }

    private static void Bind(NpgsqlParameterCollection values, Caller caller, Window window)
    {
        window.Bounds(values, caller);
        values.AddWithValue("me", caller.Actor.PersonId);
        values.AddWithValue("roles", caller.Actor.Roles.Select(Words.CamelCase).ToArray());
    }

    private static string FromRows(string rows) =>
        $"select {Sums} from ({DeadlineFigures.Parts($"({rows})")}) p";

    private static string Late(string seen) =>
        $"""
        select k.circle, k.step, k.clock, k.severity_rank, 0, count(*), -count(*), 0, null::bigint[],
            null::bigint[]
        from {DeadlineFigures.Table} k
        where k.outcome = 'running' and k.due_at < @now and {seen} group by 1, 2, 3, 4
        """;
}
