using System.Collections.Frozen;
using Incidents.Domain;

namespace Incidents.Application.Policy;

/// <summary>What day it is at a school, by the time zone of its calendar.</summary>
public static class SchoolDates
{
    /// <summary>The IANA names of the time zones that are known here.</summary>
    public static FrozenSet<string> TimeZones { get; } = TimeZoneInfo.GetSystemTimeZones()
        .Select(zone => zone.Id).Append(TimeZoneInfo.Utc.Id).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The school's date at an instant.</summary>
    public static DateOnly Of(PolicyPack pack, DateTimeOffset instant) => DateOnly.FromDateTime(
        TimeZoneInfo.TryFindSystemTimeZoneById(pack.Calendar.TimeZone, out var zone)
            ? TimeZoneInfo.ConvertTime(instant, zone).DateTime
            : instant.UtcDateTime);
}
