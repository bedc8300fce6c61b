using System.Net.Http.Json;
using System.Text.Json;
using Incidents.Api.Hosting;
using Incidents.Api.Hosting.PrivatePostgres;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Incidents.Benchmarks;

/// <summary>A PostgreSQL of its own, durable as in real use, with the service's database in it, and a folder
/// of data; what is measured stands on it.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private const string Owner = "postgres";
    private const string Service = "incidents_service";
    private const string Name = "incidents";

    private readonly string _folder;
    private readonly PostgresServer _server;
    private ServiceProcess? _service;

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
        var settings = ServiceSettings.From(new ConfigurationBuilder().AddInMemoryCollection(bench.Settings)
            .Build());
        await Incidents.Api.Hosting.Database.ApplySchema(bench.Database, settings, CancellationToken.None);

        return bench;
    }

    /// <summary>What the service is told: the database under its own role, and the folder of data.</summary>
    public Dictionary<string, string?> Settings => new(StringComparer.Ordinal)
    {
        ["INCIDENTS_DATA"] = Path.Combine(_folder, "data"),
        ["ConnectionStrings:Incidents"] = _server.ConnectionString(Name, Service),
        ["Timescales:SweepEvery"] = SweepEvery,
        ["RateLimit:PerMinute"] = "0",
    };

    /// <summary>Seconds between two looks for deadlines that have come due; 0: the service does not
    /// look.</summary>
    public string SweepEvery { get; set; } = "10";

    /// <summary>The running service; started when it is first asked for.</summary>
    public async Task<ServiceProcess> Running() => _service ??= await ServiceProcess.Start(Address, Settings);

    /// <summary>The time on processors that the database has taken: of the processes that work in its
    /// folder.</summary>
    public TimeSpan DatabaseTime => Processors.TimeOf(Directory.GetDirectories("/proc")
        .Where(process => Processors.WorksIn(process, Path.Combine(_folder, "postgres"))));

    /// <summary>Stops the service, so that the database is measured alone.</summary>
    public async Task Stop()
    {
        if (_service is { } running)
            await running.DisposeAsync();

        _service = null;
    }

    /// <summary>Ends the service as a power cut does.</summary>
    public async Task Kill()
    {
        if (_service is { } running)
            await running.Kill();

        _service = null;
    }

    /// <summary>A second database like the first, for the limit: what is written there does not make the
    /// service's tables larger.</summary>
    public async Task<string> Copy(string name)
    {
        await Stop();
        NpgsqlConnection.ClearAllPools();
        await using var postgres = NpgsqlDataSource.Create(_server.ConnectionString(Owner, Owner));
        await using var copy = postgres.CreateCommand($"create database {name} template {Name}");
        await copy.ExecuteNonQueryAsync();

        return _server.ConnectionString(name, Owner);
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>The people who act in a measurement, and what they do once.</summary>
internal sealed class School(HttpClient http, string officeManager)
{
    public string OfficeManager { get; } = officeManager;

    /// <summary>Makes the key of an office manager.</summary>
    public static async Task<School> Of(ServiceProcess service)
    {
        var http = new HttpClient { BaseAddress = service.Address };
        var made = await Post(http, ServiceProcess.FirstKey, "/v1/admin/api-keys",
            new { Name = "Office", Subject = "office", Roles = new[] { "officeManager" } });

        return new(http, made.GetProperty("key").GetString()!);
    }

    /// <summary>Reports an incident like the one that is measured.</summary>
    public async Task<Guid> Reports() =>
        (await Post(http, OfficeManager, "/v1/incidents", Bodies.Report)).GetProperty("incidentId").GetGuid();

    public Task Does(Guid incident, string step, object body) =>
        Post(http, OfficeManager, $"/v1/incidents/{incident}/{step}", body);

    private static async Task<JsonElement> Post(HttpClient http, string key, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = JsonContent.Create(body, options: JsonSerializerOptions.Web),
        };
        request.Headers.Add("X-API-Key", key);
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();

        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}

/// <summary>What is sent.</summary>
internal static class Bodies
{
    public static object Report { get; } = new
    {
        Title = "Medical list left on the coach after the museum trip",
        Kind = "confirmedBreach",
        Description = "The folder with the medical list of Year 4 stayed in the seat pocket of the coach. "
            + "The coach company was rung at once. The driver has it.",
        OccurredAt = "2026-03-02T15:20:00Z",
        DiscoveredAt = "2026-03-02T15:50:00Z",
        Channel = "web",
        Location = "Coach, return from the museum",
        BreachType = "paperwork-lost-or-stolen",
        InformationPolicies = new[] { "information-handling", "data-protection" },
    };

    public static object Classification(string severity) => new
    {
        Severity = severity,
        Rationale = "Health data of 29 children on paper, out of our hands for two hours.",
        PersonalDataInvolved = "yes",
    };

    public static object Decision { get; } = new
    {
        Decision = "The list is treated as seen by the driver only.",
        Rationale = "He found the closed folder, locked it away and signed that he did not read it.",
    };
}
