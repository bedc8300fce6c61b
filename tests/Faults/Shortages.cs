using Npgsql;

namespace Incidents.Faults;

/// <summary>Too little of something: room on a disk, time, connections.</summary>
internal static class Shortages
{
    public static Fault DatabaseDisk { get; } =
        new("disk-full-database", "The disk of PostgreSQL is full, which ends it; then there is room again",
            DatabaseWithoutRoom)
        {
            Prepare = site => site.PutClusterOnSmallDisk(megabytes: 256),
            Cannot = Site.CannotMount,
        };

    public static Fault EvidenceDisk { get; } =
        new("disk-full-evidence", "The disk of the evidence is full for a while", async drill =>
        {
            await using (await drill.Site.FillDisk(Path.Combine(drill.Site.Data, "evidence")))
                await drill.Load.Ledger.NextUnanswered();
        })
        {
            Prepare = site => site.Mount(Path.Combine(site.Data, "evidence"), megabytes: 8),
            Cannot = Site.CannotMount,
        };

    public static Fault SlowDatabase { get; } =
        new("slow-database", "Everything that is sent to PostgreSQL takes 20 ms longer", async drill =>
        {
            drill.Site.Wire!.Delay = TimeSpan.FromMilliseconds(20);
            await drill.GoesOn();
            drill.Site.Wire.Delay = TimeSpan.Zero;
        })
        {
            Prepare = Cuts.ByWire,
        };

    public static Fault NoConnections { get; } =
        new("no-connections", "Somebody locks a table, and every connection waits until the pool is empty",
            WithoutConnections)
        {
            Prepare = site =>
            {
                site.Settings["ConnectionStrings:Incidents"] += ";Maximum Pool Size=4;Timeout=1";

                return Task.CompletedTask;
            },
        };

    public static IReadOnlyList<Fault> All { get; } =
        [DatabaseDisk, EvidenceDisk, SlowDatabase, NoConnections];

    private static async Task DatabaseWithoutRoom(Drill drill)
    {
        var cluster = drill.Site.Cluster;
        await using (await drill.Site.FillDisk(cluster.Folder))
        {
            var told = drill.Load.Ledger.NextUnanswered();
            while (!told.IsCompleted)
            {
                try
                {
                    // The next file of its log does not fit.
                    await cluster.Asks("postgres", "select pg_switch_wal()");
                }
                catch (NpgsqlException)
                {
                    // As it should be.
                }

                await Task.Delay(20);
            }

            await told;
        }

        if (!await cluster.IsThere(TimeSpan.FromSeconds(10)))
            await cluster.Start();
    }

    private static async Task WithoutConnections(Drill drill)
    {
        await using var somebody = new NpgsqlConnection(
            drill.Site.Cluster.ConnectionString(Site.Database, "postgres") + ";Pooling=false");
        await somebody.OpenAsync();
        await using var transaction = await somebody.BeginTransactionAsync();
        await using var command = new NpgsqlCommand(
            "lock table incidents.mt_streams in exclusive mode", somebody, transaction);
        await command.ExecuteNonQueryAsync();
        await drill.Load.Ledger.NextUnanswered();
        await transaction.RollbackAsync();
    }
}
