namespace Incidents.Api.Tests.Changes;

public sealed class AFeedOfTwoNodes(School school) : IClassFixture<School>
{
    [Fact]
    public async Task is_one_whichever_of_them_is_asked()
    {
        await using var other = await Another();
        using var http = new HttpClient { BaseAddress = other.Address };
        var teacher = school.Teacher with { Http = http };
        var auditor = school.Auditor with { Http = http };
        var after = await school.HasCaughtUp();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            for (var each = 0; each < 5; each++)
            {
                await school.Reports();
                await teacher.Reports(Tales.LostLaptop);
            }
        }));
        var here = await school.Auditor.Follows(after, until: 40);
        var there = await auditor.Follows(after, until: 40);

        here.Select(change => change.Position()).Should()
            .Equal(Enumerable.Range(1, 40).Select(each => after + each));
        here.Select(change => change["subject"]!.GetValue<Guid>()).Should().OnlyHaveUniqueItems();
        there.Select(change => change.ToJsonString()).Should()
            .Equal(here.Select(change => change.ToJsonString()));
    }

    [Fact]
    public async Task tells_on_one_what_was_recorded_on_the_other()
    {
        await using var other = await Another();
        using var http = new HttpClient { BaseAddress = other.Address };
        var after = await school.HasCaughtUp();
        var waiting = (school.Auditor with { Http = http }).Gets($"/v1/changes?after={after}&wait=30");

        var incident = await school.Reports();

        (await waiting).Items.Should().ContainSingle().Which.IsOf(incident).Should().BeTrue();
    }

    private Task<RunningService> Another() => RunningService.Start(
        new(school.Data.Path, school.Database.Service, OwnerConnectionString: null, School.FirstKey,
            School.LargestEvidence),
        school.Clock, school.Log);
}
