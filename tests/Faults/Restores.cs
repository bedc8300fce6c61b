namespace Incidents.Faults;

/// <summary>Accidents after which only the copies are left, and the scripts of <c>ops/backup</c>. The record
/// is to be what was acknowledged before.</summary>
internal static class Restores
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("restore-to-moment",
            "Tables are dropped and keys and evidence are gone; a copy and the log go back to just before",
            ToTheMomentBefore)
        {
            Prepare = Archive,
            IsTheEnd = true,
        },
        new("restore-dump", "The server and its disks are gone; a dump is restored on another", FromADump)
        {
            Prepare = BringScripts,
            IsTheEnd = true,
        },
    ];

    private static async Task ToTheMomentBefore(Drill drill)
    {
        var site = drill.Site;
        var copy = await Script(site, "base");
        await drill.GoesOn();
        await drill.Load.Stop();
        var instant = (await site.Asks("select clock_timestamp()::text"))[0];
        await KeepFiles(site);

        await using (var unaware = await Load.Start(site, drill.Scale.Clients))
            await unaware.Acknowledges(drill.Scale.Between);
        await site.Asks("drop schema incidents cascade");
        await LogIsKept(site);
        await LosesEverything(site);

        var restored = new Cluster(Path.Combine(site.Folder, "pg-restored"));
        await restored.TakeFolder();
        await PutFilesBack(site);
        await Script(site, "restore-to", instant, copy, restored.Data);
        await restored.Start();
        await GoesOnWith(site, restored);
    }

    private static async Task FromADump(Drill drill)
    {
        var site = drill.Site;
        await drill.GoesOn();
        await drill.Load.Stop();
        var dump = await Script(site, "logical");
        await KeepFiles(site);
        await LosesEverything(site);

        var another = new Cluster(Path.Combine(site.Folder, "pg-another"));
        await another.Make();
        await another.Start();
        site.Cluster = another;
        await Script(site, "restore-logical", dump);
        site.Settings["ConnectionStrings:Incidents"] = another.ConnectionString(Site.Database, Site.Service);
        site.Settings["ConnectionStrings:IncidentsOwner"] =
            another.ConnectionString(Site.Database, "postgres");
        await PutFilesBack(site);
        await site.Command("db-apply");
        await GoesOnWith(site, another);
    }

    private static async Task Archive(Site site)
    {
        await BringScripts(site);
        site.ServerSettings.AddRange(
        [
            "archive_mode=on",
            $"archive_command={Scripts(site)}/archive-wal {Backups(site)}/wal %p %f",
        ]);
    }

    /// <summary>Where PostgreSQL's own user can read them, wherever the sources lie.</summary>
    private static async Task BringScripts(Site site)
    {
        if (Directory.Exists(Scripts(site)))
            return;

        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Incidents.sln")))
            root = root.Parent!;

        await Tool.Run("cp", ["-r", Path.Combine(root.FullName, "ops", "backup"), Scripts(site)]);
        Directory.CreateDirectory(Backups(site));
        // Made by PostgreSQL's user on one side and by the service's on the other.
        await Tool.Run("chmod", ["0777", Backups(site)]);
    }

    private static async Task KeepFiles(Site site)
    {
        await Tool.Run($"{Scripts(site)}/evidence", [], Places(site));
        await Tool.Run($"{Scripts(site)}/keys", [], Places(site));
    }

    private static async Task LogIsKept(Site site)
    {
        var last = (await site.Asks("select pg_walfile_name(pg_current_wal_lsn())"))[0];
        await site.Asks("select pg_switch_wal()");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!File.Exists(Path.Combine(Backups(site), "wal", last)))
            await Task.Delay(20, patience.Token);
    }

    private static async Task LosesEverything(Site site)
    {
        await site.Nodes[0].Kill();
        await site.Cluster.DisposeAsync();
        Directory.Delete(site.Data, recursive: true);
    }

    private static async Task GoesOnWith(Site site, Cluster cluster)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while ((await cluster.Asks("postgres", "select pg_is_in_recovery()"))[0] != "False")
            await Task.Delay(20, patience.Token);

        site.Cluster = cluster;
        site.Settings["ConnectionStrings:Incidents"] =
            cluster.ConnectionString(Site.Database, Site.Service);
        await site.StartAgain(0);
    }

    /// <summary>The keys come before anything is started: a program that finds none makes some.</summary>
    private static async Task PutFilesBack(Site site)
    {
        Directory.CreateDirectory(Path.Combine(site.Data, "evidence"));
        var keys = Directory.GetDirectories(KeyBackups(site)).Order(StringComparer.Ordinal).Last();
        await Tool.Run("cp", ["-a", keys, Path.Combine(site.Data, "keys")]);
        await Tool.Run("cp", ["-a", $"{Backups(site)}/evidence/blobs", Path.Combine(site.Data, "evidence")]);
    }

    private static Task<string> Script(Site site, string name, params string[] arguments) =>
        site.Cluster.RunScript($"{Scripts(site)}/{name}", Places(site), arguments);

    private static Dictionary<string, string?> Places(Site site) => new(StringComparer.Ordinal)
    {
        ["BACKUPS"] = Backups(site),
        ["KEY_BACKUPS"] = KeyBackups(site),
        ["INCIDENTS_DATA"] = site.Data,
    };

    private static string Scripts(Site site) => Path.Combine(site.Folder, "scripts");

    private static string Backups(Site site) => Path.Combine(site.Folder, "backups");

    private static string KeyBackups(Site site) => Path.Combine(site.Folder, "keys-apart");
}
