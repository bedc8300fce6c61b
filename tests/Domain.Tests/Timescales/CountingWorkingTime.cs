using CsCheck;
using static Incidents.Domain.Tests.Timescales.London;

namespace Incidents.Domain.Tests.Timescales;

public sealed class CountingWorkingTime
{
    private static readonly WorkingTime School = new(Pack.Calendar, Instant);

    [Theory]
    [InlineData("2026-03-02 10:00", 1, "2026-03-03 10:00", "the same time on the next working day")]
    [InlineData("2026-03-06 10:00", 1, "2026-03-09 10:00", "over a weekend")]
    [InlineData("2026-03-02 08:30", 1, "2026-03-02 16:00", "a whole day from its opening on")]
    [InlineData("2026-03-02 06:00", 1, "2026-03-02 16:00", "before the school opens")]
    [InlineData("2026-03-02 16:00", 1, "2026-03-03 16:00", "as the school closes")]
    [InlineData("2026-03-07 12:00", 1, "2026-03-09 16:00", "on a Saturday")]
    [InlineData("2026-03-27 10:00", 1, "2026-04-13 10:00", "the last day before Easter")]
    [InlineData("2026-08-12 10:00", 1, "2026-09-01 16:00", "in the summer holidays, to an INSET day")]
    [InlineData("2026-05-01 12:00", 1, "2026-05-05 12:00", "over a bank holiday")]
    [InlineData("2026-12-18 09:00", 1, "2027-01-04 09:00", "over Christmas")]
    [InlineData("2026-03-02 10:00", 20, "2026-04-13 10:00", "four weeks with Easter between")]
    public void adds_days_of_the_calendar(string from, int days, string due, string because) =>
        School.AddDays(At(from), days).Should().Be(At(due), because);

    [Theory]
    [InlineData("2026-03-02 15:00", 2, "2026-03-03 09:30")]
    [InlineData("2026-03-06 16:30", 7.5, "2026-03-09 16:00")]
    [InlineData("2026-08-01 00:00", 1, "2026-09-01 09:30")]
    public void adds_hours_of_the_calendar(string from, double hours, string due) =>
        School.Add(At(from), TimeSpan.FromHours(hours)).Should().Be(At(due));

    [Fact]
    public void ends_a_due_date_when_the_school_closes()
    {
        School.EndOf(new(2026, 3, 3)).Should().Be(At("2026-03-03 16:00"));
        School.EndOf(new(2026, 3, 7)).Should().Be(At("2026-03-09 16:00"), "that is a Saturday");
        School.EndOf(new(2026, 7, 24)).Should().Be(At("2026-09-01 16:00"), "those are the holidays");
    }

    [Fact]
    public void keeps_the_local_time_over_both_clock_changes()
    {
        var spring = Always(new(0, 30), new(23, 30), new(2026, 3, 28), new(2026, 3, 30));
        spring.Between(At("2026-03-28 12:00"), At("2026-03-30 12:00"))
            .Should().Be(TimeSpan.FromHours(45), "two days of 23 open hours, and one of them lost an hour");
        spring.AddDays(At("2026-03-28 12:00"), 1).Should().Be(At("2026-03-29 13:00"),
            "eleven and a half hours into that day");

        var autumn = Always(new(0, 30), new(23, 30), new(2026, 10, 24), new(2026, 10, 26));
        autumn.Between(At("2026-10-24 12:00"), At("2026-10-26 12:00")).Should().Be(TimeSpan.FromHours(47));

        School.AddDays(At("2026-10-23 10:00"), 1).Should().Be(At("2026-11-02 10:00"))
            .And.Be(new DateTimeOffset(2026, 11, 2, 10, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void passes_over_a_day_without_a_length()
    {
        var calendar = Pack.Calendar with
        {
            OpeningHours = [.. Pack.Calendar.OpeningHours.Select(hours =>
                hours.Day == DayOfWeek.Tuesday ? hours with { Closes = hours.Opens } : hours)],
        };

        new WorkingTime(calendar, Instant).AddDays(At("2026-03-02 10:00"), 1)
            .Should().Be(At("2026-03-04 10:00"));
    }

    [Fact]
    public void closes_earlier_on_a_day_that_is_shorter()
    {
        var calendar = Pack.Calendar with
        {
            OpeningHours = [.. Pack.Calendar.OpeningHours.Select(hours =>
                hours.Day == DayOfWeek.Friday ? hours with { Closes = new(13, 0) } : hours)],
        };

        new WorkingTime(calendar, Instant).AddDays(At("2026-03-05 15:00"), 1)
            .Should().Be(At("2026-03-06 13:00"));
    }

    [Fact]
    public void says_when_it_counted_past_the_calendar_and_is_then_early_and_never_late()
    {
        var ends = Pack.Calendar with
        {
            Terms = [.. Pack.Calendar.Terms.Where(term => term.First < new DateOnly(2026, 4, 1))],
            CoversUntil = new(2026, 3, 31),
        };
        var shortSighted = new WorkingTime(ends, Instant);
        var from = At("2026-03-27 10:00");

        shortSighted.Covers(from, shortSighted.AddDays(from, 5)).Should().BeFalse();
        shortSighted.AddDays(from, 5).Should().BeBefore(School.AddDays(from, 5));
        School.Covers(from, School.AddDays(from, 5)).Should().BeTrue();
    }

    [Fact]
    public void comes_to_an_end_whatever_date_is_stated()
    {
        School.EndOf(DateOnly.MaxValue).Year.Should().Be(9990);
        School.AddDays(School.EndOf(DateOnly.MaxValue), 5).Year.Should().Be(9990);
    }

    [Fact]
    public void measures_what_was_added() =>
        Gen.Select(AnySchool, AnyInstant, AnyLength).Sample((time, from, worked) =>
            time.Between(from, time.Add(from, worked)) == worked);

    [Fact]
    public void ends_later_with_every_day_that_is_added() =>
        Gen.Select(AnySchool, AnyInstant, Gen.Int[1, 25]).Sample((time, from, days) =>
            time.AddDays(from, days) < time.AddDays(from, days + 1));

    [Fact]
    public void adds_in_parts_as_at_once() =>
        Gen.Select(AnySchool, AnyInstant, AnyLength, AnyLength).Sample((time, from, one, other) =>
            time.Add(time.Add(from, one), other) == time.Add(from, one + other));

    [Fact]
    public void is_never_earlier_for_what_starts_later_or_takes_longer() =>
        Gen.Select(AnySchool, AnyInstant, AnyInstant, AnyLength, AnyLength, Gen.Int[1, 20])
            .Sample((time, one, other, shorter, longer, days) =>
            {
                var (first, second) = one <= other ? (one, other) : (other, one);
                if (shorter > longer)
                    (shorter, longer) = (longer, shorter);

                return time.Add(first, longer) <= time.Add(second, longer)
                    && time.Add(first, shorter) <= time.Add(first, longer)
                    && time.AddDays(first, days) <= time.AddDays(second, days)
                    && time.AddDays(first, days) < time.AddDays(first, days + 1);
            });

    [Fact]
    public void never_ends_on_a_day_off_nor_outside_opening_hours() =>
        Gen.Select(AnyCalendar, AnyInstant, Gen.Int[1, 20]).Sample((calendar, from, days) =>
        {
            var due = new WorkingTime(calendar, Instant).AddDays(from, days);

            return Enumerable.Range(-1, 3)
                .Select(offset => DateOnly.FromDateTime(due.UtcDateTime).AddDays(offset))
                .Any(day => calendar.WorkingHoursOn(day) is { } hours
                    && due > Instant(day, hours.Opens) && due <= Instant(day, hours.Closes));
        });

    [Fact]
    public void counts_nothing_on_a_day_off() =>
        Gen.Select(AnyCalendar, AnyInstant).Sample((calendar, from) =>
        {
            var day = DateOnly.FromDateTime(from.UtcDateTime);

            return calendar.WorkingHoursOn(day) is not null
                || new WorkingTime(calendar, Instant).Between(
                    Instant(day, TimeOnly.MinValue), Instant(day.AddDays(1), TimeOnly.MinValue))
                    == TimeSpan.Zero;
        });

    [Fact]
    public void counts_as_long_as_the_clock_runs_also_in_the_nights_when_it_is_changed() =>
        Gen.Select(Gen.Bool, Gen.Int[0, 240], Gen.Int[241, 1439]).Sample((spring, opens, closes) =>
        {
            var day = spring ? new DateOnly(2026, 3, 29) : new(2026, 10, 25);
            var time = Always(Minutes(opens), Minutes(closes), day.AddDays(-9), day.AddDays(9));
            var (from, to) = (Instant(day, Minutes(opens)), Instant(day, Minutes(closes)));

            return time.Between(Instant(day, TimeOnly.MinValue), Instant(day.AddDays(1), TimeOnly.MinValue))
                    == to - from
                && time.Add(from, to - from) == to && time.AddDays(from, 1) == to;
        });

    [Fact]
    public void begins_with_the_next_opening_whatever_time_off_it_starts_in() =>
        Gen.Select(AnySchool, AnyInstant, AnyLength, Gen.Int[1, 20]).Sample((time, from, worked, days) =>
        {
            var moment = TimeSpan.FromMicroseconds(1);
            var opens = time.Add(from, moment) - moment;

            return time.Add(from, worked) == time.Add(opens, worked)
                && (opens == from || time.AddDays(from, days) == time.AddDays(opens, days));
        });

    [Fact]
    public void passes_over_a_day_without_a_length_as_over_one_on_which_the_school_stays_shut() =>
        Gen.Select(AnyCalendar, AnyDayButOne, AnyInstant, AnyLength, Gen.Int[1, 20])
            .Sample((calendar, day, from, worked, days) =>
            {
                var others = calendar.OpeningHours.Where(hours => hours.Day != day).ToImmutableArray();
                var shut = new WorkingTime(calendar with { OpeningHours = others }, Instant);
                var empty = new WorkingTime(calendar with
                {
                    OpeningHours = [.. others, new(day, new(9, 0), new(9, 0))],
                }, Instant);

                return empty.Add(from, worked) == shut.Add(from, worked)
                    && empty.AddDays(from, days) == shut.AddDays(from, days);
            });

    [Fact]
    public void is_right_or_says_that_the_calendar_ends_before_and_is_then_never_late() =>
        Gen.Select(Gen.Int[0, 500], AnyInstant, Gen.Int[1, 25]).Sample((until, from, days) =>
        {
            var last = new DateOnly(2026, 1, 6).AddDays(until);
            var ends = Pack.Calendar with
            {
                Terms = [.. Pack.Calendar.Terms.Where(term => term.First <= last)
                    .Select(term => term with { Last = term.Last < last ? term.Last : last })],
                InsetDays = [.. Pack.Calendar.InsetDays.Where(day => day <= last)],
                CoversUntil = last,
            };
            var shortSighted = new WorkingTime(ends, Instant);
            var due = shortSighted.AddDays(from, days);

            return shortSighted.Covers(from, due)
                ? due == School.AddDays(from, days)
                : due <= School.AddDays(from, days);
        });

    private static Gen<DateTimeOffset> AnyInstant { get; } =
        Gen.Int[0, 2 * 365 * 24 * 60].Select(minutes =>
            new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes));

    private static Gen<TimeSpan> AnyLength { get; } = Gen.Long[1, 80L * 3600 * 1_000_000]
        .Select(microseconds => TimeSpan.FromMicroseconds(microseconds));

    /// <summary>Opening hours of every kind, some days of no length, some holidays, and nights on which
    /// the clocks change.</summary>
    private static Gen<SchoolCalendar> AnyCalendar { get; } = Gen.Select(
        Gen.Select(Gen.Int[0, 1380], Gen.Int[0, 1430], Gen.Bool).Array[7],
        Gen.Int[0, 700].HashSet[0, 60],
        (days, holidays) => Pack.Calendar with
        {
            OpeningHours = [.. days.Select((day, i) => new OpeningHours(
                (DayOfWeek)i, Minutes(Math.Min(day.Item1, day.Item2)),
                Minutes(i == 3 || day.Item3 ? Math.Max(day.Item1 + 1, day.Item2)
                    : Math.Min(day.Item1, day.Item2))))],
            Terms = [new("Always", new(2025, 9, 1), new(2027, 8, 31))],
            InsetDays = [],
            BankHolidays = [.. holidays.Select(day =>
                new BankHoliday(new DateOnly(2026, 1, 1).AddDays(day), "A holiday"))],
        });

    /// <summary>On a Wednesday every one of these schools opens.</summary>
    private static Gen<DayOfWeek> AnyDayButOne { get; } =
        Gen.Enum<DayOfWeek>().Where(day => day != DayOfWeek.Wednesday);

    private static Gen<WorkingTime> AnySchool { get; } =
        AnyCalendar.Select(calendar => new WorkingTime(calendar, Instant));

    private static TimeOnly Minutes(int minutes) => TimeOnly.MinValue.AddMinutes(minutes);

    private static WorkingTime Always(TimeOnly opens, TimeOnly closes, DateOnly first, DateOnly last) =>
        new(Pack.Calendar with
        {
            OpeningHours =
                [.. Enum.GetValues<DayOfWeek>().Select(day => new OpeningHours(day, opens, closes))],
            Terms = [new("Always", first, last)],
            BankHolidays = [],
        }, Instant);
}
