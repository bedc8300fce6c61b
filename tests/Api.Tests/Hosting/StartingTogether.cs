using Incidents.Api.Hosting;
using Incidents.Application.Store;

namespace Incidents.Api.Tests.Hosting;

public sealed class StartingTogether(TestCluster cluster)
{
    [Theory]
    [InlineData(null)]
    [InlineData("a-first-key-that-every-node-is-given")]
    public async Task makes_one_first_key(string? given)
    {
        using var data = new DataFolder();
        using var log = new CapturedLog();
        var database = await cluster.MakeDatabase();
        var settings = new ServiceSettings(
            data.Path, database.Service, OwnerConnectionString: null, given, School.LargestEvidence);

        var nodes = await Task.WhenAll(Enumerable.Range(0, 3)
            .Select(_ => RunningService.Start(settings, new SchoolClock(), log)));

        (await database.Asks($"select count(*)::text from {IncidentStore.Schema}.mt_doc_apikeyrow"))
            .Should().Equal("1");
        foreach (var node in nodes)
            await node.DisposeAsync();
        await database.Drop();
    }
}
