using Incidents.Api.Hosting;
using Microsoft.Extensions.Configuration;

namespace Incidents.Faults;

/// <summary>An installation to be broken: a PostgreSQL, a folder of keys and evidence, and the processes of
/// the service, each where it can be killed. The first is made once for a run; each fault gets a
/// copy.</summary>
internal sealed class Site : IAsyncDisposable
{
    public const string Database = "incidents";

    public const string Service = "incidents_service";

    private static readonly Lazy<Task<string>> Template = new(MakeTemplate);

    private readonly List<ServiceProcess> _nodes = [];
    private readonly List<Uri> _addresses = [];
    private readonly List<string> _disks = [];

    private Site(string folder)
    {
        Folder = folder;
        Cluster = new(Path.Combine(folder, "pg"));
        Settings["INCIDENTS_DATA"] = Data;
        Settings["ConnectionStrings:Incidents"] = Cluster.ConnectionString(Database, Service);
        // The clock records what nobody asked for, and the load is more than one caller may send.
        Settings["Timescales:SweepEvery"] = "0";
        Settings["RateLimit:PerMinute"] = "0";
    }

    public string Folder { get; }

    /// <summary>Keys and evidence.</summary>
    public string Data => Path.Combine(Folder, "data");

    /// <summary>The PostgreSQL that the service works with now.</summary>
    public Cluster Cluster { get; set; }

    /// <summary>What every node is told.</summary>
    public Dictionary<string, string?> Settings { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<ServiceProcess> Nodes => _nodes;

    /// <summary>Where the nodes listen, also while they do not run.</summary>
    public IReadOnlyList<Uri> Addresses => _addresses;

    /// <summary>What PostgreSQL is started with.</summary>
    public List<string> ServerSettings { get; } = [];

    /// <summary>The wire to the database, where the nodes are connected by one.</summary>
    public Wire? Wire { get; private set; }

    /// <summary>A copy of the first one, with nothing running yet.</summary>
    public static async Task<Site> Copy()
    {
        var site = new Site(NewFolder());
        await Tool.Run("cp", ["-a", $"{await Template.Value}/.", site.Folder]);

        return site;
    }

    /// <summary>Connects the nodes by a wire that can be cut.</summary>
    public void ConnectByWire()
    {
        Wire = new();
        Settings["ConnectionStrings:Incidents"] = Wire.Through(Cluster.ConnectionString(Database, Service));
    }

    /// <summary>Starts the database and so many nodes.</summary>
    public async Task Start(int nodes)
    {
        // A node that is alone takes its own messages on as soon as it is back.
        Settings["Nodes:Alone"] = nodes == 1 ? "true" : "false";
        await Cluster.Start([.. ServerSettings]);
        for (var node = 0; node < nodes; node++)
        {
            _addresses.Add(new($"http://127.0.0.1:{Ports.Free()}"));
            _nodes.Add(await ServiceProcess.Start(_addresses[node], Settings));
        }
    }

    /// <summary>Starts a node that was killed, at the same place.</summary>
    public async Task StartAgain(int node)
    {
        await _nodes[node].DisposeAsync();
        _nodes[node] = await ServiceProcess.Start(_addresses[node], Settings);
    }

    /// <summary>Runs the program beside the service, as whoever cares for it does.</summary>
    public async Task<string> Command(params string[] arguments) => await Tool.Run(
        "dotnet", [typeof(Api.Hosting.Service).Assembly.Location, .. arguments],
        Settings.ToDictionary(
            each => each.Key.Replace(":", "__", StringComparison.Ordinal), each => each.Value));

    /// <summary>Why no small disk can be made here.</summary>
    public static string? CannotMount() =>
        Environment.IsPrivilegedProcess ? null : "only root can make a small disk";

    /// <summary>Lays a small disk, which can be filled, under a folder.</summary>
    public async Task Mount(string folder, int megabytes)
    {
        Directory.CreateDirectory(folder);
        await Tool.Run("mount", ["-t", "tmpfs", "-o", $"size={megabytes}M,mode=0777", "tmpfs", folder]);
        _disks.Add(folder);
    }

    /// <summary>Moves the database to a small disk.</summary>
    public async Task PutClusterOnSmallDisk(int megabytes)
    {
        var disk = Path.Combine(Folder, "disk");
        await Mount(disk, megabytes);
        await Tool.Run("mv", [Cluster.Folder, disk]);
        Cluster = new(Path.Combine(disk, "pg"));
        Settings["ConnectionStrings:Incidents"] = Cluster.ConnectionString(Database, Service);
    }

    /// <summary>Fills a small disk, until what it gives is disposed of.</summary>
    /// <param name="folder">Somewhere on it.</param>
    public async Task<IAsyncDisposable> FillDisk(string folder)
    {
        var disk = _disks.Single(each => folder.StartsWith(each, StringComparison.Ordinal));
        var file = Path.Combine(disk, "full");
        await Tool.Run("sh", ["-c", $"cat /dev/zero > {file} 2>/dev/null || true"]);

        return new Filling(file);
    }

    public Task<IReadOnlyList<string>> Asks(string sql) => Cluster.Asks(Database, sql);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.Kill();
            await node.DisposeAsync();
        }

        if (Wire is not null)
            await Wire.DisposeAsync();
        await Cluster.DisposeAsync();
        foreach (var disk in _disks)
            await Tool.Run("umount", [disk]);
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<string> MakeTemplate()
    {
        var folder = NewFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var site = new Site(folder);
        await site.Cluster.Make();
        await site.Cluster.Start("fsync=off");
        await site.Cluster.Asks("postgres", $"create database {Database}");
        await Api.Hosting.Database.ApplySchema(
            site.Cluster.ConnectionString(Database, "postgres"),
            ServiceSettings.From(new ConfigurationBuilder().AddInMemoryCollection(site.Settings).Build()),
            CancellationToken.None);
        await site.Cluster.Stop();

        return folder;
    }

    /// <summary>Short, because the path of a socket must be; and where PostgreSQL's own user can
    /// enter.</summary>
    private static string NewFolder() => Directory
        .CreateDirectory($"/var/tmp/incidents-fault-{Guid.CreateVersion7():N}"[..42]).FullName;

    private sealed class Filling(string file) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            File.Delete(file);

            return ValueTask.CompletedTask;
        }
    }
}
