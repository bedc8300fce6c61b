namespace Incidents.Api.Tests.Timescales;

public sealed class DeadlinesOverHttp(School school) : IClassFixture<School>
{
    [Fact]
    public async Task begin_with_the_report_and_tell_what_started_them()
    {
        var incident = await school.Reports();

        var items = (await school.OfficeManager.Gets($"{incident.Path}/deadlines")).Items;
        items.Should().ContainSingle();
        var classification = items[0];
        classification["step"]!.ToString().Should().Be("classification");
        classification["clock"]!.ToString().Should().Be("working");
        classification["startedBy"]!.ToString().Should().Be("incidentReported");
        classification["startedByVersion"]!.GetValue<long>().Should().Be(1);
        classification["startedAt"]!.ToString().Should().Be("2026-03-02T09:00:00Z");
        classification["dueAt"]!.ToString().Should().Be("2026-03-03T09:00:00Z");
        classification["state"]!.ToString().Should().Be("running");
        classification["timeLeft"]!.ToString().Should().Be("P1D");
    }

    [Fact]
    public async Task are_told_as_they_stood_at_a_moment()
    {
        var incident = await school.HasClassified();
        var atReport = await school.OfficeManager.Gets($"{incident.Path}/deadlines?version=1");
        var later = await school.OfficeManager.Gets($"{incident.Path}/deadlines?asOf=2026-03-04T10:00:00Z");

        atReport.Items.Should().ContainSingle().Which["state"]!.ToString().Should().Be("running");
        later.Items.Select(item => $"{item["step"]} {item["state"]} {item["lateBy"]}").Should().Equal(
            "classification met ", "allocation missed P1DT1H");
    }

    [Fact]
    public async Task are_for_who_works_on_the_incident()
    {
        var incident = await school.Reports();

        (await school.Teacher.Gets($"{incident.Path}/deadlines")).ShouldBeRefused(403, "not-your-duty");
        (await school.Assistant.Gets($"{incident.Path}/deadlines")).ShouldBeRefused(404, "not-found");
        (await school.OfficeManager.Gets($"{incident.Path}/deadlines?asOf=soon")).ShouldBeWrongAt("/asOf");
    }
}
