using static Incidents.Domain.Tests.APackThatIsWrong;

namespace Incidents.Domain.Tests;

/// <summary>The last value that is still allowed, and the first that is not.</summary>
public sealed class TheBoundsOfAPack
{
    private static readonly SchoolCalendar Calendar = Pack.Calendar;

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void a_rung_is_at_1_to_100_percent(int percent, bool allowed) =>
        Problems(Pack with { Ladder = [new("warned", RungAction.Warn, [], AtPercent: percent)] })
            .Should().Equal(allowed ? [] : ["/ladder/0/atPercent"]);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(400, true)]
    [InlineData(401, false)]
    public void a_rung_is_1_to_400_working_days_after(int days, bool allowed) =>
        Problems(Pack with
        {
            Ladder = [new("later", RungAction.Escalate, [Role.Headteacher], WorkingDaysAfter: days)],
        }).Should().Equal(allowed ? [] : ["/ladder/0/workingDaysAfter"]);

    [Fact]
    public void rungs_may_act_at_the_same_time_and_name_a_role_once()
    {
        var rung = new Rung("one", RungAction.Escalate, [Role.Headteacher], AtPercent: 90);

        Problems(Pack with { Ladder = [rung, rung with { Id = "other" }] }).Should().BeEmpty();
        Problems(Pack with { Ladder = [rung with { To = [Role.Headteacher, Role.Headteacher] }] })
            .Should().Equal("/ladder/0/to/1");
        Problems(Pack with { Ladder = [rung, new("other", RungAction.Warn, [], AtPercent: 89)] })
            .Should().Equal("/ladder/1");
    }

    [Theory]
    [InlineData(1, null, true)]
    [InlineData(400, null, true)]
    [InlineData(401, null, false)]
    [InlineData(null, 1, true)]
    [InlineData(null, 0, false)]
    [InlineData(null, 8784, true)]
    [InlineData(null, 8785, false)]
    public void a_timescale_is_1_to_400_working_days_or_hours_of_a_year_at_most(
        int? days, int? hours, bool allowed)
    {
        var row = new Timescale("closure", hours is null ? Clock.Working : Clock.Elapsed, "report",
            WorkingDays: days, Hours: hours);

        Problems(Pack with { Timescales = [.. Pack.Timescales, row] }).Should().Equal(allowed
            ? []
            : [$"/timescales/{Pack.Timescales.Length}/{(hours is null ? "workingDays" : "hours")}"]);
    }

    [Fact]
    public void the_rest_of_a_wrong_row_says_which_clock_it_is_on()
    {
        Said(new("closure", Clock.Elapsed, "report", WorkingDays: 3)).Should().StartWith("is on the elapsed");
        Said(new("closure", Clock.Working, "report", Hours: 3)).Should().StartWith("is on the working clock");
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(1200, true)]
    [InlineData(1201, false)]
    public void an_incident_is_kept_1_to_1200_months(int months, bool allowed) =>
        Problems(Pack with { Retention = [Pack.Retention[^1] with { Months = months }] })
            .Should().Equal(allowed ? [] : ["/retention/0/months"]);

    [Fact]
    public void a_term_may_have_one_day_and_follow_on_the_next_and_end_the_calendar()
    {
        Term first = new("Autumn", new(2026, 9, 2), new(2026, 9, 2));
        Term next = new("Winter", new(2026, 9, 3), new(2026, 12, 18));
        var calendar = Calendar with
        {
            Terms = [first, next],
            InsetDays = [],
            CoversUntil = new(2026, 12, 18),
        };

        Problems(Pack with { Calendar = calendar }).Should().BeEmpty();
        Problems(Pack with { Calendar = calendar with { Terms = [first, next with { First = first.Last }] } })
            .Should().Equal("/calendar/terms/1/first");
        Problems(Pack with { Calendar = calendar with { InsetDays = [new(2026, 12, 21)] } })
            .Should().Equal("/calendar/coversUntil");
    }

    [Fact]
    public void the_policy_is_to_be_reviewed_by_its_day_and_not_before()
    {
        var control = Pack.DocumentControl with { NextReview = new(2026, 3, 2) };

        control.IsReviewOverdue(new(2026, 3, 2)).Should().BeFalse();
        control.IsReviewOverdue(new(2026, 3, 3)).Should().BeTrue();
    }

    private static IEnumerable<string> Problems(PolicyPack pack) => Pointers(pack);

    private static string Said(Timescale row) =>
        PackCheck.Problems(Pack with { Timescales = [.. Pack.Timescales, row] }, Zones)
            .Last(problem => !problem.Pointer.EndsWith("/atDueDate", StringComparison.Ordinal)).Message;
}
