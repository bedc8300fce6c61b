using System.Diagnostics;

namespace Incidents.Api.Hosting.PrivatePostgres;

/// <summary>A program that is told to stop when we let go of it, also by being killed.</summary>
internal sealed class GuardedProcess : IDisposable
{
    // Nothing is ever written to the pipe, so reading from it ends only when it is closed: by us, or by the
    // kernel after our death. SIGINT is the fast shutdown; it is repeated because a program that has only
    // just begun ignores it. The shell ignores the signals that a service manager sends to the whole group.
    private const string Guard = """
        trap '' HUP INT TERM
        exec 3<&0 >>"$1" 2>&1
        shift
        "$@" </dev/null 3<&- &
        program=$!
        { read -r _ <&3; while kill -s INT $program; do sleep 1; done; } &
        watch=$!
        wait $program
        code=$?
        kill -s KILL $watch
        exit $code
        """;

    private readonly Process _process;

    private GuardedProcess(Process process)
    {
        _process = process;
        Exited = process.WaitForExitAsync();
    }

    /// <summary>Ends when the program has.</summary>
    public Task Exited { get; }

    public int ExitCode => _process.ExitCode;

    public static GuardedProcess Start(ServerUser user, string log, IReadOnlyList<string> command)
    {
        // A session of its own: Ctrl-C in our terminal must not stop the server before we are done with it.
        IReadOnlyList<string> session = OperatingSystem.IsLinux() ? ["setsid"] : [];
        return new GuardedProcess(ChildProcess.Start(
            [.. session, .. user.Prefix, "/bin/sh", "-c", Guard, "guard", log, .. command]));
    }

    /// <summary>Tells the program to stop and waits for it; false when it takes longer.</summary>
    public async Task<bool> StopAsync(TimeSpan patience)
    {
        _process.StandardInput.Close();
        await Exited.WaitAsync(patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Exited.IsCompleted;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.Dispose();
    }
}
