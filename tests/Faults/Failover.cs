namespace Incidents.Faults;

/// <summary>A PostgreSQL that dies for good, and its standby that takes over.</summary>
internal static class Failover
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("failover", "PostgreSQL is killed (-9) and its synchronous standby takes over", TakeOver)
        {
            // Both are named, and the service finds out which of them takes writes.
            Prepare = site =>
            {
                var servers = new[] { Server(site, 1), Server(site, 2) }
                    .Select(server => server.Socket);
                site.Settings["ConnectionStrings:Incidents"] =
                    $"Host={string.Join(',', servers)};Database={Site.Database};Username={Site.Service};"
                        + "Target Session Attributes=primary;Host Recheck Seconds=1;SSL Mode=Disable";

                return Task.CompletedTask;
            },
        },
    ];

    private static async Task TakeOver(Drill drill)
    {
        var primary = drill.Site.Cluster;
        var standby = await Standby(primary, drill.Site);
        await drill.GoesOn();

        await primary.Kill();
        await standby.Promote();
        drill.Site.Cluster = standby;
    }

    /// <summary>A copy that every commit waits for.</summary>
    private static async Task<Cluster> Standby(Cluster primary, Site site)
    {
        var standby = Server(site, primary.Folder == Server(site, 1).Folder ? 2 : 1);
        await standby.Follow(primary);
        await standby.Start("hot_standby=on");
        await primary.Asks("postgres", "alter system set synchronous_standby_names = '*'");
        await primary.Asks("postgres", "select pg_reload_conf()");

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await primary.Asks(
            "postgres", "select 1 from pg_stat_replication where sync_state = 'sync'") is [])
            await Task.Delay(20, patience.Token);

        return standby;
    }

    private static Cluster Server(Site site, int number) =>
        new(Path.Combine(site.Folder, number == 1 ? "pg" : "pg2"));
}
