using Incidents.Application.Exports;
using Incidents.Application.PersonalData;
using Incidents.Domain;

namespace Incidents.Api.Hosting;

/// <summary>Takes everything of a school from one installation to another.</summary>
internal static class ExportCommands
{
    private const string Passphrase = "INCIDENTS_EXPORT_PASSPHRASE";

    private const string Help =
        """
        incidents export FOLDER   write everything of a school into a folder
        incidents load FOLDER     load it into an installation in which nothing is yet, before its first start

        INCIDENTS_EXPORT_PASSPHRASE holds the passphrase, 20 characters or more, under which the keys of an
        export lie; whoever has both can read everything. For export, INCIDENTS_API_KEY holds an API key of an
        administrator of the school; that it is exported is recorded. Cut off, either is run again and goes on
        where it was. The service may run while a school is exported, and not while one is loaded.
        """;

    /// <summary>Does what the arguments say.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(string[] args)
    {
        switch (args)
        {
            case ["export", var folder] when !folder.StartsWith('-'):
                return await Database.WithServices(services => Export(services, folder));
            case ["load", var folder] when !folder.StartsWith('-'):
                return await Database.WithServices(services => Load(services, folder));
            default:
                Console.WriteLine(Help);
                return args is [_, "--help" or "-h"] ? 0 : 2;
        }
    }

    private static async Task Export(IServiceProvider services, string folder)
    {
        var caller = await KeyOfTheCommandLine.Caller(services);
        if (!caller.Actor.Is(Role.Administrator))
            throw new SettingException("Exporting is for an administrator of the school.");

        var bar = new ProgressBar(Console.Error, isTerminal: false, all: 0);
        var manifest = await services.GetRequiredService<TenantExport>().Carry(
            caller, folder, Keys(), Secret(), bar.Count, CancellationToken.None);
        Console.WriteLine(
            $"Done: {manifest.EventCount} events and {manifest.Blobs.Count} files of {manifest.Tenant} are "
            + $"in {folder}. Keep the passphrase apart from it.");
    }

    private static async Task Load(IServiceProvider services, string folder)
    {
        var bar = new ProgressBar(Console.Error, isTerminal: false, all: 0);
        var manifest = await services.GetRequiredService<TenantLoad>().Carry(
            folder, Keys(), Secret(), bar.Count, CancellationToken.None);
        Console.WriteLine(
            $"Done: {manifest.EventCount} events and {manifest.Blobs.Count} files of {manifest.Tenant} are "
            + "loaded. Start the service; the keys of the school open it as before.");
    }

    private static string Keys() => InstallationSecrets.FolderIn(
        ServiceSettings.From(WebApplication.CreateBuilder().Configuration).DataFolder);

    private static string Secret() =>
        Environment.GetEnvironmentVariable(Passphrase) is { Length: >= ExportKeys.ShortestPassphrase } given
            ? given
            : throw new SettingException(
                $"Set {Passphrase} to a passphrase of {ExportKeys.ShortestPassphrase} characters or more.");
}
