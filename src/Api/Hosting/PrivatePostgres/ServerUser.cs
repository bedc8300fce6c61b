namespace Incidents.Api.Hosting.PrivatePostgres;

/// <summary>Whom PostgreSQL runs as: ourselves, but never root, which it refuses.</summary>
internal sealed class ServerUser
{
    private static readonly string[] Preferred = ["postgres", "nobody"];

    private ServerUser(IReadOnlyList<string> prefix) => Prefix = prefix;

    /// <summary>What goes before a command, so that this user runs it.</summary>
    public IReadOnlyList<string> Prefix { get; }

    /// <summary>Chooses the user and gives it the folder.</summary>
    public static async Task<ServerUser> ForAsync(ClusterFolder cluster, CancellationToken cancel)
    {
        if (!Environment.IsPrivilegedProcess)
            return new ServerUser([]);

        if (!OperatingSystem.IsLinux())
            throw new PostgresUnavailableException(
                "PostgreSQL refuses to run as root. Start as another user.");

        var (user, group) = await OwnerOfDataAsync(cluster, cancel) ?? SystemUser();
        var chosen = new ServerUser(
            ["setpriv", $"--reuid={user}", $"--regid={group}", "--clear-groups", "--"]);
        await chosen.TakeAsync(cluster, $"{user}:{group}", cancel);
        return chosen;
    }

    // Data that somebody made when not root stays theirs, so that they can go on with it.
    private static async Task<(string User, string Group)?> OwnerOfDataAsync(
        ClusterFolder cluster, CancellationToken cancel)
    {
        if (cluster.MajorVersion() is null)
            return null;

        var (_, output) = await ChildProcess.RunAsync(["stat", "-c", "%u:%g", cluster.Data], cancel);
        return output.Split(':') is [not "0" and var user, var group] ? (user, group) : null;
    }

    private static (string User, string Group) SystemUser()
    {
        var users = File.ReadLines("/etc/passwd").Select(line => line.Split(':'))
            .ToLookup(user => user[0]);
        return Preferred.SelectMany(name => users[name]).FirstOrDefault() is [_, _, var user, var group, ..]
            ? (user, group)
            : throw new PostgresUnavailableException(
                "PostgreSQL refuses to run as root, and there is no user postgres or nobody. Make one " +
                "(useradd --system postgres), or start as another user.");
    }

    private async Task TakeAsync(ClusterFolder cluster, string ids, CancellationToken cancel)
    {
        string[] mayWrite = [.. Prefix, "test", "-w", cluster.Root, "-a", "-w", cluster.Socket];
        if (await ChildProcess.RunAsync(mayWrite, cancel) is (0, _))
            return;

        // -h: what lies in another user's folder may be a link, by which root would give away something else.
        await ChildProcess.RunAsync(["chown", "-h", ids, cluster.Root, cluster.Socket], cancel);
        var (code, reason) = await ChildProcess.RunAsync(mayWrite, cancel);
        if (code != 0)
            throw new PostgresUnavailableException(
                $"{cluster.Root} cannot be reached by the user {ids}, as whom PostgreSQL runs because it " +
                "refuses to run as root. Set INCIDENTS_DATA to a folder that is not below a closed one " +
                $"such as /root, for example /var/lib/incidents. {reason}".TrimEnd());
    }
}
