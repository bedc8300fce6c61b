using System.Diagnostics;
using System.Runtime.CompilerServices;
using Incidents.Api.Hosting.PrivatePostgres;

namespace Incidents.Api.Tests.Hosting.PrivatePostgres;

/// <summary>Another process that owns a private PostgreSQL, for tests that kill it.</summary>
internal static class OwnerProcess
{
    private const string Folder = "INCIDENTS_TEST_OWNED_FOLDER";

    public static Process Start(string folder) =>
        Process.Start(new ProcessStartInfo(Path.ChangeExtension(typeof(OwnerProcess).Assembly.Location, null))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            Environment = { [Folder] = folder },
        })!;

    // This assembly is the only program at hand, and its entry point belongs to the test runner.
    [ModuleInitializer]
    internal static void LiveInsteadOfTesting()
    {
        if (Environment.GetEnvironmentVariable(Folder) is not { } folder)
            return;

        var options = new PostgresServerOptions { Durable = false };
        var server = PostgresServer.StartAsync(folder, options, Console.WriteLine, CancellationToken.None);
        server.Wait();
        Console.In.ReadToEnd();
        Environment.Exit(0);
    }
}
