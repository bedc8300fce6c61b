namespace Incidents.Api.Tests.Timescales;

public sealed class HowTheTimescalesWereKept(TestCluster cluster) : IAsyncLifetime
{
    private readonly School _school = new(cluster);

    public ValueTask InitializeAsync() => _school.InitializeAsync();

    public ValueTask DisposeAsync() => _school.DisposeAsync();

    [Fact]
    public async Task is_counted_by_step_and_severity_with_how_long_they_took()
    {
        foreach (var hours in (int[])[1, 2, 6, 30])
        {
            var incident = await _school.Reports();
            _school.Clock.Advance(TimeSpan.FromHours(hours));
            (await _school.OfficeManager.Classifies(incident)).ShouldRecord("incidentClassified");
        }

        (await Rows("")).Should().Contain("classification minor 3 met 1 missed PT3H PT6H27M");
    }

    [Fact]
    public async Task counts_what_is_overdue_as_missed_and_the_rest_as_running()
    {
        await _school.Reports();
        _school.Clock.Advance(TimeSpan.FromDays(2));
        await _school.Reports();

        (await Rows("")).Should().Equal("classification  0 met 1 missed  ");
        (await _school.OfficeManager.Gets("/v1/reports/timescales")).Items[0]["running"]!.GetValue<int>()
            .Should().Be(1);
        (await Rows("?from=2026-03-04")).Should().Equal("classification  0 met 0 missed  ");
        (await Rows("?to=2026-03-01")).Should().BeEmpty();
    }

    [Fact]
    public async Task shows_nobody_more_than_the_register_does()
    {
        await _school.Reports();

        (await _school.Statistician.Gets("/v1/reports/timescales")).Items.Should().ContainSingle();
        (await _school.Teacher.Gets("/v1/reports/timescales")).Items.Should().BeEmpty();
        (await _school.OfficeManager.Gets("/v1/reports/timescales?from=soon")).ShouldBeWrongAt("/from");
    }

    private async Task<IEnumerable<string>> Rows(string query) =>
        (await _school.OfficeManager.Gets($"/v1/reports/timescales{query}")).Items.Select(item =>
            $"{item["step"]} {item["severity"]} {item["met"]} met {item["missed"]} missed "
                + $"{item["median"]} {item["percentile90"]}");
}
