namespace Incidents.Api.Hosting.PrivatePostgres;

/// <summary>One run of a server, from its start to its end.</summary>
internal sealed class ServerRun : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    private readonly Installation _installation;
    private readonly GuardedProcess _process;

    private ServerRun(Installation installation, GuardedProcess process) =>
        (_installation, _process) = (installation, process);

    /// <summary>Ends when the server has, for whatever reason.</summary>
    public Task Exited => _process.Exited;

    /// <summary>Starts a server on a folder that holds data, and waits until it answers.</summary>
    public static async Task<ServerRun> StartAsync(Installation installation, CancellationToken cancel)
    {
        var (cluster, binaries, user, options) = installation;
        await Leftovers.ClearAsync(cluster, options.StopTimeout, cancel);

        var process = GuardedProcess.Start(
            user, cluster.Log, [binaries.Postgres, .. ServerSettings.Of(cluster, options)]);
        var server = new ServerRun(installation, process);
        try
        {
            await server.UntilReadyAsync(cancel);
            return server;
        }
        catch
        {
            await server.StopAsync();
            throw;
        }
    }

    /// <summary>Stops it: quickly, without waiting for its clients, but in order.</summary>
    public async Task StopAsync()
    {
        using (_process)
        {
            var inOrder = await _process.StopAsync(_installation.Options.StopTimeout);
            await Leftovers.EndAsync(
                _installation.Cluster,
                inOrder ? _installation.Options.StopTimeout : TimeSpan.Zero,
                CancellationToken.None);
        }
    }

    public void Dispose() => _process.Dispose();

    private async Task UntilReadyAsync(CancellationToken cancel)
    {
        var cluster = _installation.Cluster;
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        bound.CancelAfter(_installation.Options.StartTimeout);
        try
        {
            while (Postmaster.Of(cluster) is not { IsReady: true })
            {
                if (Exited.IsCompleted)
                    throw new PostgresUnavailableException(
                        $"PostgreSQL did not start. {cluster.Log} ends with:\n{cluster.EndOfLog()}");

                await Task.Delay(Look, bound.Token);
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new PostgresUnavailableException(
                $"PostgreSQL was not ready after {_installation.Options.StartTimeout}. " +
                $"{cluster.Log} ends with:\n{cluster.EndOfLog()}");
        }
    }
}
