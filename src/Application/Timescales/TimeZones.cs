using System.Collections.Frozen;
using Incidents.Domain;
using NodaTime;
using NodaTime.TimeZones;

namespace Incidents.Application.Timescales;

/// <summary>The time zones of the world, from the data that is shipped with the service, so that every
/// machine counts alike.</summary>
public static class TimeZones
{
    private static readonly ZoneLocalMappingResolver Lenient = Resolvers.CreateMappingResolver(
        Resolvers.ReturnEarlier, Resolvers.ReturnForwardShifted);

    /// <summary>The IANA names of the zones that there are.</summary>
    public static FrozenSet<string> Known { get; } =
        DateTimeZoneProviders.Tzdb.Ids.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What day it is at the school at an instant.</summary>
    public static DateOnly DateOf(SchoolCalendar calendar, DateTimeOffset instant) =>
        Instant.FromDateTimeOffset(instant).InZone(DateTimeZoneProviders.Tzdb[calendar.TimeZone])
            .Date.ToDateOnly();

    /// <summary>Counts the working time of a calendar.</summary>
    /// <exception cref="DateTimeZoneNotFoundException">Its zone is none; a pack with it is
    /// not adopted.</exception>
    public static WorkingTime Count(SchoolCalendar calendar)
    {
        var zone = DateTimeZoneProviders.Tzdb[calendar.TimeZone];

        return new(calendar, (day, time) => InstantOf(zone, day, time));
    }

    /// <summary>When a local date and time is, UTC.</summary>
    public static DateTimeOffset At(string zone, DateOnly day, TimeOnly time) =>
        InstantOf(DateTimeZoneProviders.Tzdb[zone], day, time);

    /// <summary>What the clock of a calendar's school shows.</summary>
    public static LocalOf LocalOf(SchoolCalendar calendar) => instant => Local(calendar.TimeZone, instant);

    /// <summary>The local date and time at an instant.</summary>
    public static (DateOnly Day, TimeOnly Time) Local(string zone, DateTimeOffset instant)
    {
        var local = Instant.FromDateTimeOffset(instant).InZone(DateTimeZoneProviders.Tzdb[zone]);

        return (local.Date.ToDateOnly(), local.TimeOfDay.ToTimeOnly());
    }

    private static DateTimeOffset InstantOf(DateTimeZone zone, DateOnly day, TimeOnly time) => zone
        .ResolveLocal(LocalDate.FromDateOnly(day) + LocalTime.FromTimeOnly(time), Lenient)
        .ToInstant().ToDateTimeOffset();
}
