using System.Runtime.InteropServices;
using System.Text;

namespace Incidents.Application.PersonalData;

/// <summary>Files that are nobody else's, and that are whole on the disk or not there at all.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnFolder = OwnFile | UnixFileMode.UserExecute;
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(30);

    public static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, OwnFolder);
        if (File.GetUnixFileMode(folder) != OwnFolder)
            File.SetUnixFileMode(folder, OwnFolder);
    }

    public static FileStream Create(string path) => new(path, Options(FileMode.CreateNew, FileAccess.Write));

    /// <summary>Writes a whole file under its name in one step.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var unfinished = $"{path}.{Guid.CreateVersion7():N}";
        using (var file = Create(unfinished))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
        FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Makes sure that a file which somebody else wrote is on the disk.</summary>
    public static void FlushFile(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Holds a file against every other process, and every other part of this one, until it is
    /// disposed. A process that dies lets go of it.</summary>
    public static FileStream Lock(string path)
    {
        FileStream? held = null;
        SpinWait.SpinUntil(() => (held = TryLock(path)) is not null, LockPatience);

        return held ?? throw new IOException($"{path} is held by another process.");
    }

    /// <summary>Makes sure that the names in a folder are on the disk: a file's own flush does not.</summary>
    public static void FlushFolder(string folder)
    {
        // Windows writes names through, and lets no folder be opened for this.
        if (OperatingSystem.IsWindows())
            return;

        var descriptor = Libc.Open(Encoding.UTF8.GetBytes(folder + '\0'), Libc.ReadOnly);
        if (descriptor < 0)
            throw new IOException($"{folder} cannot be flushed: {Marshal.GetLastPInvokeErrorMessage()}");

        try
        {
            if (Libc.Fsync(descriptor) != 0)
                throw new IOException($"{folder} cannot be flushed: {Marshal.GetLastPInvokeErrorMessage()}");
        }
        finally
        {
            _ = Libc.Close(descriptor);
        }
    }

    private static FileStream? TryLock(string path)
    {
        try
        {
            return new(path, Options(FileMode.OpenOrCreate, FileAccess.ReadWrite));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static FileStreamOptions Options(FileMode mode, FileAccess access)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = access,
            Share = FileShare.None,
            Options = FileOptions.Asynchronous,
        };

        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnFile;

        return options;
    }

    /// <summary>.NET opens no folder, so its flush has to be asked of the system itself.</summary>
    private static class Libc
    {
        public const int ReadOnly = 0;

        [DllImport("libc", EntryPoint = "open", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Open(byte[] path, int flags);

        [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Fsync(int descriptor);

        [DllImport("libc", EntryPoint = "close")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Close(int descriptor);
    }
}
