using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Incidents.Application.PersonalData;

/// <summary>The secret under which things are found that are not stored in clear: API keys, people's
/// subjects, requests that were sent twice. Without it their hashes cannot be guessed from the
/// database.</summary>
public sealed class LookupSecret
{
    private const int Length = 32;

    /// <summary>Where it lies.</summary>
    public static SecretFile File { get; } = new("lookup-secret", "Incidents.LookupSecret.v1", Length);

    private readonly byte[] _secret;

    /// <summary>A secret of 32 bytes.</summary>
    public LookupSecret(ReadOnlySpan<byte> secret)
    {
        if (secret.Length != Length)
            throw new ArgumentException($"A lookup secret has {Length} bytes.", nameof(secret));

        _secret = secret.ToArray();
    }

    /// <summary>The installation's secret, made at its first start.</summary>
    /// <param name="folder">The folder of the key ring, under which the secret is protected.</param>
    public static LookupSecret Open(string folder, IDataProtectionProvider protection) =>
        new(File.Open(folder, protection));

    /// <summary>The keyed hash of these parts, in this order, lower-case hexadecimal.</summary>
    /// <param name="purpose">What it is for: the same parts have another hash for another purpose.</param>
    public string Hash(string purpose, params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(
            _secret, LengthPrefixed.Encode(["incidents/lookup/1", purpose, .. parts])));
}
