using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Incidents.Processes;

/// <summary>The service as a process of its own, as it is in real use.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    /// <summary>The first API key, given to the service from outside.</summary>
    public static readonly string FirstKey = new('k', 40);

    private const int LinesKept = 2_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines;
    private bool _isOver;

    private ServiceProcess(
        Process process, Uri address, TimeSpan toFirstAnswer, ConcurrentQueue<string> lines)
    {
        (_process, Address, ToFirstAnswer, _lines) = (process, address, toFirstAnswer, lines);
    }

    public Uri Address { get; }

    /// <summary>From the start of the process to its first answer.</summary>
    public TimeSpan ToFirstAnswer { get; }

    /// <summary>The last lines that it printed.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Memory that the process holds, in MiB.</summary>
    public double Memory
    {
        get
        {
            var line = File.ReadLines($"/proc/{_process.Id}/status")
                .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            var kib = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2];

            return double.Parse(kib, CultureInfo.InvariantCulture) / 1024;
        }
    }

    /// <summary>The time on processors that the process has taken.</summary>
    public TimeSpan Time => Processors.TimeOf([$"/proc/{_process.Id}"]);

    /// <param name="settings">By name, parted with colons.</param>
    public static async Task<ServiceProcess> Start(Uri address, IReadOnlyDictionary<string, string?> settings)
    {
        var start = new ProcessStartInfo(
            "dotnet", [typeof(Api.Hosting.Service).Assembly.Location, $"--urls={address}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["INCIDENTS_BOOTSTRAP_KEY"] = FirstKey;
        start.Environment["RateLimit__PerMinute"] = "0";
        foreach (var (setting, value) in settings)
            start.Environment[setting.Replace(":", "__", StringComparison.Ordinal)] = value;

        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        var lines = Read(process);
        await FirstAnswer(process, address, lines);

        return new(process, address, watch.Elapsed, lines);
    }

    /// <summary>Kills it as a power cut would: nothing is finished, nothing is put away.</summary>
    public async Task Kill()
    {
        if (_isOver)
            return;

        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Lets it stand still, as a machine does that is moved or has no memory left.</summary>
    public Task Pause() => Tool.Run("kill", ["-STOP", $"{_process.Id}"]);

    /// <summary>Lets it go on as if nothing had been.</summary>
    public Task Wake() => Tool.Run("kill", ["-CONT", $"{_process.Id}"]);

    public async ValueTask DisposeAsync()
    {
        if (_isOver)
            return;

        _isOver = true;
        if (!_process.HasExited)
        {
            await Tool.Run("kill", ["-CONT", $"{_process.Id}"]);
            await Tool.Run("kill", ["-TERM", $"{_process.Id}"]);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>What it prints is read, as a log collector would, and the last of it kept.</summary>
    private static ConcurrentQueue<string> Read(Process process)
    {
        var lines = new ConcurrentQueue<string>();
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        return lines;

        void Keep(string? line)
        {
            if (line is null)
                return;

            lines.Enqueue(line);
            if (lines.Count > LinesKept)
                lines.TryDequeue(out _);
        }
    }

    private static async Task FirstAnswer(Process process, Uri address, ConcurrentQueue<string> lines)
    {
        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(1) };
        var watch = Stopwatch.StartNew();
        while (!process.HasExited && watch.Elapsed < Patience)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                // It does not listen yet.
            }

            await Task.Delay(5);
        }

        if (!process.HasExited)
            process.Kill();

        throw new InvalidOperationException(
            $"The service ended or was ended before it was ready.{Environment.NewLine}"
                + string.Join(Environment.NewLine, lines));
    }
}
