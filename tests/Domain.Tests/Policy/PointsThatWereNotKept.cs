namespace Incidents.Domain.Tests.Policy;

public sealed class PointsThatWereNotKept
{
    private static readonly DateTimeOffset Found = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, false)]
    [InlineData(24, false)]
    [InlineData(24.1, true)]
    public void include_reporting_at_once_where_it_took_more_than_a_day(double hours, bool failed) =>
        FailedPoints.Of(Reported() with { DiscoveredAt = Found }, Found.AddHours(hours)).Should()
            .Equal(failed ? [Must1] : []);

    [Fact]
    public void do_not_include_it_where_nobody_said_when_it_was_found() =>
        FailedPoints.Of(Reported() with { DiscoveredAt = null }, Found).Should().BeEmpty();

    [Fact]
    public void include_the_72_hours_where_the_ICO_was_notified_later()
    {
        FailedPoints.Of(Notified() with { LateBySeconds = 1 }, Found).Should().Equal(How6c);
        FailedPoints.Of(Notified() with { LateBySeconds = null }, Found).Should().BeEmpty();
    }

    [Fact]
    public void include_the_timescales_where_one_was_missed() =>
        FailedPoints.Of(new TimescaleMissed("classification", PartId: null, Found), Found).Should()
            .Equal(Must7);

    [Fact]
    public void include_the_outcome_report_where_it_was_returned()
    {
        FailedPoints.Of(new OutcomeAssessed(1, Satisfied: false, Text.Narrative(Why)), Found).Should()
            .Equal(How3k);
        FailedPoints.Of(new OutcomeReportReturned(1, Text.Narrative(Why)), Found).Should().Equal(How3k);
        FailedPoints.Of(new OutcomeReportAccepted(1, Text.Narrative(Why)), Found).Should().BeEmpty();
    }
}
