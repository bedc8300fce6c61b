using System.Buffers.Text;
using System.Security.Cryptography;
using Incidents.Domain;

namespace Incidents.Application.PersonalData;

/// <summary>AES-256-GCM over one text. Nonces are random: a data key seals far fewer than the 2^32 texts up
/// to which that is safe (NIST SP 800-38D, 8.3).</summary>
internal static class TextCipher
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static SealedText Encrypt(string clear, byte[] key, Guid keyId, TextClass @class, TextPlace place)
    {
        var bytes = LengthPrefixed.Utf8.GetBytes(clear);
        var @sealed = new byte[bytes.Length + TagLength];
        Span<byte> nonce = stackalloc byte[NonceLength];
        RandomNumberGenerator.Fill(nonce);

        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, bytes, @sealed.AsSpan(0, bytes.Length), @sealed.AsSpan(bytes.Length),
            place.Authenticated(@class));

        return new(keyId, @class, Base64Url.EncodeToString(nonce), Base64Url.EncodeToString(@sealed));
    }

    public static string Decrypt(SealedText text, byte[] key, TextPlace place)
    {
        try
        {
            var nonce = Base64Url.DecodeFromChars(text.Nonce);
            var @sealed = Base64Url.DecodeFromChars(text.Ciphertext);
            if (nonce.Length != NonceLength || @sealed.Length < TagLength)
                throw new SealBrokenException(place);

            var clear = new byte[@sealed.Length - TagLength];
            using var aes = new AesGcm(key, TagLength);
            aes.Decrypt(nonce, @sealed.AsSpan(0, clear.Length), @sealed.AsSpan(clear.Length), clear,
                place.Authenticated(text.Class));

            return LengthPrefixed.Utf8.GetString(clear);
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            throw new SealBrokenException(place, exception);
        }
    }
}

/// <summary>A stored text is not what was sealed here: it was altered, or moved from elsewhere.</summary>
public sealed class SealBrokenException(TextPlace place, Exception? cause = null) : Exception(
    $"The seal of {place.Field} in {place.Context} of {place.Owner} is broken: the text was altered or comes "
    + "from elsewhere.", cause)
{
    /// <summary>Where the text stands.</summary>
    public TextPlace Place { get; } = place;
}
