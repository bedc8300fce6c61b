using DotNet.Testcontainers.Builders;
using Incidents.Api.Tests.Hosting.PrivatePostgres;
using Npgsql;
using Testcontainers.PostgreSql;

namespace Incidents.Api.Tests.Fixture;

/// <summary>A PostgreSQL for tests: in Docker, or a private one. <c>INCIDENTS_TEST_DATABASE</c> says which:
/// <c>docker</c>, <c>private</c>, or <c>auto</c>, which takes Docker where an engine answers.</summary>
/// <param name="Name">For whoever reads the output of the run.</param>
/// <param name="Owner">How to connect to the database <c>postgres</c> as the superuser.</param>
internal sealed record Postgres(string Name, string Owner, Func<ValueTask> Stop)
{
    public const string ServiceRole = "incidents_service";
    public const string Password = "incidents";

    private const string DefaultImage = "postgres:17";

    private static string Image =>
        Environment.GetEnvironmentVariable("INCIDENTS_TEST_IMAGE") is { Length: > 0 } image
            ? image
            : DefaultImage;

    public static async Task<Postgres> Start() =>
        Environment.GetEnvironmentVariable("INCIDENTS_TEST_DATABASE") switch
        {
            null or "" or "auto" => await InDockerWhereItIs() ?? await Private(),
            "docker" => await InDocker(),
            "private" => await Private(),
            var other => throw new InvalidOperationException(
                $"INCIDENTS_TEST_DATABASE is docker, private or auto, not '{other}'."),
        };

    /// <summary>How to connect to one of its databases. Without a pool, so that no
    /// connection stays on it.</summary>
    public string As(string user, string database) => new NpgsqlConnectionStringBuilder(Owner)
    {
        Username = user,
        Password = user == ServiceRole ? Password : new NpgsqlConnectionStringBuilder(Owner).Password,
        Database = database,
        Pooling = user == ServiceRole,
        MaxPoolSize = user == ServiceRole ? 16 : 100,
    }.ConnectionString;

    private static async Task<Postgres?> InDockerWhereItIs()
    {
        try
        {
            return await InDocker();
        }
        catch (DockerUnavailableException)
        {
            return null;
        }
    }

    private static async Task<Postgres> InDocker()
    {
        var container = new PostgreSqlBuilder(Image)
            .WithUsername("postgres").WithPassword(Password).WithDatabase("postgres")
            .WithCommand("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")
            .Build();
        await container.StartAsync(TestContext.Current.CancellationToken);
        var owner = new NpgsqlConnectionStringBuilder(container.GetConnectionString()) { Pooling = false };

        return new($"PostgreSQL in Docker ({Image})", owner.ConnectionString, container.DisposeAsync);
    }

    private static async Task<Postgres> Private()
    {
        var folder = new TestFolder();
        var server = await folder.StartAsync(TestContext.Current.CancellationToken);
        var owner = new NpgsqlConnectionStringBuilder(
            server.ConnectionString("postgres", "postgres"))
        { Pooling = false };

        return new($"a private PostgreSQL in {folder.Root}", owner.ConnectionString, async () =>
        {
            await server.DisposeAsync();
            folder.Dispose();
        });
    }
}
