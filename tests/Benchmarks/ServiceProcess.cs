using System.Diagnostics;
using System.Globalization;

namespace Incidents.Benchmarks;

/// <summary>The service as a process of its own, as it is in real use.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    /// <summary>The first API key, given to the service from outside.</summary>
    public static readonly string FirstKey = new('k', 40);

    private readonly Process _process;

    private ServiceProcess(Process process, Uri address, TimeSpan toFirstAnswer)
    {
        (_process, Address, ToFirstAnswer) = (process, address, toFirstAnswer);
    }

    public Uri Address { get; }

    /// <summary>From the start of the process to its first answer.</summary>
    public TimeSpan ToFirstAnswer { get; }

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

    public static async Task<ServiceProcess> Start(Bench bench)
    {
        var address = bench.Address;
        var start = new ProcessStartInfo(
            "dotnet", [typeof(Api.Hosting.Service).Assembly.Location, $"--urls={address}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment["INCIDENTS_BOOTSTRAP_KEY"] = FirstKey;
        start.Environment["RateLimit__PerMinute"] = "0";
        foreach (var (setting, value) in bench.Settings)
            start.Environment[setting.Replace(":", "__", StringComparison.Ordinal)] = value;

        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        // What it prints is read, as a log collector would, and dropped.
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        await FirstAnswer(process, address);

        return new(process, address, watch.Elapsed);
    }

    public async ValueTask DisposeAsync()
    {
        using var stop = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Kills it (<c>kill -9</c>).</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task FirstAnswer(Process process, Uri address)
    {
        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(1) };
        while (!process.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                await Task.Delay(5);
            }
        }

        throw new InvalidOperationException("The service ended before it answered.");
    }
}
