using CsCheck;
using Incidents.Application.Timescales;
using Incidents.Domain;

namespace Incidents.Application.Tests.Timescales;

public sealed class TimeOfTheZone
{
    private static readonly SchoolCalendar Calendar = DefaultPack.Create().Calendar;
    private static readonly WorkingTime London = TimeZones.Count(Calendar);

    [Theory]
    [InlineData("2026-03-27T10:00:00Z", "2026-04-13T09:00:00Z", "summer time begins in between")]
    [InlineData("2026-10-23T09:00:00Z", "2026-11-02T10:00:00Z", "summer time ends in between")]
    [InlineData("2026-03-02T10:00:00Z", "2026-03-03T10:00:00Z", "nothing changes")]
    public void keeps_the_time_of_the_day(string from, string due, string because) =>
        London.AddDays(DateTimeOffset.Parse(from), 1).Should().Be(DateTimeOffset.Parse(due), because);

    [Fact]
    public void moves_a_time_that_is_skipped_on_by_as_much_and_takes_the_first_of_two()
    {
        var nights = Nights(new(1, 30), new(2, 30));

        nights.Between(NoonOf(2026, 3, 28), NoonOf(2026, 3, 29))
            .Should().Be(TimeSpan.Zero, "01:30 and 02:30 are then the same instant");
        nights.Between(NoonOf(2026, 10, 24), NoonOf(2026, 10, 25))
            .Should().Be(TimeSpan.FromHours(2), "from the first half past one to half past two");
    }

    [Fact]
    public void measures_what_was_added_in_any_zone() =>
        Gen.Select(
            Gen.OneOf<string>(
                "Europe/London", "America/St_Johns", "Pacific/Apia", "Pacific/Honolulu", "UTC"),
            Gen.Int[0, 2 * 365 * 24 * 60], Gen.Int[1, 30_000], Gen.Int[1, 20])
            .Sample((zone, from, length, days) =>
            {
                var time = TimeZones.Count(Calendar with { TimeZone = zone });
                var start = new DateTimeOffset(2025, 9, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(from);
                var worked = TimeSpan.FromMinutes(length);

                return time.Between(start, time.Add(start, worked)) == worked
                    && time.AddDays(start, days) < time.AddDays(start, days + 1);
            });

    [Theory]
    [InlineData("Europe/London", true)]
    [InlineData("Europe/Londinium", false)]
    public void is_known_by_its_name(string zone, bool known) =>
        TimeZones.Known.Contains(zone).Should().Be(known);

    private static DateTimeOffset NoonOf(int year, int month, int day) =>
        new(year, month, day, 12, 0, 0, TimeSpan.Zero);

    private static WorkingTime Nights(TimeOnly opens, TimeOnly closes) => TimeZones.Count(Calendar with
    {
        OpeningHours = [.. Enum.GetValues<DayOfWeek>().Select(day => new OpeningHours(day, opens, closes))],
        Terms = [new("Always", new(2026, 1, 1), new(2026, 12, 31))],
        BankHolidays = [],
    });
}
