namespace Incidents.Api.Tests.Policy;

public sealed class ReadingThePoints(School school) : IClassFixture<School>
{
    private const string Points = "/v1/policy-pack/points";

    [Fact]
    public async Task tells_of_each_point_what_carries_it_out()
    {
        var points = (await school.Teacher.Gets(Points)).Items;

        points.Should().HaveCount(48);
        var classify = points.Single(point => $"{point["point"]}" == "how-5a");
        classify["title"]!.GetValue<string>().Should().Be("Classify");
        classify["commands"]!.ToJsonString().Should().Contain("/v1/incidents/{id}/classification");
        classify["events"]!.ToJsonString().Should().Contain("incidentReclassified");
        classify["rules"]!.ToJsonString().Should().Contain("not-classified");
        classify["views"]!.ToJsonString().Should().Contain("/v1/incidents/{id}/history");
        (await school.Teacher.Gets($"{Points}/how-5a")).Json.ToJsonString().Should()
            .Be(classify.ToJsonString());
    }

    [Fact]
    public async Task finds_a_point_by_the_schools_own_number_of_it()
    {
        await school.Adopts(pack => pack["points"]!.AsArray()
            .Single(point => $"{point!["point"]}" == "how-5b")!["schoolsOwn"] = "7.2");

        var own = await school.Teacher.Gets($"{Points}/7.2");

        own["point"]!.GetValue<string>().Should().Be("how-5b");
        own["schoolsOwn"]!.GetValue<string>().Should().Be("7.2");
        (await school.Teacher.Gets($"{Points}/how-5b"))["schoolsOwn"]!.GetValue<string>().Should().Be("7.2");
    }

    [Theory]
    [InlineData("how-9")]
    [InlineData("HOW-5A")]
    [InlineData("%20")]
    public async Task that_there_are_not_is_404(string point) =>
        (await school.Teacher.Gets($"{Points}/{point}")).StatusCode.Should()
            .Be(System.Net.HttpStatusCode.NotFound);
}
