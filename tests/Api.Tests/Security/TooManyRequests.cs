using System.Net;

namespace Incidents.Api.Tests.Security;

public sealed class TooManyRequests(TestCluster cluster)
{
    private const int PerMinute = 20;

    [Fact]
    public async Task of_one_caller_wait_and_nobody_else_does()
    {
        await using var school = new School(cluster)
        {
            Set = settings => settings with { RequestsPerMinute = PerMinute },
        };
        await school.InitializeAsync();

        for (var i = 0; i < PerMinute; i++)
            (await school.Teacher.Gets("/v1/policy-pack")).ShouldBe(HttpStatusCode.OK);

        var refused = await school.Teacher.Gets("/v1/policy-pack");
        refused.ShouldBeRefused(429, "too-many-requests");
        refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(60 / PerMinute));
        (await school.OfficeManager.Gets("/v1/policy-pack")).ShouldBe(HttpStatusCode.OK);
        (await school.Teacher.Gets("/health/live")).ShouldBe(HttpStatusCode.OK);

        school.Clock.Advance(refused.Headers.RetryAfter.Delta!.Value);
        (await school.Teacher.Gets("/v1/policy-pack")).ShouldBe(HttpStatusCode.OK);
        (await school.Teacher.Gets("/v1/policy-pack")).ShouldBeRefused(429, "too-many-requests");
    }
}
