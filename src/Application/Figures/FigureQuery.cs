using Incidents.Application.Commands;
using Incidents.Application.Register;
using Incidents.Domain;
using Npgsql;

namespace Incidents.Application.Figures;

/// <summary>Asks the sums, for whoever sees the register of all incidents. Sums are kept by who is shut out
/// by role, which is nobody of most lines; what somebody is shut out of as a person is taken off again, line
/// by line. So everybody counts what they see, and nothing else.</summary>
internal static class FigureQuery
{
    private static readonly string Counted =
        string.Join(", ", FigureParts.Counted.Select(column => $"l.{column}"));

    /// <summary>The parts of the lines of a time that the caller sees: month, of, id, by, word and n, several
    /// rows for the same, to be added up. Of what is not told by month the month says nothing.</summary>
    /// <param name="of">What is asked for, in SQL.</param>
    public static string Of(
        NpgsqlParameterCollection values, Caller caller, Window window, params string[] of)
    {
        var months = FigureWindow.Of(window);
        window.Bounds(values, caller);
        values.AddWithValue("me", caller.Actor.PersonId);
        values.AddWithValue("roles", caller.Actor.Roles.Select(Words.CamelCase).ToArray());
        values.AddWithValue("zone", window.TimeZone);
        values.AddWithValue("of", of);
        values.AddWithValue("first", months.First ?? DateOnly.MinValue.AddYears(1));
        values.AddWithValue("beyond", months.Beyond ?? DateOnly.MaxValue.AddYears(-1));

        var inMonths = "month >= @first and month < @beyond";
        var parts = new List<string>();
        if (months.HasMonths)
        {
            parts.Add($"{FromSums} and by = '' and {inMonths}");
            parts.Add($"{FromSums} and by = any(array['kind', 'severity', 'breachType', 'bucket']) and "
                + (months.IsEverything ? $"month = {FigureParts.Always}" : inMonths));
        }

        parts.AddRange(months.Edges.Select((edge, at) =>
        {
            values.AddWithValue($"since{at}", edge.From);
            values.AddWithValue($"until{at}", edge.To);

            return FromLines(
                $"""
                (select {edge.Sign} as sign, {Counted} from {RegisterLines.Table} l
                where l.tenant_id = @tenant and l.reported_at >= @since{at} and l.reported_at < @until{at})
                """);
        }));
        parts.Add(FromLines(
            $"""
            (select -1 as sign, {Counted} from {RegisterLines.Table} l
            where l.tenant_id = @tenant and l.reported_at >= @from and l.reported_at < @to and {Hidden})
            """));

        return $"(select * from ({string.Join("\nunion all\n", parts)}) a where {Visible("a.circle")})";
    }

    /// <summary>Whether a line of a circle is seen, by the caller's roles.</summary>
    public static string Visible(string circle) =>
        $"""
        ({circle} = '' or split_part({circle}, '/', 2) = any(@roles)
         or not string_to_array(split_part({circle}, '/', 1), ',') && @roles)
        """;

    /// <summary>Whether the caller is shut out of a line as a person.</summary>
    public const string Hidden =
        "l.shut_out_people @> array[@me] and not coalesce(l.remaining = any(@roles), false)";

    private const string FromSums =
        $"""
        select month, of, id, by, word, n, circle from {FiguresSchema.Now}
        where tenant_id = @tenant and of = any(@of)
        """;

    private static string FromLines(string lines) =>
        $"""
        select month, of, id, by, word, n, circle from ({FigureParts.Of(lines, "@zone")}) p
        where of = any(@of)
        """;
}
