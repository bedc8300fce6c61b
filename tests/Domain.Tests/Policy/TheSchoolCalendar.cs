namespace Incidents.Domain.Tests;

public sealed class TheSchoolCalendar
{
    private static readonly SchoolCalendar Calendar = Pack.Calendar;

    [Theory]
    [InlineData("2026-03-02", "a school day")]
    [InlineData("2026-09-01", "an INSET day before the term")]
    [InlineData("2026-07-22", "an INSET day after the term")]
    public void counts(string day, string because) =>
        Calendar.WorkingHoursOn(DateOnly.Parse(day)).Should()
            .Be(new OpeningHours(DateOnly.Parse(day).DayOfWeek, new(8, 30), new(16, 0)), because);

    [Theory]
    [InlineData("2026-03-07", "a Saturday")]
    [InlineData("2026-02-17", "half term")]
    [InlineData("2026-08-12", "the summer holidays")]
    [InlineData("2026-05-04", "a bank holiday within a term")]
    [InlineData("2026-12-28", "the substitute of a bank holiday that falls on a Saturday")]
    public void does_not_count(string day, string because) =>
        Calendar.WorkingHoursOn(DateOnly.Parse(day)).Should().BeNull(because);

    [Theory]
    [InlineData("2025-09-02", false)]
    [InlineData("2025-09-03", true)]
    [InlineData("2027-08-31", true)]
    [InlineData("2027-09-01", false)]
    public void covers_the_days_from_its_first_term_to_its_last_day(string day, bool covers) =>
        Calendar.Covers(DateOnly.Parse(day)).Should().Be(covers);

    [Fact]
    public void counts_the_opening_days_that_it_does_not_cover()
    {
        Calendar.WorkingHoursOn(new(2027, 9, 1)).Should().NotBeNull("a Wednesday after its last day");
        Calendar.WorkingHoursOn(new(2027, 9, 4)).Should().BeNull("a Saturday after its last day");
        Calendar.WorkingHoursOn(new(2025, 6, 4)).Should().NotBeNull("a Wednesday before its first term");
    }
}
