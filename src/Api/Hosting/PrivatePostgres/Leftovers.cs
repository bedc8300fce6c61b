using System.Globalization;

namespace Incidents.Api.Hosting.PrivatePostgres;

/// <summary>What an earlier server left: processes, and files that would stop the next one.</summary>
internal static class Leftovers
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan UntilForced = TimeSpan.FromSeconds(5);

    /// <summary>Leaves the folder without any process, and without the files that name one.</summary>
    public static async Task ClearAsync(ClusterFolder cluster, TimeSpan patience, CancellationToken cancel)
    {
        await EndAsync(cluster, patience, cancel);

        // PostgreSQL believes a stale file when its pid was given to anything else, as happens in containers.
        File.Delete(cluster.PidFile);
        File.Delete(cluster.SocketLock);
    }

    /// <summary>Ends every server process of the folder, the longer it takes the less kindly.</summary>
    /// <param name="patience">How long a postmaster may take to shut down properly.</param>
    public static async Task EndAsync(ClusterFolder cluster, TimeSpan patience, CancellationToken cancel)
    {
        if (Postmaster.Of(cluster) is { } postmaster
            && await EndAsync(cluster, "INT", [postmaster.Pid], patience, cancel))
            return;

        // Without a postmaster, the others are told what it would tell them after a crash: leave at once.
        if (await EndAsync(cluster, "QUIT", Postmaster.ProcessesOf(cluster), UntilForced, cancel)
            || await EndAsync(cluster, "KILL", Postmaster.ProcessesOf(cluster), UntilForced, cancel))
            return;

        throw new PostgresUnavailableException(
            $"These processes use {cluster.Data} and do not end, also when killed: " +
            string.Join(' ', Postmaster.ProcessesOf(cluster)));
    }

    private static async Task<bool> EndAsync(
        ClusterFolder cluster,
        string signal,
        IReadOnlyList<int> pids,
        TimeSpan patience,
        CancellationToken cancel)
    {
        if (pids.Count > 0)
            await ChildProcess.RunAsync(
                ["/bin/sh", "-c", "kill -s \"$@\"", "kill", signal,
                    .. pids.Select(pid => pid.ToString(CultureInfo.InvariantCulture))],
                cancel);

        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        bound.CancelAfter(patience);
        try
        {
            while (Postmaster.ProcessesOf(cluster).Count > 0)
                await Task.Delay(Look, bound.Token);

            return true;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }
}
