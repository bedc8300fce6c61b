namespace Incidents.Api.Tests.Commands;

public sealed class AStaleVersion(School school) : IClassFixture<School>
{
    [Fact]
    public async Task is_412_says_the_current_one_and_records_nothing()
    {
        var incident = await school.HasClassified();

        var answer = await school.OfficeManager.Classifies(incident, "moderate", ifMatch: 1);

        answer.ShouldBeRefused(412, "stale-version");
        answer.Problem.CurrentVersion.Should().Be(2);
        (await school.VersionOf(incident)).Should().Be(2);
        (await school.OfficeManager.Classifies(incident, "moderate", ifMatch: 2))
            .ShouldRecord("incidentReclassified");
    }

    [Theory]
    [InlineData("2")]
    [InlineData("\"two\"")]
    [InlineData("\"\"")]
    [InlineData("W/\"2\"")]
    public async Task is_named_in_quotes_as_an_etag_is(string ifMatch)
    {
        var incident = await school.HasClassified();

        (await school.OfficeManager.Sends(HttpMethod.Post, $"{incident.Path}/closure",
            Member.Json(new { summary = "Done." }), ifMatch)).ShouldBeRefused(400, "invalid-request");
    }
}
