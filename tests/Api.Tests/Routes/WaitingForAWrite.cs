using System.Net;

namespace Incidents.Api.Tests.Routes;

public sealed class WaitingForAWrite(School school) : IClassFixture<School>
{
    public static TheoryData<string> Views =>
    [
        "/v1/incidents", "/v1/registers/breaches", "/v1/registers/ico-notifications", "/v1/caseload",
        "/v1/deadlines", "/v1/reports/statistics", "/v1/reports/weaknesses", "/v1/reports/timescales",
    ];

    [Theory, MemberData(nameof(Views))]
    public async Task of_ones_own_ends_with_it(string view)
    {
        var incident = await school.Reports();

        var answer = await school.OfficeManager.Gets($"{view}?waitFor={incident.Id}@1");

        answer.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, MemberData(nameof(Views))]
    public async Task names_an_incident_and_its_version_or_a_position(string view) =>
        (await school.OfficeManager.Gets($"{view}?waitFor=mine")).ShouldBeWrongAt("/waitFor");

    [Fact]
    public async Task that_is_still_to_come_shows_it_once_it_has_come()
    {
        var incident = await school.Reports();

        var waiting = school.OfficeManager.Gets(
            $"/v1/incidents?waitFor={incident.Id}@2&text={incident.Reference}");
        (await school.OfficeManager.Classifies(incident)).ShouldRecord("incidentClassified");

        (await waiting).Items.Single()["status"]!.ToString().Should().Be("classified");
    }
}
