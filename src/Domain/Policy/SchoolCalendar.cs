namespace Incidents.Domain;

/// <summary>When the school works, by which working hours and days are counted (must-7, A2). Working time is
/// counted on the opening days of the terms and on INSET days. Of days that the calendar does not cover,
/// those on which the school opens count, so that a deadline can always be told.</summary>
/// <param name="TimeZone">IANA name of the zone in which its times are local.</param>
/// <param name="OpeningHours">One row for each day of the week on which the school opens.</param>
/// <param name="Terms">In their order; a half term is a term of its own.</param>
/// <param name="InsetDays">Days on which only the staff work, within a term or outside.</param>
/// <param name="CoversUntil">The last day that it tells of; by then it is renewed.</param>
public sealed record SchoolCalendar(
    [property: MaxLength(100)] string TimeZone,
    ImmutableArray<OpeningHours> OpeningHours,
    ImmutableArray<Term> Terms,
    ImmutableArray<DateOnly> InsetDays,
    ImmutableArray<BankHoliday> BankHolidays,
    DateOnly CoversUntil)
{
    /// <summary>The hours of a day that count as working time; none on a day off.</summary>
    public OpeningHours? WorkingHoursOn(DateOnly day)
    {
        var counts = !Covers(day) || InsetDays.Contains(day) || Terms.Any(term => term.Has(day));

        return counts && BankHolidays.All(holiday => holiday.On != day)
            ? OpeningHours.FirstOrDefault(hours => hours.Day == day.DayOfWeek)
            : null;
    }

    /// <summary>Whether the calendar tells of a day.</summary>
    public bool Covers(DateOnly day) =>
        Terms is [var first, ..] && day >= first.First && day <= CoversUntil;
}

/// <summary>When the school is open on a day of the week.</summary>
/// <param name="Opens">Local time.</param>
/// <param name="Closes">Local time, of the same day.</param>
public sealed record OpeningHours(DayOfWeek Day, TimeOnly Opens, TimeOnly Closes);

/// <summary>Days of lessons without a longer break.</summary>
public sealed record Term([property: MaxLength(200)] string Title, DateOnly First, DateOnly Last)
{
    /// <summary>Whether a day lies in it.</summary>
    public bool Has(DateOnly day) => day >= First && day <= Last;
}

/// <summary>A public holiday, on which nobody works.</summary>
public sealed record BankHoliday(DateOnly On, [property: MaxLength(200)] string Title);
