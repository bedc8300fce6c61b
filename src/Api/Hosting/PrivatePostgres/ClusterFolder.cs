using System.Security.Cryptography;
using System.Text;

namespace Incidents.Api.Hosting.PrivatePostgres;

/// <summary>Where everything of one private PostgreSQL lies.</summary>
internal sealed class ClusterFolder
{
    // The kernel takes 103 bytes on macOS and 107 on Linux, and "/.s.PGSQL.5432" is 14 of them.
    private const int LongestSocketFolder = 103 - 14;

    /// <summary>The places in a folder.</summary>
    /// <param name="root">A path without symbolic links.</param>
    public ClusterFolder(string root)
    {
        Root = root;
        Data = Path.Combine(root, "data");
        Log = Path.Combine(root, "postgres.log");
        var inside = Path.Combine(root, "socket");
        Socket = IsSocketFolder(inside) ? inside : ShortSocketFolder(root);
    }

    public string Root { get; }

    public string Data { get; }

    public string Log { get; }

    public string Socket { get; }

    public string PidFile => Path.Combine(Data, "postmaster.pid");

    public string SocketLock => Path.Combine(Socket, ".s.PGSQL.5432.lock");

    /// <summary>The major version that made the data; null when there is none yet.</summary>
    public int? MajorVersion()
    {
        var file = Path.Combine(Data, "PG_VERSION");
        return File.Exists(file) ? PostgresBinaries.MajorVersion(File.ReadAllText(file)) : null;
    }

    /// <summary>Leaves nothing outside of the folder itself.</summary>
    public void RemoveShortSocketFolder()
    {
        if (Path.GetDirectoryName(Socket) != Root)
            Directory.Delete(Socket, recursive: true);
    }

    /// <summary>A new log for this run; that of the run before is kept beside it.</summary>
    public void BeginLog()
    {
        if (File.Exists(Log))
            File.Move(Log, Path.ChangeExtension(Log, ".previous.log"), overwrite: true);
    }

    /// <summary>The last lines of the log, for a message.</summary>
    public string EndOfLog() =>
        File.Exists(Log) ? string.Join('\n', File.ReadLines(Log).TakeLast(12)) : "(The log is empty.)";

    // PostgreSQL and Npgsql both take a list of hosts, so that a comma would end the path.
    private static bool IsSocketFolder(string path) =>
        Encoding.UTF8.GetByteCount(path) <= LongestSocketFolder
        && path.All(letter => char.IsAsciiLetterOrDigit(letter) || "/._-+~@".Contains(letter));

    // Where the path inside would be too long, or not plain. The same folder always gets the same name, so
    // that what an earlier run left there is found again. In /run only root can make one; in /tmp another
    // user can come first, and then PrivateFolder.Make fails.
    private static string ShortSocketFolder(string root)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(root)))[..16];
        return $"{(Environment.IsPrivilegedProcess ? "/run" : "/tmp")}/incidents-{name}";
    }
}
