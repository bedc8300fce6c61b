using static Incidents.Domain.Tests.Timescales.London;

namespace Incidents.Domain.Tests.Timescales;

public sealed class TheDeadlinesOfAnIncident
{
    private static readonly Guid Action = new("0195549c-3d80-7000-8000-00000000ac71");

    private static Dated Monday => new Dated().At("2026-03-02 10:00", Reported());

    [Fact]
    public void begin_with_one_working_day_to_classify() => Monday.Deadlines.Should().ContainSingle()
        .Which.Should().BeEquivalentTo(new
        {
            Number = 1,
            Step = "classification",
            Clock = Clock.Working,
            StartedBy = 1L,
            StartedAt = At("2026-03-02 10:00"),
            DueAt = At("2026-03-03 10:00"),
            State = DeadlineState.Running,
            CalendarVersion = 1,
            Beyond = false,
        });

    [Fact]
    public void stand_in_the_order_of_the_ladder() =>
        Monday.The("classification").Rungs.Should().Equal(
            new RungTime("warned", At("2026-03-02 15:37:30"), Taken: false),
            new RungTime("missed", At("2026-03-03 10:00"), Taken: false),
            new RungTime("still-missed", At("2026-03-04 10:00"), Taken: false));

    [Fact]
    public void are_met_by_the_step_and_start_the_next()
    {
        var incident = Monday.At("2026-03-02 14:00", Classified());

        incident.The("classification").Should().BeEquivalentTo(new
        {
            State = DeadlineState.Met,
            EndedAt = At("2026-03-02 14:00"),
            NextAt = (DateTimeOffset?)null,
        });
        incident.The("allocation").DueAt.Should().Be(At("2026-03-03 14:00"));
    }

    [Fact]
    public void say_by_how_much_a_step_was_late()
    {
        var late = Monday.At("2026-03-03 12:30", Classified()).The("classification");

        late.State.Should().Be(DeadlineState.Missed);
        late.LateBy(At("2026-03-09 10:00")).Should().Be(TimeSpan.FromHours(2.5));
    }

    [Theory]
    [InlineData(Severity.Minor, "2026-04-13 10:00")]
    [InlineData(Severity.Moderate, "2026-03-16 10:00")]
    [InlineData(Severity.Major, "2026-03-16 10:00")]
    [InlineData(Severity.Critical, "2026-03-09 10:00")]
    public void give_the_outcome_report_a_time_by_severity(Severity severity, string due) =>
        Monday.At("2026-03-02 10:00", Classified(severity), Allocated())
            .The("outcome-reports").DueAt.Should().Be(At(due));

    [Fact]
    public void move_with_the_severity_and_count_from_the_same_start()
    {
        var incident = Monday.At("2026-03-02 10:00", Classified(), Allocated())
            .At("2026-03-04 12:00", Reclassified(Severity.Moderate));

        incident.The("outcome-reports").Should().BeEquivalentTo(
            new { StartedAt = At("2026-03-02 10:00"), StartedBy = 3L, DueAt = At("2026-03-16 10:00") });
    }

    [Fact]
    public void start_anew_for_another_investigator_while_there_was_time()
    {
        var incident = Monday.At("2026-03-02 10:00", Classified(Severity.Moderate), Allocated())
            .At("2026-03-04 12:00", Allocated(Officer, reason: Why));

        incident.The("outcome-reports").Should().BeEquivalentTo(
            new { Number = 3, StartedAt = At("2026-03-04 12:00"), DueAt = At("2026-03-18 12:00") });
    }

    [Fact]
    public void keep_what_was_missed_when_somebody_else_takes_over()
    {
        var incident = Monday.At("2026-03-02 10:00", Classified(Severity.Moderate), Allocated())
            .At("2026-03-17 12:00", Allocated(Officer, reason: Why));

        incident.Deadlines.Where(one => one.Step == "outcome-reports")
            .Select(one => (one.State, one.DueAt)).Should().Equal(
                (DeadlineState.Stopped, At("2026-03-16 10:00")),
                (DeadlineState.Running, At("2026-04-14 12:00")));
    }

    [Fact]
    public void stop_and_start_the_allocation_anew_where_it_is_declined()
    {
        var incident = Monday.At("2026-03-02 10:00", Classified(), Allocated())
            .At("2026-03-03 12:00", Declined());

        incident.Deadlines.Single(one => one.Step == "outcome-reports").State.Should()
            .Be(DeadlineState.Stopped);
        incident.Deadlines.Last(one => one.Step == "allocation").DueAt.Should().Be(At("2026-03-04 12:00"));
    }

    [Fact]
    public void give_a_returned_report_a_new_time()
    {
        var incident = Monday.At("2026-03-02 10:00", Classified(), Allocated(), Accepted(), Submitted())
            .At("2026-03-03 10:00", Judged(satisfied: false));

        incident.The("outcome-reports/review").State.Should().Be(DeadlineState.Met);
        incident.Deadlines[^1].Should().BeEquivalentTo(
            new { Step = "outcome-reports", StartedBy = 6L, DueAt = At("2026-04-14 10:00") });
    }

    [Fact]
    public void count_the_ico_from_awareness_over_nights_and_holidays()
    {
        var incident = Monday.At("2026-03-02 10:00", Aware(At("2026-03-27 17:00")));

        incident.The("ico-assessments").DueAt.Should().Be(At("2026-03-28 17:00"));
        incident.The("ico-notifications").DueAt.Should().Be(
            At("2026-03-27 17:00").AddHours(72), "summer time begins in between and takes no hour away");
    }

    [Fact]
    public void share_the_hours_of_the_law_by_the_clock_on_the_wall()
    {
        var aware = At("2026-03-27 17:00");
        var incident = Monday.At("2026-03-02 10:00", Aware(aware));

        incident.The("ico-notifications").Rungs[0].At.Should().Be(aware.AddHours(54), "three quarters of 72");
        incident.The("ico-notifications").Rungs[1].At.Should().Be(aware.AddHours(72));
    }

    [Fact]
    public void are_met_at_their_last_moment_and_say_how_long_it_took_on_their_own_clock()
    {
        var classified = Monday.At("2026-03-03 10:00", Classified()).The("classification");
        classified.State.Should().Be(DeadlineState.Met);
        var monday = Pack.Calendar.OpeningHours.Single(hours => hours.Day == DayOfWeek.Monday);
        classified.TookSeconds.Should().Be((long)(monday.Closes - monday.Opens).TotalSeconds,
            "a night passed, in which nobody works");

        Monday.At("2026-03-02 10:00", Aware(At("2026-03-02 10:00")))
            .At("2026-03-03 10:00", Happened.Assessed()).The("ico-assessments").TookSeconds.Should()
            .Be(24 * 3600);
    }

    [Fact]
    public void stop_all_that_run_when_the_incident_is_erased_and_leave_the_others_as_they_ended()
    {
        var before = Monday.At("2026-03-02 14:00", Classified());
        var after = Deadlines.After(
            before.Deadlines, before.Incident, Erased(), At("2026-03-05 10:00"), Pack, before.InForce);

        after.Select(one => (one.Step, one.State, one.EndedAt)).Should().Equal(
            ("classification", DeadlineState.Met, At("2026-03-02 14:00")),
            ("allocation", DeadlineState.Stopped, At("2026-03-05 10:00")));
    }

    [Fact]
    public void move_with_the_awareness()
    {
        var incident = Monday.At("2026-03-03 10:00", Aware(At("2026-03-03 09:00")))
            .At("2026-03-03 11:00", Aware(At("2026-03-02 09:00")));

        incident.The("ico-notifications").DueAt.Should().Be(At("2026-03-05 09:00"));
    }

    [Fact]
    public void move_with_a_corrected_awareness()
    {
        var incident = Monday.At("2026-03-03 10:00", Aware(At("2026-03-03 09:00")));
        incident.At("2026-03-03 11:00", Corrected(
            "awareAt", incident.Incident.AwareIn!.Value, instant: At("2026-03-02 09:00")));

        incident.The("ico-notifications").DueAt.Should().Be(At("2026-03-05 09:00"));
    }

    [Fact]
    public void count_a_notification_from_when_it_was_sent()
    {
        var incident = Monday.At("2026-03-02 10:00", Aware(At("2026-03-02 10:00")))
            .At("2026-03-06 10:00", Notified(sentAt: At("2026-03-05 09:00")));

        incident.The("ico-notifications").State.Should().Be(DeadlineState.Met);
    }

    [Fact]
    public void count_a_notification_anew_where_its_sending_is_corrected()
    {
        var incident = Monday.At("2026-03-02 10:00", Aware(At("2026-03-02 10:00")))
            .At("2026-03-06 10:00", Notified(sentAt: At("2026-03-06 09:00")));
        var late = incident.The("ico-notifications");
        (late.State, late.EndedAt).Should().Be((DeadlineState.Missed, At("2026-03-06 09:00")));

        var notified = incident.Incident.Version;
        incident.At("2026-03-06 11:00", Corrected("sentAt", notified, instant: At("2026-03-05 09:00")));
        var inTime = incident.The("ico-notifications");
        (inTime.State, inTime.EndedAt, inTime.TookSeconds).Should()
            .Be((DeadlineState.Met, At("2026-03-05 09:00"), 71 * 3600));

        incident.At("2026-03-06 12:00", Corrected("sentAt", notified - 1, instant: At("2026-03-07 09:00")));
        incident.The("ico-notifications").Should().Be(inTime, "it corrects another event");
        incident.At("2026-03-06 13:00", Corrected("sentAt", notified, instant: At("2026-03-05 11:00")));
        incident.The("ico-notifications").State.Should().Be(DeadlineState.Missed);
    }

    [Fact]
    public void keep_what_the_clock_recorded_although_the_sending_was_in_time_after_all()
    {
        var incident = Monday.At("2026-03-02 10:00", Aware(At("2026-03-02 10:00")));
        incident.Sweep("2026-03-05 10:30").Should().Contain(e => e is TimescaleMissed);
        incident.At("2026-03-06 10:00", Notified(sentAt: At("2026-03-06 09:00")));
        incident.At("2026-03-06 11:00", Corrected(
            "sentAt", incident.Incident.Version, instant: At("2026-03-05 09:00")));

        var deadline = incident.The("ico-notifications");
        (deadline.State, deadline.Missed).Should().Be((DeadlineState.Met, true));
        deadline.Rungs.Should().Contain(rung => rung.Taken);
        incident.Sweep("2026-03-20 10:00").Should().NotContain(
            e => e is IncidentEscalated && ((IncidentEscalated)e).Missed!.Step == "ico-notifications");
    }

    [Fact]
    public void stop_the_notification_that_is_not_called_for_and_take_it_up_again_from_awareness()
    {
        var incident = Monday.At("2026-03-02 10:00", Aware(At("2026-03-02 10:00")), Assessed());
        incident.Deadlines.Single(one => one.Step == "ico-notifications").State.Should()
            .Be(DeadlineState.Stopped);

        incident.At("2026-03-04 10:00", Assessed(IcoOutcome.Reportable));
        incident.The("ico-notifications").DueAt.Should().Be(At("2026-03-05 10:00"));
    }

    [Fact]
    public void end_a_remedial_action_when_the_school_closes_on_its_date_also_after_closure()
    {
        var incident = Monday.At("2026-03-02 10:00", Recommended(Action, Why, new(2026, 3, 6)), Closed());

        incident.The("remedial-actions/completion").Should().BeEquivalentTo(
            new { PartId = Action, DueAt = At("2026-03-06 16:00"), State = DeadlineState.Running });
        incident.At("2026-03-06 12:00", Completed(Action));
        incident.The("remedial-actions/completion").State.Should().Be(DeadlineState.Met);
    }

    [Fact]
    public void ask_for_the_review_of_a_control_on_its_date()
    {
        var control = new ControlPutInPlace(
            Action, Text.Narrative(Why), Text.Narrative(Why), new(2026, 3, 6));
        var incident = Monday.At("2026-03-02 10:00", control);
        incident.The("controls/review").DueAt.Should().Be(At("2026-03-06 16:00"));

        incident.At("2026-03-09 16:00", new ControlReviewed(Action, Effective: true, Text.Narrative(Why)));
        incident.The("controls/review").LateBy(At("2026-03-10 16:00")).Should().Be(TimeSpan.FromDays(3));
    }

    [Fact]
    public void stop_with_the_closure_and_start_again_with_the_reopening()
    {
        var incident = Monday.At("2026-03-02 11:00", Verified(Finding.NotAnIncident), Closed());
        incident.Deadlines.Should().OnlyContain(one => one.State == DeadlineState.Stopped);

        incident.At("2026-03-04 10:00", Reopened());
        incident.The("classification").DueAt.Should().Be(At("2026-03-05 10:00"));
    }

    /// <summary>An event that is taken to touch no deadline is not looked at when the rows are
    /// kept.</summary>
    [Fact]
    public void are_left_alone_by_every_event_that_is_said_not_to_touch_them()
    {
        IncidentEvent[] harmless =
        [
            AdviceReceived(), Treated(), AskedReporter(), Happened.Escalated(), Acknowledged(),
            RuledOut(How3d), Supplemented(), StoodIn("closure", Role.Headteacher), Admitted(Role.Headteacher),
        ];

        foreach (var e in harmless)
        {
            Deadlines.AreTouchedBy(e).Should().BeFalse();
            var incident = Monday.At("2026-03-02 10:00", Classified(), Allocated(), Aware());
            var before = incident.Deadlines;
            incident.At("2026-03-02 12:00", e).Deadlines.Should().Equal(before);
        }
    }

    [Fact]
    public void stop_when_the_incident_is_erased() =>
        Monday.At("2026-03-02 10:00", Recommended(Action, Why, new(2026, 3, 6)), Closed())
            .At("2026-03-03 10:00", new IncidentErased(Text.Narrative(Why), Text.Narrative(Why)))
            .Deadlines.Should().OnlyContain(one => one.State == DeadlineState.Stopped);

    [Fact]
    public void never_move_with_another_calendar()
    {
        var longer = Pack.Calendar with { BankHolidays = [new(new(2026, 3, 3), "A day off")] };
        var incident = new Dated
        {
            InForce = at => at < At("2026-03-02 12:00")
                ? new(1, new(Pack.Calendar, Instant))
                : new(2, new(longer, Instant)),
        }.At("2026-03-02 10:00", Reported()).At("2026-03-02 13:00", Aware(At("2026-03-02 13:00")))
            .At("2026-03-02 14:00", Classified());

        incident.The("classification").DueAt.Should().Be(At("2026-03-03 10:00"));
        incident.The("allocation").Should().BeEquivalentTo(
            new { CalendarVersion = 2, DueAt = At("2026-03-04 14:00") });
    }

    [Fact]
    public void say_that_the_calendar_ends_before_them()
    {
        var incident = new Dated().At("2027-08-20 10:00", Reported());

        incident.The("classification").Should().BeEquivalentTo(
            new { Beyond = true, DueAt = At("2027-09-01 16:00") });
    }

    [Fact]
    public void follow_a_step_that_only_the_schools_own_pack_gives_a_time()
    {
        var own = Pack with
        {
            Timescales = [.. Pack.Timescales, new("verification", Clock.Working, "report", WorkingDays: 2)],
        };
        var incident = new Dated { Pack = own }.At("2026-03-02 10:00", Reported());
        incident.The("verification").DueAt.Should().Be(At("2026-03-04 10:00"));

        incident.At("2026-03-03 10:00", Verified()).The("verification").State.Should().Be(DeadlineState.Met);
    }
}
