using Incidents.Application.Commands;
using Incidents.Domain;
using Npgsql;

namespace Incidents.Application.Register;

/// <summary>The time of which a report tells, by when incidents were reported.</summary>
/// <param name="From">UTC, this instant included.</param>
/// <param name="To">UTC, this instant excluded.</param>
/// <param name="TimeZone">IANA name of the zone in which months are told.</param>
public sealed record Window(DateTimeOffset? From, DateTimeOffset? To, string TimeZone)
{
    /// <summary>The severity of a rank; none: unclassified.</summary>
    internal static Severity? SeverityOf(string rank) =>
        SeverityOf(int.Parse(rank, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The severity of a rank; none: unclassified.</summary>
    internal static Severity? SeverityOf(int rank) => rank == 0 ? null : (Severity)(rank - 1);

    /// <summary>The condition for the lines of the time that the caller sees as a whole.</summary>
    internal string Seen(NpgsqlParameterCollection values, Caller caller)
    {
        Bounds(values, caller);

        return "tenant_id = @tenant and reported_at >= @from and reported_at < @to and "
            + RegisterSight.Whole(values, caller.Actor);
    }

    /// <summary>The school, and the bounds of the time.</summary>
    internal void Bounds(NpgsqlParameterCollection values, Caller caller)
    {
        values.AddWithValue("tenant", caller.Tenant);
        values.AddWithValue("from", From?.ToUniversalTime() ?? DateTimeOffset.MinValue);
        values.AddWithValue("to", To?.ToUniversalTime() ?? DateTimeOffset.MaxValue);
    }

    /// <summary>The month of a line, like 2026-03.</summary>
    internal string Month(NpgsqlParameterCollection values)
    {
        values.AddWithValue("zone", TimeZone);

        return "to_char(reported_at at time zone @zone, 'YYYY-MM')";
    }
}
