using Incidents.Api.Hosting;
using Incidents.Application.Store;
using Npgsql;

[assembly: AssemblyFixture(typeof(Incidents.Api.Tests.Fixture.TestCluster))]

namespace Incidents.Api.Tests.Fixture;

/// <summary>The PostgreSQL of the run, started by the first test that needs it. The schema is applied once,
/// to a template; each school gets a copy.</summary>
public sealed class TestCluster : IAsyncDisposable
{
    /// <summary>So many that one server's connections are enough for all of them,
    /// on however many cores.</summary>
    private const int SchoolsAtOnce = 4;

    private const string Template = "incidents_template";

    private readonly SemaphoreSlim _places = new(SchoolsAtOnce);
    private readonly Lazy<Task<Postgres>> _postgres = new(Start);
    private int _made;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A database of its own, with the schema and nothing in it.</summary>
    public Task<TestDatabase> MakeDatabase() => MakeDatabase(Template);

    /// <summary>A database of its own, with nothing in it at all.</summary>
    public Task<TestDatabase> MakeEmptyDatabase() => MakeDatabase("template0");

    private async Task<TestDatabase> MakeDatabase(string template)
    {
        await _places.WaitAsync(Cancel);
        try
        {
            var postgres = await _postgres.Value;
            var name = $"school_{Interlocked.Increment(ref _made)}";
            await Run(postgres.Owner, $"create database {name} template {template}");

            return new(postgres.As("postgres", name), postgres.As(Postgres.ServiceRole, name), () =>
                Drop(postgres, name));
        }
        catch
        {
            _places.Release();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_postgres.IsValueCreated)
            await (await _postgres.Value).Stop();

        _places.Dispose();
    }

    private async ValueTask Drop(Postgres postgres, string name)
    {
        await Run(postgres.Owner, $"drop database {name} with (force)");
        _places.Release();
    }

    private static async Task<Postgres> Start()
    {
        var postgres = await Postgres.Start();
        Console.WriteLine($"Tests over HTTP run on {postgres.Name}.");

        await Run(postgres.Owner, $"create database {Template}");
        using var folder = new DataFolder();
        await Database.ApplySchema(postgres.As("postgres", Template), new ServiceSettings(
            folder.Path, ConnectionString: null, OwnerConnectionString: null, BootstrapKey: null,
            LargestEvidence: 0), Cancel);
        await Run(postgres.Owner,
            $"""
            create role {Postgres.ServiceRole} login password '{Postgres.Password}'
                in role {SchemaOwner.ApplicationRole}
            """);

        return postgres;
    }

    private static async Task Run(string connection, string sql)
    {
        await using var database = NpgsqlDataSource.Create(connection);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}

/// <summary>The database of one school.</summary>
/// <param name="Owner">How to connect as the owner of everything.</param>
/// <param name="Service">How to connect as the service does, under the application's role.</param>
public sealed record TestDatabase(string Owner, string Service, Func<ValueTask> Drop)
{
    /// <summary>What a question to the database comes to, as its owner.</summary>
    public async Task<IReadOnlyList<string>> Asks(string sql)
    {
        await using var database = NpgsqlDataSource.Create(Owner);
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add(reader.GetValue(0).ToString()!);

        return rows;
    }
}
