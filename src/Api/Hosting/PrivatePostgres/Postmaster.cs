using System.Diagnostics;
using System.Globalization;

namespace Incidents.Api.Hosting.PrivatePostgres;

/// <summary>The main process of a server, as its pid file tells of it.</summary>
internal sealed record Postmaster(int Pid, bool IsReady)
{
    private const string Program = "postgres";

    /// <summary>The live one of this folder; null when there is none, whatever the file says.</summary>
    public static Postmaster? Of(ClusterFolder cluster) =>
        Read(cluster.PidFile) is { } written && IsServer(written.Pid, cluster.Data) ? written : null;

    /// <summary>Every live process of a server of this folder, the postmaster among them.</summary>
    public static IReadOnlyList<int> ProcessesOf(ClusterFolder cluster)
    {
        // Without /proc nothing tells whose a process is; but the guard has stopped it in nearly every case.
        if (!OperatingSystem.IsLinux())
            return Of(cluster) is { } postmaster ? [postmaster.Pid] : [];

        return
        [
            .. Directory.EnumerateDirectories("/proc")
                .Select(folder => int.TryParse(
                    Path.GetFileName(folder.AsSpan()), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
                .Where(pid => pid > 0 && IsServer(pid, cluster.Data)),
        ];
    }

    // A pid alone proves nothing: the number of a dead process is given to another one.
    private static bool IsServer(int pid, string data)
    {
        try
        {
            if (OperatingSystem.IsLinux())
                return new DirectoryInfo($"/proc/{pid}/cwd").LinkTarget == data
                    && File.ReadAllText($"/proc/{pid}/comm").TrimEnd() == Program;

            using var process = Process.GetProcessById(pid);
            return process.ProcessName == Program;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    private static Postmaster? Read(string file)
    {
        try
        {
            return File.Exists(file)
                && File.ReadAllLines(file) is [var first, ..] lines
                && int.TryParse(first, CultureInfo.InvariantCulture, out var pid)
                    ? new Postmaster(pid, IsReady: lines.Length > 7 && lines[7].Trim() == "ready")
                    : null;
        }
        catch (IOException)
        {
            return null; // It was removed between the two looks.
        }
    }
}
