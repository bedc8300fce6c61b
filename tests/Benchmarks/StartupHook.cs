using System.IO.Pipes;

/// <summary>Runs within the service that is measured, before the service itself does (the runtime looks for
/// it by this name), and tells whoever opens a pipe how many bytes have been allocated. The service itself
/// tells that nobody.</summary>
internal static class StartupHook
{
    private const string Pipe = "INCIDENTS_BENCHMARK_PIPE";

    /// <summary>Called by the runtime.</summary>
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Pipe) is { } pipe)
            _ = Tell(pipe);
    }

    /// <summary>Has a service that is to be started tell it.</summary>
    /// <param name="settings">Its environment.</param>
    public static void Count(Dictionary<string, string?> settings, Uri address)
    {
        settings["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        settings[Pipe] = PipeOf(address);
    }

    /// <summary>How many bytes that service has allocated since its start.</summary>
    public static async Task<long> AllocatedBy(Uri address)
    {
        await using var pipe = new NamedPipeClientStream(".", PipeOf(address), PipeDirection.In);
        await pipe.ConnectAsync((int)TimeSpan.FromSeconds(30).TotalMilliseconds);
        var bytes = new byte[sizeof(long)];
        await pipe.ReadExactlyAsync(bytes);

        return BitConverter.ToInt64(bytes);
    }

    private static string PipeOf(Uri address) => $"incidents-benchmark-{address.Port}";

    private static async Task Tell(string name)
    {
        while (true)
        {
            await using var pipe = new NamedPipeServerStream(name, PipeDirection.Out);
            await pipe.WaitForConnectionAsync();
            await pipe.WriteAsync(BitConverter.GetBytes(GC.GetTotalAllocatedBytes(precise: true)));
        }
    }
}
