namespace Incidents.Faults;

/// <summary>Processes that end without a word.</summary>
internal static class Kills
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("kill-service", "The service is killed (-9) and started again", async drill =>
        {
            await drill.Site.Nodes[0].Kill();
            await drill.Site.StartAgain(0);
        }),
        new("kill-database", "PostgreSQL is killed with all its processes (-9) and started again",
            async drill =>
            {
                await drill.Site.Cluster.Kill();
                await drill.Site.Cluster.Start();
            }),
        new("restart-database", "PostgreSQL is stopped in order and started again", async drill =>
        {
            await drill.Site.Cluster.Stop();
            await drill.Site.Cluster.Start();
        }),
    ];
}
