namespace Incidents.Domain;

/// <summary>Whether deadlines can be counted by a pack's calendar.</summary>
internal static class CalendarCheck
{
    public static IEnumerable<FieldProblem> Problems(
        SchoolCalendar calendar, IReadOnlySet<string> timeZones) =>
    [
        .. TimeZone(calendar.TimeZone, timeZones),
        .. Hours(calendar.OpeningHours),
        .. Terms(calendar.Terms),
        .. InsetDays(calendar),
        .. PackCheck.Repeated(calendar.BankHolidays.Select(holiday => holiday.On),
            index => $"/calendar/bankHolidays/{index}/on", "is a bank holiday already."),
        .. Covered(calendar),
    ];

    private static IEnumerable<FieldProblem> TimeZone(string zone, IReadOnlySet<string> known)
    {
        if (!known.Contains(zone))
            yield return new("/calendar/timeZone",
                "is no time zone that is known here; give its IANA name, for example Europe/London.");
    }

    private static IEnumerable<FieldProblem> Hours(ImmutableArray<OpeningHours> hours)
    {
        if (hours.IsEmpty)
            yield return new("/calendar/openingHours",
                "is empty; without a day on which the school opens no working time can be counted.");

        foreach (var (index, day) in hours.Index().Where(day => day.Item.Opens >= day.Item.Closes))
            yield return new($"/calendar/openingHours/{index}/closes",
                "is not later than opens; both are times of the same day.");

        foreach (var problem in PackCheck.Repeated(hours.Select(day => day.Day),
            index => $"/calendar/openingHours/{index}/day", "has its hours already; give each day once."))
            yield return problem;
    }

    private static IEnumerable<FieldProblem> Terms(ImmutableArray<Term> terms)
    {
        if (terms.IsEmpty)
            yield return new("/calendar/terms", "is empty; give at least one term.");

        foreach (var (index, term) in terms.Index())
        {
            if (term.First > term.Last)
                yield return new($"/calendar/terms/{index}/last", "is before the term's first day.");
            else if (index > 0 && term.First <= terms[index - 1].Last)
                yield return new($"/calendar/terms/{index}/first",
                    "is not after the term before it; give the terms in their order, without overlap.");
        }
    }

    private static IEnumerable<FieldProblem> InsetDays(SchoolCalendar calendar)
    {
        foreach (var (index, day) in calendar.InsetDays.Index())
        {
            if (calendar.OpeningHours.All(hours => hours.Day != day.DayOfWeek))
                yield return new($"/calendar/insetDays/{index}",
                    "is a day of the week on which the school does not open.");
            else if (calendar.BankHolidays.Any(holiday => holiday.On == day))
                yield return new($"/calendar/insetDays/{index}", "is a bank holiday.");
        }

        foreach (var problem in PackCheck.Repeated(calendar.InsetDays,
            index => $"/calendar/insetDays/{index}", "is an INSET day already."))
            yield return problem;
    }

    private static IEnumerable<FieldProblem> Covered(SchoolCalendar calendar)
    {
        DateOnly[] days = [.. calendar.Terms.Select(term => term.Last), .. calendar.InsetDays];
        if (days.Any(day => day > calendar.CoversUntil))
            yield return new(
                "/calendar/coversUntil", "is before the last term or INSET day of the calendar.");
    }
}
