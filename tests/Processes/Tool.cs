using System.Diagnostics;

namespace Incidents.Processes;

/// <summary>A program of the machine.</summary>
internal static class Tool
{
    /// <param name="environment">What it finds in its environment besides ours.</param>
    /// <returns>What it printed.</returns>
    public static async Task<string> Run(
        string program, IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        var said = await errors;

        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {said}{output}");
    }
}
