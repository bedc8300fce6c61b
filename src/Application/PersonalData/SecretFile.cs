using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Incidents.Application.PersonalData;

/// <summary>A secret of the installation that lies in a file beside the ring, protected by it.</summary>
/// <param name="Name">Of the file.</param>
/// <param name="Purpose">What it is protected for; part of the storage format.</param>
/// <param name="Length">Bytes.</param>
public sealed record SecretFile(string Name, string Purpose, int Length)
{
    /// <summary>Every one that there may be: each is protected anew when the ring is rotated.</summary>
    public static IReadOnlyList<SecretFile> All { get; } = [LookupSecret.File];

    /// <summary>The secret, made at its first use. Of several processes that start at once, one makes it and
    /// all read it.</summary>
    public byte[] Open(string folder, IDataProtectionProvider ring)
    {
        var protector = ring.CreateProtector(Purpose);
        if (!File.Exists(In(folder)))
            Make(folder, protector);

        return protector.Unprotect(File.ReadAllBytes(In(folder)));
    }

    /// <summary>The key of the ring that it is protected under; none where there is no such secret.</summary>
    public Guid? KeyIn(string folder) =>
        File.Exists(In(folder)) ? KeyRing.KeyOf(File.ReadAllBytes(In(folder))) : null;

    /// <summary>Protects it under the latest key of the ring.</summary>
    public void Renew(string folder, IDataProtectionProvider ring)
    {
        using var alone = PrivateFiles.Lock(In(folder) + ".lock");
        if (!File.Exists(In(folder)))
            return;

        var protector = ring.CreateProtector(Purpose);
        PrivateFiles.Write(
            In(folder), protector.Protect(protector.Unprotect(File.ReadAllBytes(In(folder)))));
    }

    /// <summary>Puts another installation's secret in its place. What was found by the one before is found no
    /// more.</summary>
    public void Replace(string folder, IDataProtectionProvider ring, byte[] secret)
    {
        using var alone = PrivateFiles.Lock(In(folder) + ".lock");
        PrivateFiles.Write(In(folder), ring.CreateProtector(Purpose).Protect(secret));
    }

    private string In(string folder) => Path.Combine(folder, Name);

    private void Make(string folder, IDataProtector protector)
    {
        using var alone = PrivateFiles.Lock(In(folder) + ".lock");

        if (!File.Exists(In(folder)))
            PrivateFiles.Write(In(folder), protector.Protect(RandomNumberGenerator.GetBytes(Length)));
    }
}
