using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Incidents.Application.PersonalData;

namespace Incidents.Application.Evidence;

/// <summary>AES-256-GCM over the chunks of one file, in their order. Each file has a key of its own, drawn
/// from its incident's by a random salt, so that its nonces can count: chunk number and whether it is the
/// last. A chunk that is moved, left out or put at the end does not open (the STREAM construction of Hoang,
/// Reyhanitabar, Rogaway and Vizár).</summary>
internal sealed class ChunkCipher : IDisposable
{
    public const int SaltLength = 16;
    public const int ClearLength = 64 * 1024;
    public const int EncryptedLength = ClearLength + TagLength;
    public const int TagLength = 16;

    private const int KeyLength = 32;
    private const int NonceLength = 12;

    // Names the format and its version.
    private static ReadOnlySpan<byte> Magic => "IEF1"u8;

    private readonly AesGcm _aes;
    private readonly byte[] _authenticated;
    private uint _number;

    private ChunkCipher(ReadOnlySpan<byte> key, byte[] authenticated)
    {
        _aes = new(key, TagLength);
        _authenticated = authenticated;
    }

    public static int HeaderLength => Magic.Length + SaltLength;

    public static ChunkCipher Of(ReadOnlySpan<byte> incidentKey, ReadOnlySpan<byte> salt, FilePlace place)
    {
        Span<byte> key = stackalloc byte[KeyLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, incidentKey, key, salt, info: "incidents/evidence/1"u8);

        try
        {
            return new(key,
            [
                .. HeaderOf(salt),
                .. LengthPrefixed.Encode(
                    place.Tenant, place.Incident.ToString("N"), place.Blob.ToString("N")),
            ]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    public static byte[] HeaderOf(ReadOnlySpan<byte> salt) => [.. Magic, .. salt];

    public static bool TrySaltOf(ReadOnlySpan<byte> header, [NotNullWhen(true)] out byte[]? salt)
    {
        salt = header.StartsWith(Magic) ? header[Magic.Length..].ToArray() : null;

        return salt is not null;
    }

    /// <returns>How many bytes it came to.</returns>
    public int Encrypt(ReadOnlySpan<byte> clear, Span<byte> encrypted, bool isLast)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        Number(nonce, isLast);
        _aes.Encrypt(
            nonce, clear, encrypted[..clear.Length], encrypted.Slice(clear.Length, TagLength),
            _authenticated);
        checked { _number++; }

        return clear.Length + TagLength;
    }

    /// <returns>How many bytes it came to.</returns>
    /// <exception cref="CryptographicException">It is not the chunk that belongs here.</exception>
    public int Decrypt(ReadOnlySpan<byte> encrypted, Span<byte> clear, bool isLast)
    {
        if (encrypted.Length < TagLength)
            throw new CryptographicException("A chunk is cut.");

        Span<byte> nonce = stackalloc byte[NonceLength];
        Number(nonce, isLast);
        var length = encrypted.Length - TagLength;
        _aes.Decrypt(nonce, encrypted[..length], encrypted[length..], clear[..length], _authenticated);
        checked { _number++; }

        return length;
    }

    public void Dispose() => _aes.Dispose();

    private void Number(Span<byte> nonce, bool isLast)
    {
        nonce.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(nonce[7..], _number);
        nonce[^1] = isLast ? (byte)1 : (byte)0;
    }
}
