using Incidents.Api.Hosting.PrivatePostgres;
using Incidents.Application;
using Incidents.Application.Store;
using Npgsql;
using Wolverine;

namespace Incidents.Api.Hosting;

/// <summary>The database of one run: somebody's own, or a private PostgreSQL that starts and
/// stops with the service.</summary>
public sealed class Database : IAsyncDisposable
{
    private const string Name = "incidents";
    private const string Owner = "postgres";
    private const string Service = "incidents_service";

    private const string Setting = "ConnectionStrings__Incidents";
    private const string OwnerSetting = "ConnectionStrings__IncidentsOwner";

    private readonly PostgresServer? _privateServer;

    private Database(PostgresServer? server, NpgsqlDataSource source)
    {
        _privateServer = server;
        Source = source;
    }

    /// <summary>Connections under the role that the service runs as.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>Whether it is private to this installation.</summary>
    public bool IsPrivate => _privateServer is not null;

    /// <summary>Opens the database that the settings name, or starts the private
    /// one and makes it ready.</summary>
    public static async Task<Database> Open(
        ServiceSettings settings, Action<string> log, CancellationToken cancellation)
    {
        if (settings.ConnectionString is { } given)
            return await OpenGiven(given, settings, cancellation);

        var server = await PostgresServer.StartAsync(
            Path.Combine(settings.DataFolder, "postgres"), new(), log, cancellation);
        try
        {
            await MakeReady(server, settings, cancellation);

            return new(server, DatabaseConnections.Source(new(server.ConnectionString(Name, Service))));
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The same, but where the private one runs already, with it: for what may be done while the
    /// service works.</summary>
    public static async Task<Database> Join(
        ServiceSettings settings, Action<string> log, CancellationToken cancellation)
    {
        if (settings.ConnectionString is null
            && PostgresServer.Running(Path.Combine(settings.DataFolder, "postgres")) is { } running)
            return new(server: null, DatabaseConnections.Source(new(running(Name, Service))));

        return await Open(settings, log, cancellation);
    }

    /// <summary>Does something that may be done while the service works, with the service's own
    /// parts.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> WithServices(Func<IServiceProvider, Task> work) =>
        WithServices(ServiceSettings.From(WebApplication.CreateBuilder().Configuration), work);

    /// <summary>The same, with other settings than those of the environment.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> WithServices(ServiceSettings settings, Func<IServiceProvider, Task> work)
    {
        await using var database = await Join(settings, Console.Error.WriteLine, CancellationToken.None);
        using var host = HostFor(database.Source, settings);
        await work(host.Services);

        return 0;
    }

    /// <summary>Creates or changes the schema, as its owner, and makes the login of the service where the
    /// settings name one that is not the owner's.</summary>
    public static async Task ApplySchema(
        string ownerConnection, ServiceSettings settings, CancellationToken cancellation)
    {
        var owner = Parse(ownerConnection, OwnerSetting);
        var service = settings.ConnectionString is { } given ? Parse(given, Setting) : null;
        var login = service?.Username is { } name && name != owner.Username ? ServiceLogin.Of(service) : null;

        await using var source = DatabaseConnections.Source(owner);
        using var host = HostFor(source, settings, asOwner: true);
        await host.Services.GetRequiredService<SchemaOwner>().Apply(login, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        if (_privateServer is not null)
            await _privateServer.DisposeAsync();
    }

    private static async Task<Database> OpenGiven(
        string connectionString, ServiceSettings settings, CancellationToken cancellation)
    {
        var connection = Parse(connectionString, Setting);
        var source = DatabaseConnections.Source(connection);
        try
        {
            await RequireSchema(source, connection, settings, cancellation);

            return new(server: null, source);
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    private static async Task RequireSchema(
        NpgsqlDataSource source, NpgsqlConnectionStringBuilder connection, ServiceSettings settings,
        CancellationToken cancellation)
    {
        var state = await SchemaCheck.Look(source, cancellation);
        if (state is SchemaState.Differs)
        {
            using var host = HostFor(source, settings);
            state = await host.Services.GetRequiredService<SchemaCheck>().Compare(cancellation);
        }

        var problem = state switch
        {
            SchemaState.Fits => null,
            SchemaState.Missing => "has no schema yet. Run db-apply as its owner, then start again.",
            SchemaState.Differs =>
                "has the schema of another version. Run db-apply of this version as its owner, then "
                    + "start again.",
            SchemaState.Closed => $"is closed to {connection.Username}. Let its owner run: grant "
                + $"{SchemaOwner.ApplicationRole} to \"{connection.Username}\"",
        };
        if (problem is not null)
            throw new SettingException($"The database {connection.Database} on {connection.Host} {problem}");
    }

    private static IHost HostFor(NpgsqlDataSource source, ServiceSettings settings, bool asOwner = false)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddIncidents(
            source, settings.DataFolder, settings.KeyCertificates?.Load(), settings.EvidenceBucket, asOwner);
        builder.Services.AddSingleton<SchemaOwner>();
        builder.Services.AddSingleton<SchemaCheck>();
        builder.UseWolverine(
            messages => ApplicationServices.ConfigureMessages(messages, several: true));

        return builder.Build();
    }

    private static async Task MakeReady(
        PostgresServer server, ServiceSettings settings, CancellationToken cancellation)
    {
        await using (var postgres = NpgsqlDataSource.Create(server.ConnectionString("postgres", Owner)))
        {
            await using var exists = postgres.CreateCommand(
                "select from pg_database where datname = 'incidents'");
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

        var service = server.ConnectionString(Name, Service);
        await ApplySchema(owner, settings with { ConnectionString = service }, cancellation);
    }

    private static NpgsqlConnectionStringBuilder Parse(string connectionString, string setting)
    {
        try
        {
            return new(connectionString);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw new SettingException(
                $"{setting} cannot be read: {exception.Message} It looks like "
                + "Host=db.example;Database=incidents;Username=…;Password=…");
        }
    }
}
