namespace Incidents.Domain;

/// <summary>When a local date and time is, in the time zone of a calendar. Zones are data of the world
/// outside, so whoever counts working time brings it.</summary>
/// <returns>UTC. A time that a clock change skips is moved on by as much; of one that comes twice it is the
/// first.</returns>
public delegate DateTimeOffset InstantOf(DateOnly day, TimeOnly time);

/// <summary>What date and time a school's clock shows at an instant. Whoever decides brings it, as
/// <see cref="InstantOf"/>.</summary>
public delegate (DateOnly Day, TimeOnly Time) LocalOf(DateTimeOffset instant);

/// <summary>A day on which working time passes.</summary>
/// <param name="Opens">UTC.</param>
/// <param name="Closes">UTC, later than <paramref name="Opens"/>.</param>
public sealed record WorkingDay(DateOnly Day, DateTimeOffset Opens, DateTimeOffset Closes);

/// <summary>The calendar that is in force, with the version of the pack that holds it.</summary>
public sealed record CalendarInForce(int PackVersion, WorkingTime Time);

/// <summary>Counts working time by a school's calendar (must-7, A2): it passes from opening to closing of the
/// days that count, and stands still else.</summary>
public sealed class WorkingTime(SchoolCalendar calendar, InstantOf instantOf)
{
    /// <summary>No later day is looked at, so that nothing that somebody states runs out of dates.</summary>
    private static readonly DateOnly LastDay = new(9990, 12, 31);

    private static readonly DateTimeOffset EndOfTime = new(9990, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The first instant at which so much working time has passed.</summary>
    public DateTimeOffset Add(DateTimeOffset from, TimeSpan worked)
    {
        if (worked <= TimeSpan.Zero)
            return from;

        var left = worked;
        foreach (var day in DaysFrom(from))
        {
            var opens = Later(day.Opens, from);
            if (opens + left <= day.Closes)
                return opens + left;

            left -= day.Closes - opens;
        }

        return EndOfTime;
    }

    /// <summary>So many working days later at the same time, or when the school closes, where it closes
    /// earlier that day. Whoever starts as the school opens, or while it is closed, has until it closes on
    /// the last of them.</summary>
    /// <param name="days">1 or more.</param>
    public DateTimeOffset AddDays(DateTimeOffset from, int days)
    {
        TimeSpan? into = null;
        var left = days;
        foreach (var day in DaysFrom(from))
        {
            into ??= from > day.Opens ? from - day.Opens : TimeSpan.Zero;
            if (day.Opens < from || --left > 0)
                continue;

            return into == TimeSpan.Zero || day.Opens + into > day.Closes
                ? day.Closes
                : day.Opens + into.Value;
        }

        return EndOfTime;
    }

    /// <summary>How much working time lies between two instants.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        var passed = TimeSpan.Zero;
        foreach (var day in DaysFrom(from).TakeWhile(day => day.Opens < to))
            passed += Earlier(day.Closes, to) - Later(day.Opens, from);

        return passed;
    }

    /// <summary>When the school closes on a date, or, where it does not work then, on its next
    /// working day.</summary>
    public DateTimeOffset EndOf(DateOnly day) => Days(day).FirstOrDefault()?.Closes ?? EndOfTime;

    /// <summary>Whether the calendar tells of every day from one instant to another. Where it does not, only
    /// opening hours were counted, so what was counted may be too early, never too late.</summary>
    public bool Covers(DateTimeOffset from, DateTimeOffset to) => calendar.Covers(DayOf(from))
        && calendar.Covers(DayOf(to));

    private DateOnly DayOf(DateTimeOffset instant)
    {
        var day = FirstPossible(instant);
        while (day < LastDay && instantOf(day.AddDays(1), TimeOnly.MinValue) <= instant)
            day = day.AddDays(1);

        return day;
    }

    /// <summary>The working days that have not ended at an instant.</summary>
    private IEnumerable<WorkingDay> DaysFrom(DateTimeOffset from) =>
        Days(FirstPossible(from)).SkipWhile(day => day.Closes <= from);

    /// <summary>No zone is further from UTC than a day.</summary>
    private static DateOnly FirstPossible(DateTimeOffset instant)
    {
        var day = DateOnly.FromDateTime(instant.UtcDateTime);

        return day > DateOnly.MinValue ? day.AddDays(-1) : day;
    }

    private IEnumerable<WorkingDay> Days(DateOnly first)
    {
        for (var day = first; day <= LastDay; day = day.AddDays(1))
        {
            if (calendar.WorkingHoursOn(day) is not { } hours)
                continue;

            var (opens, closes) = (instantOf(day, hours.Opens), instantOf(day, hours.Closes));
            if (opens < closes)
                yield return new(day, opens, closes);
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) =>
        one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) =>
        one < other ? one : other;
}
