using System.ComponentModel;
using System.Diagnostics;

namespace Incidents.Api.Hosting.PrivatePostgres;

/// <summary>Starts programs, with nothing of our own environment but the path.</summary>
internal static class ChildProcess
{
    /// <summary>Starts a program whose standard input is a pipe from us.</summary>
    public static Process Start(IReadOnlyList<string> command, bool capture = false)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            // Our own folder may be closed to the user that the program runs as.
            WorkingDirectory = "/",
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = capture,
            RedirectStandardError = capture,
        };

        // Our environment holds secrets, and PG* variables that would change what the program does.
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["LC_ALL"] = "C";
        start.Environment["TZ"] = "UTC";

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception reason)
        {
            throw new PostgresUnavailableException($"{command[0]} cannot be run: {reason.Message}.", reason);
        }
    }

    /// <summary>Runs a short command to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        IReadOnlyList<string> command, CancellationToken cancel)
    {
        using var process = Start(command, capture: true);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var errors = process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, (await output + await errors).Trim());
    }
}
