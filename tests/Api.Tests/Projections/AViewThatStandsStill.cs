using System.Net;
using Incidents.Api.Tests.Hosting.PrivatePostgres;

namespace Incidents.Api.Tests.Projections;

public sealed class AViewThatStandsStill(School school) : IClassFixture<School>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_an_alarm_after_a_minute_and_goes_on_by_itself()
    {
        await using var database = Npgsql.NpgsqlDataSource.Create(school.Database.Owner);
        await using var hanging = await database.OpenConnectionAsync(Cancel);
        await using var hold = new Npgsql.NpgsqlCommand("select pg_advisory_lock(448454217)", hanging);
        await hold.ExecuteNonQueryAsync(Cancel);
        var incident = await school.Reports();

        await Eventually.IsTrue(async () => (await Ready())["behind"]?["reporting"]?.GetValue<long>() > 0);
        (await Ready()).StatusCode.Should().Be(HttpStatusCode.OK, "it may wait for its turn");
        // The minute counts from when the service first looked, which it does by itself.
        await Eventually.IsTrue(async () =>
        {
            school.Clock.Advance(TimeSpan.FromSeconds(30));

            return (await Ready()).StatusCode == HttpStatusCode.ServiceUnavailable;
        });
        (await Ready()).Problem.Detail.Should().Contain("'reporting' is").And.Contain("stands still");

        await using var release = new Npgsql.NpgsqlCommand("select pg_advisory_unlock(448454217)", hanging);
        await release.ExecuteNonQueryAsync(Cancel);

        await Eventually.IsTrue(async () => (await Ready()).StatusCode == HttpStatusCode.OK);
        (await school.Database.Asks(
            $"select reference from reporting.incidents where incident_id = '{incident.Id}'"))
            .Should().Equal(incident.Reference);
    }

    [Fact]
    public async Task says_how_far_behind_every_view_is_from_the_first_moment_on() =>
        (await Ready())["behind"]!.AsObject().Select(view => view.Key)
            .Should().BeEquivalentTo("changes", "figures", "reporting");

    private Task<Answer> Ready() => school.Stranger.Gets("/health/ready");
}
