using System.Net;

namespace Incidents.Api.Tests.Routes;

public sealed class DaysAndInstantsInAddresses(TestCluster cluster) : IAsyncLifetime
{
    private readonly School _school = new(cluster);

    public ValueTask InitializeAsync() => _school.InitializeAsync();

    public ValueTask DisposeAsync() => _school.DisposeAsync();

    [Fact]
    public async Task are_those_of_the_school_in_a_month_of_summer()
    {
        await ReportsAt("2026-05-31T22:30:00Z", "2026-05-31T23:30:00Z", "2026-06-30T22:30:00Z",
            "2026-06-30T23:30:00Z");

        (await ReportedIn("2026-06-01", "2026-06-30")).Should().Be(2);
        var june = "from=2026-06-01&to=2026-06-30";
        (await _school.OfficeManager.Gets($"/v1/reports/statistics?{june}"))["byMonth"]!.ToJsonString()
            .Should().Be("""{"2026-06":2}""");
        (await _school.OfficeManager.Gets($"/v1/reports/weaknesses?{june}"))
            .ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("2026-03-29", "2026-03-28T23:30:00Z", "2026-03-29T00:30:00Z", "2026-03-29T22:30:00Z",
        "2026-03-29T23:30:00Z")]
    [InlineData("2026-10-25", "2026-10-24T22:30:00Z", "2026-10-24T23:30:00Z", "2026-10-25T23:30:00Z",
        "2026-10-26T00:30:00Z")]
    public async Task are_those_of_the_school_when_the_clocks_change(
        string day, string before, string early, string late, string after)
    {
        await ReportsAt(before, early, late, after);

        (await ReportedIn(day, day)).Should().Be(2);
        (await _school.OfficeManager.Gets($"/v1/incidents?asOf={day}")).Items.Should().ContainSingle();
    }

    [Theory]
    [InlineData("2026-06-01T00:30:00+01:00")]
    [InlineData("2026-06-01T00:30:00%2B01:00")]
    [InlineData("2026-05-31t23:30:00.000000000z")]
    public async Task are_read_as_in_a_body_and_with_a_plus_sign_that_was_not_escaped(string from)
    {
        await ReportsAt("2026-05-31T23:29:59Z", "2026-05-31T23:30:00Z");

        (await _school.OfficeManager.Gets($"/v1/incidents?reportedFrom={from}")).Items.Should()
            .ContainSingle();
    }

    [Theory]
    [InlineData("2500-01-01T00:00:00Z", "lies outside the years 1900 to 2200; check the year.")]
    [InlineData("2500-01-01", "lies outside the years 1900 to 2200; check the year.")]
    [InlineData("2026-02-30",
        "must be a day of the calendar, written as year, month and day such as 2026-03-01.")]
    [InlineData("2026-06-01T09:00:00",
        "does not say in which time zone it is: end it in Z for UTC, or in an offset such as +01:00.")]
    [InlineData("2026/06/01 09:00:00Z",
        "must be a date, a time and an offset from UTC, such as 2026-03-01T09:30:00Z.")]
    public async Task are_told_what_is_wrong_with_them(string from, string problem)
    {
        var answer = await _school.OfficeManager.Gets($"/v1/reports/statistics?from={from}");

        answer.ShouldBeWrongAt("/from");
        answer.Problem.Errors!["/from"].Should().Equal(problem);
    }

    /// <summary>An incident at each of these instants, in their order.</summary>
    private async Task ReportsAt(params string[] instants)
    {
        foreach (var instant in instants)
        {
            _school.Clock.Advance(DateTimeOffset.Parse(instant) - _school.Clock.GetUtcNow());
            await _school.Reports();
        }
    }

    private async Task<int> ReportedIn(string first, string last) =>
        (await _school.OfficeManager.Gets($"/v1/incidents?reportedFrom={first}&reportedTo={last}"))
        .Items.Count;
}
