using static Incidents.Domain.Tests.APackThatIsWrong;

namespace Incidents.Domain.Tests;

public sealed class APackWithWrongTimes
{
    private static readonly SchoolCalendar Calendar = Pack.Calendar;

    [Fact]
    public void has_a_zone_that_is_not_known() =>
        OfCalendar(Calendar with { TimeZone = "Europe/Clacton" }).Should().Equal("/calendar/timeZone");

    [Fact]
    public void has_hours_that_end_before_they_begin_or_a_day_twice()
    {
        OfCalendar(Calendar with
        {
            OpeningHours = Calendar.OpeningHours.SetItem(2, new(DayOfWeek.Wednesday, new(9, 0), new(9, 0))),
        }).Should().Equal("/calendar/openingHours/2/closes");
        OfCalendar(Calendar with { OpeningHours = [.. Calendar.OpeningHours, Calendar.OpeningHours[0]] })
            .Should().Equal("/calendar/openingHours/5/day");
        OfCalendar(Calendar with { OpeningHours = [], InsetDays = [] }).Should()
            .Equal("/calendar/openingHours");
    }

    [Fact]
    public void has_terms_out_of_order_or_one_that_ends_before_it_begins()
    {
        OfCalendar(Calendar with { Terms = [Calendar.Terms[1], Calendar.Terms[0]] }).Should()
            .Equal("/calendar/terms/1/first");
        OfCalendar(Calendar with { Terms = [new("Autumn", new(2026, 9, 3), new(2026, 9, 2))] }).Should()
            .Equal("/calendar/terms/0/last");
        OfCalendar(Calendar with { Terms = [] }).Should().Equal("/calendar/terms");
    }

    [Fact]
    public void has_inset_days_on_which_nobody_works()
    {
        OfCalendar(Calendar with { InsetDays = [new(2026, 9, 5)] }).Should().Equal("/calendar/insetDays/0");
        OfCalendar(Calendar with { InsetDays = [new(2026, 5, 4)] }).Should().Equal("/calendar/insetDays/0");
        OfCalendar(Calendar with { InsetDays = [new(2026, 9, 1), new(2026, 9, 1)] }).Should()
            .Equal("/calendar/insetDays/1");
    }

    [Fact]
    public void has_a_bank_holiday_twice() =>
        OfCalendar(Calendar with { BankHolidays = [Calendar.BankHolidays[0], Calendar.BankHolidays[0]] })
            .Should().Equal("/calendar/bankHolidays/1/on");

    [Fact]
    public void ends_before_its_last_term() =>
        OfCalendar(Calendar with { CoversUntil = new(2027, 7, 20) }).Should().Equal("/calendar/coversUntil");

    [Fact]
    public void has_a_timescale_without_one_length_on_its_clock()
    {
        OfTimescale(new("closure", Clock.Working, "report")).Should().Equal("");
        OfTimescale(new("closure", Clock.Working, "report", Hours: 3)).Should().Equal("");
        OfTimescale(new("closure", Clock.Working, "report", WorkingDays: 3, AtDueDate: true)).Should()
            .Equal("/atDueDate", "");
        OfTimescale(new("closure", Clock.Elapsed, "report", WorkingDays: 3)).Should().Equal("");
        OfTimescale(new("closure", Clock.Elapsed, "report", Hours: 0)).Should().Equal("/hours");
        OfTimescale(new("closure", Clock.Working, "report", WorkingDays: 401)).Should().Equal("/workingDays");
    }

    [Fact]
    public void has_a_timescale_of_what_is_no_step()
    {
        OfTimescale(new("closing", Clock.Working, "report", WorkingDays: 1)).Should().Equal("/step");
        OfTimescale(new("closure", Clock.Working, DutyIds.Leadership, WorkingDays: 1)).Should()
            .Equal("/from");
    }

    [Fact]
    public void has_a_due_date_at_one_severity_alone()
    {
        var rest = Pack.Timescales.RemoveAll(row => row.Step == "controls/review");
        Timescale OfControls(Severity? severity) =>
            new("controls/review", Clock.Working, "controls", severity, AtDueDate: true);

        Pointers(Pack with { Timescales = rest.Add(OfControls(Severity.Critical)) }).Should()
            .Equal($"/timescales/{rest.Length}/severity");
        Pointers(Pack with { Timescales = rest.Add(OfControls(null)) }).Should().BeEmpty();
    }

    /// <summary>A clock that nothing stops would record a step as missed that was done in time.</summary>
    [Fact]
    public void has_a_timescale_of_what_no_clock_sees_done()
    {
        string[] unseen =
        [
            "report", "anonymous-reports", "imports", "reopening", "expert-help/advice", "risks/treatment",
            "evidence/custody", "escalations", "escalations/acknowledgement", "messages", "links",
            "detriment-concerns/resolution", "reporter-identity/requests/decision", "legal-holds",
        ];

        foreach (var step in unseen)
        {
            OfTimescale(new(step, Clock.Working, "report", WorkingDays: 1)).Should()
                .Equal(["/step"], step);
            if (step is not ("report" or "reopening"))
                OfTimescale(new("risks", Clock.Working, step, WorkingDays: 1)).Should()
                    .Equal(["/from"], step);
        }

        OfTimescale(new("risks", Clock.Working, "closure", WorkingDays: 1)).Should().Equal("/from");
        PackCheck.Problems(Pack with
        {
            Timescales = [.. Pack.Timescales, new("messages", Clock.Working, "report", WorkingDays: 1)],
        }, Zones).Single().Message.Should().Contain("communications-plan, communications, controls");
    }

    [Fact]
    public void has_two_timescales_for_one_step()
    {
        OfTimescale(new("classification", Clock.Working, "report", WorkingDays: 2)).Should().Equal("");
        OfTimescale(new("classification", Clock.Working, "report", Severity.Major, WorkingDays: 2)).Should()
            .Equal("");
        OfTimescale(new("outcome-reports", Clock.Working, "allocation", Severity.Major, WorkingDays: 2))
            .Should().Equal("");
    }

    [Fact]
    public void gives_the_ico_longer_than_the_law()
    {
        var notification = Pack.Timescales.Index()
            .Single(row => row.Item.Step == "ico-notifications");

        Pointers(Pack with
        {
            Timescales = Pack.Timescales.SetItem(notification.Index,
            notification.Item with { Hours = 73 })
        }).Should().Equal($"/timescales/{notification.Index}");
        Pointers(Pack with
        {
            Timescales = Pack.Timescales.SetItem(notification.Index,
            notification.Item with { Hours = 48 })
        }).Should().BeEmpty("a school may be quicker");
        Pointers(Pack with { Timescales = Pack.Timescales.RemoveAt(notification.Index) }).Should()
            .Equal("/timescales");
    }

    [Fact]
    public void has_a_rung_that_acts_never_twice_or_out_of_order()
    {
        OfLadder(new Rung("x", RungAction.Warn, [])).Should().Equal("/ladder/0");
        OfLadder(new Rung("x", RungAction.Warn, [], AtPercent: 50, WorkingDaysAfter: 1)).Should()
            .Equal("/ladder/0");
        OfLadder(new Rung("x", RungAction.Warn, [], AtPercent: 101)).Should().Equal("/ladder/0/atPercent");
        OfLadder(new Rung("x", RungAction.Warn, [], WorkingDaysAfter: 0)).Should()
            .Equal("/ladder/0/workingDaysAfter");
        OfLadder(Pack.Ladder[2], Pack.Ladder[1]).Should().Equal("/ladder/1");
    }

    [Fact]
    public void has_a_rung_that_reaches_nobody()
    {
        OfLadder(new Rung("x", RungAction.Escalate, [], AtPercent: 50)).Should().Equal("/ladder/0/to");
        OfLadder(new Rung("x", RungAction.Escalate, [Role.Staff], AtPercent: 50)).Should()
            .Equal("/ladder/0/to/0");
        OfLadder(new Rung("x", RungAction.Warn, [Role.Headteacher], AtPercent: 50)).Should()
            .Equal("/ladder/0/to");
    }

    [Fact]
    public void tells_of_what_never_happens_or_tells_nobody()
    {
        OfNotification(new("incidentLost", new([Role.Headteacher], []))).Should().Equal("/event");
        OfNotification(new("incidentClosed", new([], []))).Should().Equal("/to");
        OfNotification(new("incidentClosed", new([Role.Staff], []))).Should().Equal("/to/roles/0");
        OfNotification(new("apiKeyMade", new([Role.Administrator], []))).Should().BeEmpty();
        OfNotification(new("disciplinaryActionCommenced", new([Role.Headteacher], []))).Should()
            .Equal("/event");
        OfNotification(new("incidentClosed", new([Role.Headteacher], []), Severities: [])).Should()
            .Equal("/severities");
        Pointers(Pack with
        {
            Notifications = Pack.Notifications with { QuietHours = new(new(7, 0), new(7, 0)) },
        }).Should().Equal("/notifications/quietHours/to");
    }

    [Fact]
    public void does_not_say_of_every_incident_how_long_it_is_kept()
    {
        OfRetention([]).Should().Equal("/retention");
        OfRetention(new RetentionRule("major", 84, RetentionStart.Closure, Severity: Severity.Major)).Should()
            .Equal("/retention");
        OfRetention(new RetentionRule("all", 0, RetentionStart.Closure)).Should()
            .Equal("/retention/0/months");
        OfRetention(new("all", 12, RetentionStart.Closure), new("rest", 24, RetentionStart.Closure)).Should()
            .Equal("/retention/1");
    }

    private static IEnumerable<string> OfCalendar(SchoolCalendar calendar) =>
        Pointers(Pack with { Calendar = calendar });

    private static IEnumerable<string> OfTimescale(Timescale added) =>
        Pointers(Pack with { Timescales = [.. Pack.Timescales, added] })
            .Select(pointer => pointer.Replace($"/timescales/{Pack.Timescales.Length}", ""));

    private static IEnumerable<string> OfLadder(params ImmutableArray<Rung> ladder) =>
        Pointers(Pack with { Ladder = ladder });

    private static IEnumerable<string> OfNotification(NotificationRow row) =>
        Pointers(Pack with { Notifications = Pack.Notifications with { Rows = [row] } })
            .Select(pointer => pointer.Replace("/notifications/rows/0", ""));

    private static IEnumerable<string> OfRetention(params ImmutableArray<RetentionRule> rules) =>
        Pointers(Pack with { Retention = rules });
}
