using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Incidents.Application.PersonalData;
using Incidents.Application.Store;

namespace Incidents.Application.Exports;

/// <summary>The keys of an export, from its passphrase: one wraps the data keys, one signs the manifest. An
/// export without its passphrase opens nothing.</summary>
public sealed class ExportKeys : IDisposable
{
    /// <summary>Characters that a passphrase has at least.</summary>
    public const int ShortestPassphrase = 20;

    private const int Iterations = 600_000;
    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly byte[] _wrapping;
    private readonly byte[] _signing;
    private readonly string _export;

    /// <summary>The keys of an export.</summary>
    /// <param name="salt">The export's own, base64url.</param>
    public ExportKeys(string passphrase, string salt, Guid export)
    {
        var derived = Rfc2898DeriveBytes.Pbkdf2(
            passphrase, Base64Url.DecodeFromChars(salt), Iterations, HashAlgorithmName.SHA512, 2 * KeyLength);
        (_wrapping, _signing, _export) = (derived[..KeyLength], derived[KeyLength..], export.ToString("N"));
        CryptographicOperations.ZeroMemory(derived);
    }

    /// <summary>A salt for a new export.</summary>
    public static string NewSalt() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyLength));

    /// <summary>A secret under the export's key.</summary>
    /// <param name="name">What it is; it opens under no other name.</param>
    public string Wrap(string name, ReadOnlySpan<byte> secret)
    {
        var wrapped = new byte[NonceLength + secret.Length + TagLength];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, NonceLength));
        using var aes = new AesGcm(_wrapping, TagLength);
        aes.Encrypt(wrapped.AsSpan(0, NonceLength), secret, wrapped.AsSpan(NonceLength, secret.Length),
            wrapped.AsSpan(NonceLength + secret.Length), Authenticated(name));

        return Base64Url.EncodeToString(wrapped);
    }

    /// <summary>The secret again.</summary>
    /// <exception cref="ExportException">It was altered.</exception>
    public byte[] Unwrap(string name, string wrapped)
    {
        try
        {
            var bytes = Base64Url.DecodeFromChars(wrapped);
            var secret = new byte[bytes.Length - NonceLength - TagLength];
            using var aes = new AesGcm(_wrapping, TagLength);
            aes.Decrypt(bytes.AsSpan(0, NonceLength), bytes.AsSpan(NonceLength, secret.Length),
                bytes.AsSpan(NonceLength + secret.Length), secret, Authenticated(name));

            return secret;
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException
            or OverflowException)
        {
            throw new ExportException("A key of the export does not open: the export was altered.");
        }
    }

    /// <summary>The manifest with the mac that belongs to it.</summary>
    public ExportManifest Sign(ExportManifest manifest) => manifest with { Mac = MacOf(manifest) };

    /// <summary>Whether the manifest is as it was signed.</summary>
    public bool IsSigned(ExportManifest manifest) => CryptographicOperations.FixedTimeEquals(
        Encoding.ASCII.GetBytes(MacOf(manifest)), Encoding.ASCII.GetBytes(manifest.Mac));

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_wrapping);
        CryptographicOperations.ZeroMemory(_signing);
    }

    private string MacOf(ExportManifest manifest) => Convert.ToHexStringLower(HMACSHA256.HashData(
        _signing, JsonSerializer.SerializeToUtf8Bytes(manifest with { Mac = "" }, StoreJson.Options)));

    private byte[] Authenticated(string name) => LengthPrefixed.Encode("incidents/export/1", _export, name);
}
