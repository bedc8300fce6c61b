namespace Incidents.Domain.Tests.Timescales;

/// <summary>The time of London since 1996, by the rule of the law: summer time begins and ends at 01:00 UTC
/// on the last Sundays of March and October.</summary>
internal static class London
{
    public static DateTimeOffset Instant(DateOnly day, TimeOnly time)
    {
        var local = new DateTimeOffset(day, time, TimeSpan.Zero);
        var summer = local.AddHours(-1);

        return summer >= LastSunday(day.Year, 3) && summer < LastSunday(day.Year, 10) ? summer : local;
    }

    /// <summary>What the clock of London shows.</summary>
    public static (DateOnly Day, TimeOnly Time) Local(DateTimeOffset instant)
    {
        var summer = instant >= LastSunday(instant.Year, 3) && instant < LastSunday(instant.Year, 10);
        var local = instant.UtcDateTime.AddHours(summer ? 1 : 0);

        return (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
    }

    /// <summary>For example <c>2026-03-02 09:00</c>.</summary>
    public static DateTimeOffset At(string text)
    {
        var local = DateTime.Parse(text);

        return Instant(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
    }

    private static DateTimeOffset LastSunday(int year, int month)
    {
        var last = new DateTimeOffset(year, month, 31, 1, 0, 0, TimeSpan.Zero);

        return last.AddDays(-(int)last.DayOfWeek);
    }
}
