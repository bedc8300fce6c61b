namespace Incidents.Api.Hosting.PrivatePostgres;

/// <summary>The right to run a server in a folder; it ends with the process at the latest.</summary>
internal sealed class OwnerLock : IDisposable
{
    private readonly FileStream _file;

    private OwnerLock(FileStream file, string folder) => (_file, Folder) = (file, folder);

    /// <summary>The locked folder, free of symbolic links.</summary>
    public string Folder { get; }

    /// <summary>Takes the folder, and makes it when it is not there.</summary>
    public static OwnerLock Take(string folder)
    {
        var full = Path.GetFullPath(folder);
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? full);

        // The operator may have put it on another disk by a link.
        if (Directory.Exists(full))
            full = Directory.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;

        PrivateFolder.Make(full);

        var file = Open(full);
        return new OwnerLock(file, RealFolder(file) ?? full);
    }

    /// <summary>Whether another process has the folder.</summary>
    public static bool IsTaken(string folder)
    {
        var file = Path.Combine(folder, "owner.lock");
        try
        {
            if (File.Exists(file))
                new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();

            return false;
        }
        catch (IOException reason) when (IsHeldByAnother(reason))
        {
            return true;
        }
    }

    public bool IsReleased => _file.SafeFileHandle.IsClosed;

    public void Dispose() => _file.Dispose();

    private static FileStream Open(string folder)
    {
        try
        {
            var file = Path.Combine(folder, "owner.lock");
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException reason) when (IsHeldByAnother(reason))
        {
            throw new PostgresUnavailableException(
                $"The private PostgreSQL in {folder} is in use by another process. Stop that one first, or " +
                "set INCIDENTS_DATA to another folder.",
                reason);
        }
    }

    // .NET reports a lock that is taken as EWOULDBLOCK: 11 on Linux, 35 on macOS.
    private static bool IsHeldByAnother(IOException reason) => reason.HResult is 11 or 35;

    // The kernel names a process's working folder without symbolic links, and it is compared with this one.
    private static string? RealFolder(FileStream file)
    {
        var open = new FileInfo($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}");
        return Path.GetDirectoryName(open.LinkTarget);
    }
}
