using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace Incidents.Application.PersonalData;

/// <summary>The secrets of an installation: its key ring, which wraps every data key, and the lookup secret.
/// They lie in files, never in the database, so that a copy of the database opens nothing.</summary>
public static class InstallationSecrets
{
    /// <summary>Where the secrets lie in the installation's folder of data.</summary>
    public static string FolderIn(string dataFolder) => Path.Combine(Path.GetFullPath(dataFolder), "keys");

    /// <summary>Sets up the key ring, the lookup secret and what handles data keys.</summary>
    /// <param name="dataFolder">The installation's folder; the secrets lie in <c>keys</c> below it.</param>
    /// <param name="certificates">What the ring's files are encrypted under.</param>
    public static IServiceCollection AddInstallationSecrets(
        this IServiceCollection services, string dataFolder, RingCertificates certificates)
    {
        var folder = FolderIn(dataFolder);
        PrivateFiles.MakeFolder(folder);

        services.AddSingleton(_ => new KeyRing(folder, certificates));
        services.AddSingleton<IDataProtectionProvider>(provider => provider.GetRequiredService<KeyRing>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<KeyWrap>();
        services.AddSingleton(new DestroyedKeys(folder));
        services.AddSingleton(provider => new KeyRotation(
            folder, provider.GetRequiredService<KeyRing>(), provider.GetRequiredService<KeyWrap>(),
            provider.GetRequiredService<DestroyedKeys>(), provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new KeyCache(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider =>
            LookupSecret.Open(folder, provider.GetRequiredService<IDataProtectionProvider>()));

        return services;
    }
}
