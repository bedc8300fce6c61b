using System.Net;
using Incidents.Api.Tests.Hosting;
using Incidents.Api.Tests.Hosting.PrivatePostgres;

namespace Incidents.Api.Tests.Webhooks;

/// <summary>Two processes tell the same webhook, and one of them is killed while it does.</summary>
public sealed class TwoProcessesOfOneWebhook(TestCluster cluster) : IAsyncLifetime
{
    private const int Reports = 40;

    private readonly School _school = new(cluster)
    {
        // This process only records; those that are started deliver.
        Set = settings => settings with
        {
            SweepEvery = null,
            Webhooks = new(AllowHttp: true, AllowPrivateAddresses: true),
        },
    };

    public ValueTask InitializeAsync() => _school.InitializeAsync();

    public ValueTask DisposeAsync() => _school.DisposeAsync();

    [Fact]
    public async Task tell_each_event_by_one_of_them_and_lose_none_when_one_is_killed()
    {
        await using var receiver = await Receiver.Opens();
        (await _school.Administrator.Posts(
            "/v1/admin/webhooks", new { url = receiver.Url, events = new[] { "incidentReported" } }))
            .ShouldBe(HttpStatusCode.Created);
        var told = new List<Received>();

        var killed = await Program();
        await using var steady = await Program();
        var reported = new List<Guid>();
        for (var i = 0; i < Reports; i++)
        {
            reported.Add((await _school.Reports()).Id);
            if (i == Reports / 2)
                await killed.IsKilled();
        }

        // What the killed one had in hand is taken up when its minute is over.
        await Eventually.IsTrue(
            () =>
            {
                told.AddRange(receiver.New());

                return reported.TrueForAll(id => told.Exists(message => message.Subject == id));
            },
            TimeSpan.FromMinutes(2));
        await killed.DisposeAsync();

        told.Select(message => message.Id).Distinct().Should().HaveCount(Reports);
        told.Should().HaveCountLessThanOrEqualTo(Reports + 1, "only what was in hand when it was killed");
    }

    private Task<ProgramProcess> Program() => ProgramProcess.Start(
        _school.Data, School.FirstKey, _school.Database.Service, sweepEvery: "0.5", webhooksNearby: true);
}
