namespace Incidents.Api.Hosting.PrivatePostgres;

/// <summary>A folder that nobody but its owner can look into.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode Ours =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes the folder, or closes the one that is there already.</summary>
    public static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("Windows has no such folders.");

        var folder = Directory.CreateDirectory(path, Ours);
        if (folder.LinkTarget is not null)
            throw new PostgresUnavailableException($"{path} is a symbolic link. Remove it.");

        // Only its owner can do this: when somebody else made it, this fails, and nothing is put in there.
        folder.UnixFileMode = Ours;
    }
}
