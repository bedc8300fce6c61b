namespace Incidents.Domain;

public static partial class DefaultPack
{
    /// <summary>An example: a school in England in the years 2025/26 and 2026/27, with the bank holidays of
    /// England (A2). Terms differ from county to county.</summary>
    private static SchoolCalendar Calendar => new(
        TimeZone: "Europe/London",
        OpeningHours:
        [
            Open(DayOfWeek.Monday), Open(DayOfWeek.Tuesday), Open(DayOfWeek.Wednesday),
            Open(DayOfWeek.Thursday), Open(DayOfWeek.Friday),
        ],
        Terms:
        [
            new("Autumn 2025, first half", new(2025, 9, 3), new(2025, 10, 24)),
            new("Autumn 2025, second half", new(2025, 11, 3), new(2025, 12, 19)),
            new("Spring 2026, first half", new(2026, 1, 6), new(2026, 2, 13)),
            new("Spring 2026, second half", new(2026, 2, 23), new(2026, 3, 27)),
            new("Summer 2026, first half", new(2026, 4, 13), new(2026, 5, 22)),
            new("Summer 2026, second half", new(2026, 6, 1), new(2026, 7, 21)),
            new("Autumn 2026, first half", new(2026, 9, 3), new(2026, 10, 23)),
            new("Autumn 2026, second half", new(2026, 11, 2), new(2026, 12, 18)),
            new("Spring 2027, first half", new(2027, 1, 5), new(2027, 2, 12)),
            new("Spring 2027, second half", new(2027, 2, 22), new(2027, 3, 25)),
            new("Summer 2027, first half", new(2027, 4, 12), new(2027, 5, 28)),
            new("Summer 2027, second half", new(2027, 6, 7), new(2027, 7, 21)),
        ],
        InsetDays:
        [
            new(2025, 9, 1), new(2025, 9, 2), new(2026, 1, 5), new(2026, 7, 22),
            new(2026, 9, 1), new(2026, 9, 2), new(2027, 1, 4), new(2027, 7, 22),
        ],
        BankHolidays:
        [
            new(new(2025, 12, 25), "Christmas Day"),
            new(new(2025, 12, 26), "Boxing Day"),
            new(new(2026, 1, 1), "New Year's Day"),
            new(new(2026, 4, 3), "Good Friday"),
            new(new(2026, 4, 6), "Easter Monday"),
            new(new(2026, 5, 4), "Early May bank holiday"),
            new(new(2026, 5, 25), "Spring bank holiday"),
            new(new(2026, 8, 31), "Summer bank holiday"),
            new(new(2026, 12, 25), "Christmas Day"),
            new(new(2026, 12, 28), "Boxing Day (substitute day)"),
            new(new(2027, 1, 1), "New Year's Day"),
            new(new(2027, 3, 26), "Good Friday"),
            new(new(2027, 3, 29), "Easter Monday"),
            new(new(2027, 5, 3), "Early May bank holiday"),
            new(new(2027, 5, 31), "Spring bank holiday"),
            new(new(2027, 8, 30), "Summer bank holiday"),
        ],
        CoversUntil: new(2027, 8, 31));

    private static OpeningHours Open(DayOfWeek day) => new(day, new(8, 30), new(16, 0));
}
