using System.Net;
using Incidents.Api.Tests.Hosting.PrivatePostgres;

namespace Incidents.Api.Tests.Hosting;

public sealed class ADatabaseThatIsAway(TestCluster cluster)
{
    [Fact]
    public async Task is_503_with_when_to_try_again_and_all_is_well_once_it_is_back()
    {
        await using var wire = new Wire();
        await using var school = new School(cluster) { Wired = wire.Through };
        await school.InitializeAsync();
        var incident = await school.HasInvestigated();
        var before = await school.VersionOf(incident);
        await school.LineManager.Decides(incident, retryKey: "before");

        await wire.Cut();

        ShouldSayWhenToTryAgain(await school.LineManager.Decides(incident, retryKey: "meanwhile"));
        ShouldSayWhenToTryAgain(await school.Teacher.Posts("/v1/incidents", Tales.LostLaptop));
        ShouldSayWhenToTryAgain(await school.OfficeManager.Gets(incident.Path));
        ShouldSayWhenToTryAgain(await school.OfficeManager.Gets("/v1/incidents"));
        ShouldSayWhenToTryAgain(await school.Stranger.Gets("/health/ready"));
        (await school.Stranger.Gets("/health/live")).ShouldBe(HttpStatusCode.OK);

        wire.Mend();

        await Eventually.IsTrue(() =>
            school.Stranger.Gets("/health/ready").GetAwaiter().GetResult().StatusCode == HttpStatusCode.OK);
        (await school.LineManager.Decides(incident, retryKey: "before")).ShouldRecord("decisionRecorded");
        (await school.LineManager.Decides(incident, retryKey: "meanwhile")).ShouldRecord("decisionRecorded");
        (await school.VersionOf(incident)).Should().Be(before + 2);
        school.Log.Lines.Should()
            .NotContain(line => line.Contains("Locks are changed", StringComparison.Ordinal));
    }

    private static void ShouldSayWhenToTryAgain(Answer answer)
    {
        answer.ShouldBeRefused(503, "unavailable");
        answer.Headers.RetryAfter!.Delta.Should().BePositive();
    }
}
