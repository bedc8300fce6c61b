using System.Net;

namespace Incidents.Api.Tests.Statistics;

public sealed class TheStatistics(School school) : IClassFixture<School>
{
    private const string Path = "/v1/reports/statistics";

    [Fact]
    public async Task count_by_month_kind_severity_and_status_and_say_how_long_steps_take()
    {
        await Reports("nearMiss", foundHoursAgo: 1);
        var classified = await Reports("confirmedBreach", foundHoursAgo: 3);
        school.Clock.Advance(TimeSpan.FromHours(2));
        await school.OfficeManager.Classifies(classified, "major");
        school.Clock.Advance(TimeSpan.FromDays(31));
        await Reports("confirmedBreach", foundHoursAgo: 5);
        await school.Teacher.Reports(new
        {
            title = "Kept from the office manager",
            concernsRoles = new[] { "officeManager" },
        });

        var whole = await school.OfficeManager.Gets(Path);

        whole.ShouldBe(HttpStatusCode.OK);
        whole["incidents"]!.GetValue<long>().Should().Be(3, "who does not see an incident does not count it");
        whole["nearMissRatio"]!.GetValue<string>().Should().Be("0.3333");
        whole["byMonth"]!.ToJsonString().Should().Be("""{"2026-03":2,"2026-04":1}""");
        whole["byKind"]!.ToJsonString().Should()
            .Be("""{"confirmedBreach":2,"potentialBreach":0,"nearMiss":1}""");
        whole["bySeverity"]!["major"]!.GetValue<long>().Should().Be(1);
        whole["bySeverity"]!["unclassified"]!.GetValue<long>().Should().Be(2);
        whole["byStatus"]!["classified"]!.GetValue<long>().Should().Be(1);
        whole["timeToReport"]!.ToJsonString().Should()
            .Be("""{"incidents":3,"medianSeconds":10800,"ninetiethPercentileSeconds":18000}""");
        whole["timeToClassify"]!.ToJsonString().Should()
            .Be("""{"incidents":1,"medianSeconds":7200,"ninetiethPercentileSeconds":7200}""");
        whole["timeToClose"]!.ToJsonString().Should().Be("""{"incidents":0}""");

        (await school.Headteacher.Gets(Path))["incidents"]!.GetValue<long>().Should().Be(4);
        var march = await school.Statistician.Gets($"{Path}?from=2026-03-01&to=2026-03-31");
        march["incidents"]!.GetValue<long>().Should().Be(2);
        (await school.OfficeManager.Gets($"{Path}?format=csv")).Text.Should().Be(
            "month,kind,severity,status,incidents\r\n2026-03,confirmedBreach,major,classified,1\r\n"
            + "2026-03,nearMiss,,reported,1\r\n2026-04,confirmedBreach,,reported,1\r\n");
    }

    [Fact]
    public async Task are_for_who_sees_the_register()
    {
        (await school.Teacher.Gets(Path)).ShouldBeRefused(403, "not-your-duty", "why-1");
        (await school.Administrator.Gets(Path)).ShouldBeRefused(403, "not-your-duty", "why-1");
        (await school.OfficeManager.Gets($"{Path}?from=2026-04-01&to=2026-03-01")).ShouldBeWrongAt("/to");
        (await school.OfficeManager.Gets($"{Path}?since=2026")).ShouldBeWrongAt("/since");
    }

    private Task<ReportedIncident> Reports(string kind, double foundHoursAgo) => school.Teacher.Reports(
        new { title = "Counted", kind, discoveredAt = school.Clock.InHours(-foundHoursAgo) });
}
