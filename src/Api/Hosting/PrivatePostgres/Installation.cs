namespace Incidents.Api.Hosting.PrivatePostgres;

/// <summary>What every run of a server needs: the folder, the programs, the user and how to run.</summary>
internal sealed record Installation(
    ClusterFolder Cluster, PostgresBinaries Binaries, ServerUser User, PostgresServerOptions Options)
{
    public static async Task<Installation> PrepareAsync(
        ClusterFolder cluster, PostgresServerOptions options, CancellationToken cancel)
    {
        var version = cluster.MajorVersion();
        PrivateFolder.Make(cluster.Socket);
        cluster.BeginLog();

        // Both ask other programs, and a start should not wait for one and then for the other.
        var binaries = PostgresBinaries.ForAsync(version, cancel);
        var user = ServerUser.ForAsync(cluster, cancel);
        await Task.WhenAll(binaries, user);

        var installation = new Installation(cluster, await binaries, await user, options);
        if (version is null)
            await installation.MakeDataAsync(cancel);

        return installation;
    }

    // Made beside and then renamed, so that an interrupted one is never taken for data.
    private async Task MakeDataAsync(CancellationToken cancel)
    {
        // An empty folder may have been made for it; in any other are files that are not ours to remove.
        if (Directory.Exists(Cluster.Data))
            Directory.Delete(Cluster.Data);

        // A name of our own: one that was interrupted a moment ago may still be cleaning up behind itself.
        var folder = Path.Combine(Cluster.Root, $"initdb-{Environment.ProcessId}");
        RemoveUnfinished(folder);
        await InitDbAsync(folder, cancel);
        Directory.Move(folder, Cluster.Data);

        // Otherwise a power cut could undo the renaming, and the next start remove the data as unfinished.
        if (Options.Durable)
            await ChildProcess.RunAsync(["sync", Cluster.Root], cancel);
    }

    private void RemoveUnfinished(string ours)
    {
        foreach (var folder in Directory.GetDirectories(Cluster.Root, "initdb-*"))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException) when (folder != ours)
            {
                // Its initdb still lives, and removes it itself.
            }
        }
    }

    private async Task InitDbAsync(string folder, CancellationToken cancel)
    {
        using var process = GuardedProcess.Start(
            User,
            Cluster.Log,
            [
                Binaries.InitDb, "-D", folder, "-U", "postgres", "-E", "UTF8", "--locale=C",
                "--auth-local=trust", "--auth-host=reject",
                .. Options.Durable ? Array.Empty<string>() : ["--no-sync"],
            ]);
        try
        {
            await process.Exited.WaitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            await process.StopAsync(Options.StopTimeout);
            throw;
        }

        if (process.ExitCode != 0)
            throw new PostgresUnavailableException(
                $"PostgreSQL could not make its data folder. {Cluster.Log} ends with:\n{Cluster.EndOfLog()}");
    }
}
