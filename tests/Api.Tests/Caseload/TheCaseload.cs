namespace Incidents.Api.Tests.Caseload;

public sealed class TheCaseload(School school) : IClassFixture<School>
{
    private const string Path = "/v1/caseload";

    [Fact]
    public async Task says_what_each_open_incident_waits_for_and_who_holds_that()
    {
        var investigated = await school.HasInvestigated();
        var since = school.Clock.Now;
        school.Clock.Advance(TimeSpan.FromHours(1));
        var reported = await school.Reports();
        var closed = await school.HasClosed();

        var caseload = await school.Headteacher.Gets($"{Path}?limit=500");
        var lines = caseload.Items.ToDictionary(line => line["incidentId"]!.GetValue<Guid>());

        lines[reported.Id]["waitsFor"]!.GetValue<string>().Should().Be("classification");
        lines[reported.Id]["holder"]!["roles"]![0]!.GetValue<string>().Should().Be("officeManager");
        lines[investigated.Id]["waitsFor"]!.GetValue<string>().Should().Be("outcome-reports");
        lines[investigated.Id]["since"]!.GetValue<string>().Should().Be(since);
        lines[investigated.Id]["holder"]!["name"]!.GetValue<string>().Should().Be("Joanne Fell");
        lines.Should().NotContainKey(closed.Id);

        var fell = caseload["holders"]!.AsArray()
            .Single(holder => holder!["name"]?.GetValue<string>() == "Joanne Fell")!;
        var hers = await school.Headteacher.Gets($"{Path}?holder={fell["personId"]}");
        hers.Items.Should().HaveCount((int)fell["open"]!.GetValue<long>())
            .And.Contain(line => line["incidentId"]!.GetValue<Guid>() == investigated.Id);
    }

    [Fact]
    public async Task shows_an_investigator_their_own_and_a_reporting_tool_no_names()
    {
        var incident = await school.HasInvestigated(by: school.InvestigatingOfficer);

        (await school.InvestigatingOfficer.Gets(Path)).Items
            .Select(line => line["incidentId"]!.GetValue<Guid>()).Should().Contain(incident.Id);
        (await school.Teacher.Gets(Path)).Items.Should().BeEmpty();
        (await school.Statistician.Gets($"{Path}?limit=500")).Text.Should().Contain(incident.Reference)
            .And.NotContain("Colin Abara");
    }

    [Fact]
    public async Task is_a_table_too()
    {
        await school.HasInvestigated();

        (await school.OfficeManager.Gets($"{Path}?format=csv")).Text.Should()
            .Contain(",outcome-reports,").And.Contain(",Joanne Fell,lineManager");
    }
}
