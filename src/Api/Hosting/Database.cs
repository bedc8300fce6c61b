using Incidents.Api.Hosting.PrivatePostgres;
using Incidents.Application;
using Incidents.Application.Store;
using Npgsql;
using Wolverine;

namespace Incidents.Api.Hosting;

/// <summary>The database of one run: somebody's own, or a private PostgreSQL that starts and stops with the service.</summary>
public sealed class Database : IAsyncDisposable
{
    private const string Name = "incidents";
    private const string Owner = "postgres";
    private const string Service = "incidents_service";

    private readonly PostgresServer? privateServer;

    private Database(PostgresServer? server, NpgsqlDataSource source)
    {
        privateServer = server;
        Source = source;
    }

    /// <summary>Connections under the role that the service runs as.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>Whether it is private to this installation.</summary>
    public bool IsPrivate => privateServer is not null;

    /// <summary>Opens the database that the settings name, or starts the private one and makes it ready.</summary>
    public static async Task<Database> Open(ServiceSettings settings, Action<string> log, CancellationToken cancellation)
    {
        if (settings.ConnectionString is { } given)
            return new(server: null, SourceFor(given));

        var server = await PostgresServer.StartAsync(
            Path.Combine(settings.DataFolder, "postgres"), new(), log, cancellation);
        try
        {
            await MakeReady(server, settings, cancellation);

            return new(server, SourceFor(server.ConnectionString(Name, Service)));
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Creates or changes the schema, as its owner.</summary>
    public static async Task ApplySchema(
        string ownerConnection, ServiceSettings settings, CancellationToken cancellation)
    {
        await using var source = SourceFor(ownerConnection);
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddIncidents(source, settings.DataFolder, asOwner: true);
        builder.Services.AddSingleton<SchemaOwner>();
        builder.UseWolverine(ApplicationServices.ConfigureMessages);

        using var host = builder.Build();
        await host.Services.GetRequiredService<SchemaOwner>().Apply(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        if (privateServer is not null)
            await privateServer.DisposeAsync();
    }

    private static async Task MakeReady(
        PostgresServer server, ServiceSettings settings, CancellationToken cancellation)
    {
        await using (var postgres = NpgsqlDataSource.Create(server.ConnectionString("postgres", Owner)))
        {
            await using var exists = postgres.CreateCommand("select from pg_database where datname = 'incidents'");
            await using (var reader = await exists.ExecuteReaderAsync(cancellation))
            {
                if (await reader.ReadAsync(cancellation) is false)
                {
                    await reader.DisposeAsync();
                    await using var create = postgres.CreateCommand($"create database {Name}");
                    await create.ExecuteNonQueryAsync(cancellation);
                }
            }
        }

        var owner = server.ConnectionString(Name, Owner);
        await using var source = NpgsqlDataSource.Create(owner);
        if (await SchemaOwner.IsCurrent(source, cancellation))
            return;

        await ApplySchema(owner, settings, cancellation);
        await using var role = source.CreateCommand(
            $"""
            do $$ begin
                if not exists (select from pg_roles where rolname = '{Service}') then
                    create role {Service} login in role {SchemaOwner.ApplicationRole};
                end if;
            end $$
            """);
        await role.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Statements are prepared once for each connection, which spares most of their planning; what is given
    /// in the connection string goes before.</summary>
    private static NpgsqlDataSource SourceFor(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        if (!connectionString.Contains("Auto Prepare", StringComparison.OrdinalIgnoreCase))
            (builder.MaxAutoPrepare, builder.AutoPrepareMinUsages) = (100, 2);
        if (!connectionString.Contains("Pool Size", StringComparison.OrdinalIgnoreCase))
            builder.MaxPoolSize = 32;

        return new NpgsqlDataSourceBuilder(builder.ConnectionString).Build();
    }
}
