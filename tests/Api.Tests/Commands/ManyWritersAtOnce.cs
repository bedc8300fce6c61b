namespace Incidents.Api.Tests.Commands;

public sealed class ManyWritersAtOnce(School school) : IClassFixture<School>
{
    private const int Writers = 50;

    [Fact]
    public async Task lose_no_record_double_none_and_never_meet_an_error()
    {
        var incident = await school.HasInvestigated();
        var before = await school.VersionOf(incident);

        var answers = await Task.WhenAll(Enumerable.Range(0, Writers).Select(number =>
            (number % 2 == 0 ? school.LineManager : school.OfficeManager)
                .Decides(incident, decision: $"Decision {number}")));

        answers.Should().AllSatisfy(answer => answer.ShouldRecord("decisionRecorded"));
        answers.Select(answer => answer.Version).Order()
            .Should().Equal(Enumerable.Range(1, Writers).Select(number => before + number));
        await ShouldHaveEvents(incident, before + Writers);
        (await school.OfficeManager.Gets(incident.Path))["decisions"]!.AsArray()
            .Select(decision => decision!["decision"]!.GetValue<string>())
            .Should().BeEquivalentTo(Enumerable.Range(0, Writers).Select(number => $"Decision {number}"));
    }

    [Fact]
    public async Task set_a_state_once_between_them()
    {
        var incident = await school.HasInvestigated();
        var before = await school.VersionOf(incident);

        var answers = await Task.WhenAll(Enumerable.Range(0, Writers).Select(number =>
            number % 2 == 0
                ? school.LineManager.RulesOut(incident, "how-3d")
                : school.OfficeManager.Records(incident)));

        answers.Should()
            .AllSatisfy(answer => ((int)answer.StatusCode).Should().BeOneOf([200, 201], "{0}", answer.Text));
        answers.Count(answer => answer.Events is ["stepRuledOut"]).Should().Be(1);
        answers.Count(answer => answer.Events is []).Should().Be(Writers / 2 - 1);
        await ShouldHaveEvents(incident, before + 1 + Writers / 2);
    }

    [Fact]
    public async Task who_wrote_against_the_same_version_are_all_but_one_told_so()
    {
        var incident = await school.HasClassified("minor");

        var answers = await Task.WhenAll(Enumerable.Range(0, Writers).Select(number =>
            school.OfficeManager.Classifies(incident, number % 2 == 0 ? "moderate" : "major", ifMatch: 2)));

        answers.Count(answer => answer.StatusCode == System.Net.HttpStatusCode.OK).Should().Be(1);
        answers.Where(answer => answer.StatusCode != System.Net.HttpStatusCode.OK).Should()
            .AllSatisfy(answer => answer.ShouldBeRefused(412, "stale-version"));
        await ShouldHaveEvents(incident, 3);
    }

    [Fact]
    public async Task report_as_many_incidents_each_with_a_reference_of_its_own()
    {
        var incidents = await Task.WhenAll(Enumerable.Range(0, Writers).Select(number =>
            school.Assistant.Reports(new { title = $"One of {Writers}", location = $"Room {number}" })));

        incidents.Select(incident => incident.Reference).Should().OnlyHaveUniqueItems();
        (await school.OfficeManager.Gets($"/v1/incidents?text=One of {Writers}&limit=500")).Items.Should()
            .HaveCount(Writers);
    }

    private async Task ShouldHaveEvents(ReportedIncident incident, long number)
    {
        var history = await school.Auditor.Gets($"{incident.Path}/history?limit=500");
        history.Items.Select(item => item["version"]!.GetValue<long>())
            .Should().Equal(Enumerable.Range(1, (int)number).Select(version => (long)version));
        (await school.Database.Asks(
            $"select count(*) from incidents.mt_events where stream_id = '{incident.Id}'")).Should()
                .Equal($"{number}");
    }
}
