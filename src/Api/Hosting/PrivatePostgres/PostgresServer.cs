using System.Diagnostics;
using Npgsql;

namespace Incidents.Api.Hosting.PrivatePostgres;

/// <summary>A PostgreSQL of our own: it runs as long as the program does, and keeps its data.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly OwnerLock _owner;
    private readonly Installation _installation;
    private readonly Action<string> _log;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;

    private PostgresServer(OwnerLock owner, Installation installation, ServerRun server, Action<string> log)
    {
        (_owner, _installation, _log) = (owner, installation, log);
        _running = KeepRunningAsync(server);
    }

    /// <summary>Starts the server of a folder, and first makes its data when there is none.</summary>
    /// <param name="folder">Where the data, the log and the lock lie; made when it is not there.</param>
    /// <param name="log">Told, in a sentence, what the operator should know.</param>
    /// <exception cref="PostgresUnavailableException">The message tells what to do.</exception>
    public static async Task<PostgresServer> StartAsync(
        string folder, PostgresServerOptions options, Action<string> log, CancellationToken cancel)
    {
        if (OperatingSystem.IsWindows())
            throw new PostgresUnavailableException(
                "The private PostgreSQL needs Linux or macOS. Set ConnectionStrings__Incidents to use " +
                "a database that runs already.");

        OwnerLock? owner = null;
        try
        {
            owner = OwnerLock.Take(folder);
            var cluster = new ClusterFolder(owner.Folder);
            var installation = await Installation.PrepareAsync(cluster, options, cancel);
            var server = await ServerRun.StartAsync(installation, cancel);
            return new PostgresServer(owner, installation, server, log);
        }
        catch (Exception reason)
        {
            owner?.Dispose();
            if (reason is IOException or UnauthorizedAccessException)
                throw new PostgresUnavailableException(
                    $"The private PostgreSQL cannot use {folder}: {reason.Message} Set INCIDENTS_DATA to " +
                    "a folder of your own.",
                    reason);

            throw;
        }
    }

    /// <summary>How to connect to the server of a folder that another process runs; nothing, where none
    /// does.</summary>
    public static Func<string, string, string>? Running(string folder)
    {
        if (!Directory.Exists(folder) || !OwnerLock.IsTaken(folder))
            return null;

        var real = Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? folder;

        return (database, username) => ConnectionString(new(real), database, username);
    }

    /// <summary>How to connect to one of its databases.</summary>
    public string ConnectionString(string database, string username) =>
        ConnectionString(_installation.Cluster, database, username);

    private static string ConnectionString(
        ClusterFolder cluster, string database, string username) => new NpgsqlConnectionStringBuilder
        {
            Host = cluster.Socket,
            Port = 5432,
            Database = database,
            Username = username,

            // Nobody can listen to a socket, and asking for encryption costs every new connection a round
            // trip.
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        }.ConnectionString;

    /// <summary>Stops the server in order; its data is kept.</summary>
    public async Task StopAsync(CancellationToken cancel = default)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancel);
    }

    /// <summary>Stops the server in order and gives the folder free.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_owner.IsReleased)
            return;

        try
        {
            await StopAsync();
            _installation.Cluster.RemoveShortSocketFolder();
        }
        finally
        {
            _owner.Dispose();
            _stopping.Dispose();
        }
    }

    private async Task KeepRunningAsync(ServerRun server)
    {
        var pause = FirstPause;
        for (var running = server; running is not null; running = await StartAgainAsync(pause))
        {
            var started = Stopwatch.GetTimestamp();
            await running.Exited.WaitAsync(_stopping.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stopping.IsCancellationRequested)
            {
                await running.StopAsync();
                return;
            }

            running.Dispose();
            pause = Stopwatch.GetElapsedTime(started) > LongestPause ? FirstPause : Longer(pause);
            _log("PostgreSQL ended unexpectedly and is started again.");
        }
    }

    // Without end, because the cause may pass: a full disk, too little memory.
    private async Task<ServerRun?> StartAgainAsync(TimeSpan pause)
    {
        for (; ; pause = Longer(pause))
        {
            try
            {
                await Task.Delay(pause, _stopping.Token);
                var server = await ServerRun.StartAsync(_installation, _stopping.Token);
                _log("PostgreSQL runs again.");
                return server;
            }
            catch (OperationCanceledException)
            {
                return null;
            }
            catch (Exception reason) when (reason is PostgresUnavailableException or IOException
                or UnauthorizedAccessException)
            {
                _log($"PostgreSQL cannot be started again yet. {reason.Message}");
            }
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;
}
