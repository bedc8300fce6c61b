using Incidents.Api.Hosting;
using Incidents.Api.Hosting.PrivatePostgres;
using Incidents.Benchmarks.Seeding;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Incidents.Benchmarks;

/// <summary>A PostgreSQL of its own, durable as in real use, with the service's database in it, and a folder
/// of data; what is measured stands on it.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private const string Owner = "postgres";
    private const string Login = "incidents_service";
    private const string Name = "incidents";

    private readonly string _folder;
    private readonly PostgresServer _server;
    private readonly List<ServiceProcess> _nodes = [];

    private Bench(string folder, PostgresServer server, Table table)
    {
        (_folder, _server, Table) = (folder, server, table);
    }

    public Table Table { get; }

    /// <summary>Where the service listens, each time it runs.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{Ports.Free()}");

    /// <summary>The database, as its owner.</summary>
    public string Database => _server.ConnectionString(Name, Owner);

    /// <param name="name">Tells it from others of the same run.</param>
    public static async Task<Bench> Start(Table table, string name = "first")
    {
        var folder = $"/var/tmp/incidents-benchmark-{Environment.ProcessId}-{name}";
        Directory.CreateDirectory(folder);
        var server = await PostgresServer.StartAsync(
            Path.Combine(folder, "postgres"), new(), Console.WriteLine, CancellationToken.None);
        var bench = new Bench(folder, server, table);

        await using (var postgres = NpgsqlDataSource.Create(server.ConnectionString(Owner, Owner)))
        await using (var create = postgres.CreateCommand($"create database {Name}"))
            await create.ExecuteNonQueryAsync();
        await Incidents.Api.Hosting.Database.ApplySchema(
            bench.Database, bench.ServiceSettings, CancellationToken.None);

        return bench;
    }

    /// <summary>What the service is told: the database under its own role, and the folder of data.</summary>
    public Dictionary<string, string?> Settings => new(StringComparer.Ordinal)
    {
        ["INCIDENTS_DATA"] = Path.Combine(_folder, "data"),
        ["ConnectionStrings:Incidents"] = _server.ConnectionString(Name, Login),
        ["Timescales:SweepEvery"] = SweepEvery,
        ["RateLimit:PerMinute"] = "0",
    };

    /// <summary>Seconds between two looks for deadlines that have come due; 0: the service does not
    /// look.</summary>
    public string SweepEvery { get; set; } = "10";

    /// <summary>Whether the service tells how much it allocates, which takes a moment of its start.</summary>
    public bool CountsAllocations { get; set; } = true;

    private ServiceSettings ServiceSettings =>
        ServiceSettings.From(new ConfigurationBuilder().AddInMemoryCollection(Settings).Build());

    /// <summary>The running service; started when it is first asked for.</summary>
    public async Task<ServiceProcess> Running() => _nodes.Count > 0 ? _nodes[0] : await Join(Address);

    /// <summary>Starts one more node over the same database.</summary>
    public Task<ServiceProcess> Join() => Join(new($"http://127.0.0.1:{Ports.Free()}"));

    /// <summary>What all of it has taken of the machine so far: each node, and the database, which are the
    /// processes that work in its folder.</summary>
    public async Task<Spent> Spent()
    {
        var allocated = 0L;
        foreach (var node in _nodes.Where(_ => CountsAllocations))
            allocated += await StartupHook.AllocatedBy(node.Address);

        return new(
            TimeSpan.FromTicks(_nodes.Sum(node => node.Time.Ticks)),
            Processors.TimeOf(Directory.GetDirectories("/proc")
                .Where(process => Processors.WorksIn(process, Path.Combine(_folder, "postgres")))),
            allocated);
    }

    /// <summary>Fills the empty store with the incidents of several school years.</summary>
    public async Task Seed(int incidents) => await Incidents.Api.Hosting.Database.WithServices(
        ServiceSettings,
        services => new Seeder(services, new(incidents, Seed: 1, DateOnly.FromDateTime(DateTime.UtcNow)))
            .Carry());

    /// <summary>Waits until the service has brought up to date what follows a write: feed, sums and reporting
    /// tables.</summary>
    public async Task HasFollowed()
    {
        await using var database = NpgsqlDataSource.Create(Database);
        await using var left = database.CreateCommand(
            """
            select (select count(*) from incidents.figure_log) + (select count(*) from incidents.deadline_log)
                + (select count(*) from incidents.mt_events)
                - (select coalesce(sum(position), 0) from incidents.projection_progress
                    where name = 'reporting')
            """);
        left.CommandTimeout = 0;
        while ((decimal)(await left.ExecuteScalarAsync())! >= 200)
            await Task.Delay(TimeSpan.FromSeconds(1));
    }

    /// <summary>Does at once what the database does by itself within minutes, and late in some
    /// measurement.</summary>
    public Task Tidy() => Tidy(Database);

    /// <param name="connection">To this one, or to a copy.</param>
    public static async Task Tidy(string connection)
    {
        await using var database = NpgsqlDataSource.Create(connection);
        await using var command = database.CreateCommand("vacuum analyze");
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Runs the program beside the service, as whoever cares for it does.</summary>
    /// <returns>What it printed.</returns>
    public Task<string> Command(params string[] arguments) => Tool.Run(
        "dotnet", [typeof(Service).Assembly.Location, .. arguments],
        Settings.Append(new("LC_ALL", "C")).ToDictionary(
            each => each.Key.Replace(":", "__", StringComparison.Ordinal), each => each.Value,
            StringComparer.Ordinal));

    /// <summary>Stops the service, so that the database is measured alone.</summary>
    public async Task Stop()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();

        _nodes.Clear();
    }

    /// <summary>Ends the service as a power cut does.</summary>
    public async Task Kill()
    {
        foreach (var node in _nodes)
            await node.Kill();

        await Stop();
    }

    /// <summary>A second database like the first, for the limit: what is written there does not make the
    /// service's tables larger. Rows are only rows there: no trigger writes what the script writes.</summary>
    public async Task<string> Copy(string name)
    {
        await Stop();
        NpgsqlConnection.ClearAllPools();
        await using var postgres = NpgsqlDataSource.Create(_server.ConnectionString(Owner, Owner));
        await using var copy = postgres.CreateCommand($"create database {name} template {Name}");
        await copy.ExecuteNonQueryAsync();

        var connection = _server.ConnectionString(name, Owner);
        await using var copied = NpgsqlDataSource.Create(connection);
        await using var plain = copied.CreateCommand(
            $"""
            do $$ declare name regclass; begin
                for name in select oid from pg_class
                    where relkind = 'r' and relnamespace::regnamespace::text in {WrittenRows.Schemas}
                loop
                    execute format('alter table %s disable trigger user', name);
                end loop;
            end $$
            """);
        await plain.ExecuteNonQueryAsync();

        return connection;
    }

    /// <summary>Drops such a copy, so that nothing is tidied up in it while the service is
    /// measured.</summary>
    public async Task Drop(string copy)
    {
        NpgsqlConnection.ClearAllPools();
        await using var postgres = NpgsqlDataSource.Create(_server.ConnectionString(Owner, Owner));
        await using var drop = postgres.CreateCommand(
            $"drop database {new NpgsqlConnectionStringBuilder(copy).Database} with (force)");
        await drop.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<ServiceProcess> Join(Uri address)
    {
        var settings = Settings;
        if (CountsAllocations)
            StartupHook.Count(settings, address);
        var node = await ServiceProcess.Start(address, settings);
        _nodes.Add(node);

        return node;
    }
}
