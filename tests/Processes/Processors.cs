using System.Globalization;

namespace Incidents.Processes;

/// <summary>The time on processors that processes have taken, which other work on the machine does not change
/// as it changes the clock's.</summary>
internal static class Processors
{
    private const double TicksPerSecond = 100;

    /// <param name="processes">Their folders below <c>/proc</c>.</param>
    public static TimeSpan TimeOf(IEnumerable<string> processes) =>
        TimeSpan.FromSeconds(processes.Sum(Ticks) / TicksPerSecond);

    /// <summary>Whether a process has its working directory in a folder.</summary>
    public static bool WorksIn(string process, string folder)
    {
        try
        {
            return new DirectoryInfo(Path.Combine(process, "cwd")).ResolveLinkTarget(returnFinalTarget: true)
                is { } directory && directory.FullName.StartsWith(folder, StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static double Ticks(string process)
    {
        try
        {
            // The name in brackets may hold spaces; user and system time are the 12th and 13th after it,
            // and those of children that have ended the next two.
            var fields = File.ReadAllText(Path.Combine(process, "stat")).Split(')')[^1].Trim().Split(' ');

            return fields[11..15].Sum(ticks => double.Parse(ticks, CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
