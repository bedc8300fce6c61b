namespace Incidents.Domain.Tests.Policy;

public sealed class PointsThatWereNotKept
{
    private static readonly DateTimeOffset Found = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, false)]
    [InlineData(24, false)]
    [InlineData(24.1, true)]
    public void include_reporting_at_once_where_it_took_more_than_a_day(double hours, bool failed) =>
        FailedPoints.OfRecord(Found, Found.AddHours(hours), icoLateBySeconds: null).Should()
            .Equal(failed ? [Must1] : []);

    [Fact]
    public void do_not_include_it_where_nobody_said_when_it_was_found_or_reported()
    {
        FailedPoints.OfRecord(discoveredAt: null, Found, icoLateBySeconds: null).Should().BeEmpty();
        FailedPoints.OfRecord(Found, reportedAt: null, icoLateBySeconds: null).Should().BeEmpty();
    }

    [Fact]
    public void include_the_72_hours_where_the_ICO_was_notified_later() =>
        FailedPoints.OfRecord(Found, Found, icoLateBySeconds: 1).Should().Equal(How6c);

    [Fact]
    public void rest_on_no_event_where_a_correction_may_say_otherwise()
    {
        FailedPoints.Of(Reported() with { DiscoveredAt = Found }).Should().BeEmpty();
        FailedPoints.Of(Notified() with { LateBySeconds = 1 }).Should().BeEmpty();
    }

    [Fact]
    public void include_the_timescales_where_one_was_missed() =>
        FailedPoints.Of(new TimescaleMissed("classification", PartId: null, Found)).Should().Equal(Must7);

    [Fact]
    public void include_the_outcome_report_where_it_was_returned()
    {
        FailedPoints.Of(new OutcomeAssessed(1, Satisfied: false, Text.Narrative(Why))).Should().Equal(How3k);
        FailedPoints.Of(new OutcomeReportReturned(1, Text.Narrative(Why))).Should().Equal(How3k);
        FailedPoints.Of(new OutcomeReportAccepted(1, Text.Narrative(Why))).Should().BeEmpty();
    }
}
