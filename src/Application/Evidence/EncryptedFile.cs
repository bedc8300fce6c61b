using System.Security.Cryptography;

namespace Incidents.Application.Evidence;

/// <summary>Which file it is. It is authenticated with the file, which opens as no other.</summary>
public readonly record struct FilePlace(string Tenant, Guid Incident, Guid Blob);

/// <summary>What was learnt of a clear file while it passed by.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
public sealed record ClearFile(long Length, string Sha256);

/// <summary>A file of evidence, encrypted under its incident's key in chunks as it streams by, so that it
/// costs the same memory whatever its size.</summary>
public static class EncryptedFile
{
    /// <summary>Encrypts all of a stream into another.</summary>
    /// <param name="key">The incident's data key.</param>
    /// <param name="maximum">Bytes that the clear file may have.</param>
    /// <exception cref="TooLargeException">It has more; it is read no further.</exception>
    public static async Task<ClearFile> EncryptAsync(
        Stream clear, Stream sink, ReadOnlyMemory<byte> key, FilePlace place, long maximum,
        CancellationToken cancellation)
    {
        var salt = RandomNumberGenerator.GetBytes(ChunkCipher.SaltLength);
        using var cipher = ChunkCipher.Of(key.Span, salt, place);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunk = new byte[ChunkCipher.ClearLength + 1];
        var encrypted = new byte[ChunkCipher.EncryptedLength];
        var length = 0L;

        try
        {
            await sink.WriteAsync(ChunkCipher.HeaderOf(salt), cancellation);

            // Only the last chunk says that it is the last, so one byte more is read than it holds to know.
            var had = 0;
            var isLast = false;
            while (!isLast)
            {
                had += await clear.ReadAtLeastAsync(
                    chunk.AsMemory(had), chunk.Length - had, throwOnEndOfStream: false, cancellation);
                isLast = had < chunk.Length;
                var part = chunk.AsMemory(0, isLast ? had : ChunkCipher.ClearLength);

                if (length + had > maximum)
                    throw new TooLargeException(maximum);

                length += part.Length;
                hash.AppendData(part.Span);
                var encryptedLength = cipher.Encrypt(part.Span, encrypted, isLast);
                await sink.WriteAsync(encrypted.AsMemory(0, encryptedLength), cancellation);

                chunk[0] = chunk[^1];
                had = 1;
            }

            return new(length, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(chunk);
        }
    }

    /// <summary>Opens an encrypted file for reading forward. Its first chunk is checked already; a later one
    /// that is not genuine, or missing, throws when it is reached, and nothing of it is given out.</summary>
    /// <param name="encrypted">Is disposed with the stream that is returned.</param>
    /// <param name="key">The incident's data key.</param>
    /// <exception cref="EvidenceBrokenException">It is not the file that was encrypted for this
    /// place.</exception>
    public static async Task<Stream> OpenRead(
        Stream encrypted, ReadOnlyMemory<byte> key, FilePlace place, CancellationToken cancellation)
    {
        var header = new byte[ChunkCipher.HeaderLength];
        var had = await encrypted.ReadAtLeastAsync(
            header, header.Length, throwOnEndOfStream: false, cancellation);
        if (had < header.Length || !ChunkCipher.TrySaltOf(header, out var salt))
        {
            await encrypted.DisposeAsync();
            throw new EvidenceBrokenException(place);
        }

        var clear = new DecryptingStream(encrypted, ChunkCipher.Of(key.Span, salt, place), place);
        try
        {
            await clear.Advance(cancellation);

            return clear;
        }
        catch
        {
            await clear.DisposeAsync();
            throw;
        }
    }
}

/// <summary>A file is larger than files may be.</summary>
public sealed class TooLargeException(long maximum) : Exception($"The file has more than {maximum} bytes.")
{
    /// <summary>Bytes that it may have.</summary>
    public long Maximum { get; } = maximum;
}

/// <summary>A kept file is not the one that was encrypted there: it was altered, cut, or comes from
/// elsewhere.</summary>
public sealed class EvidenceBrokenException(FilePlace place, Exception? cause = null) : Exception(
    $"Blob {place.Blob} of incident {place.Incident} is not as it was kept: it was altered, cut or "
    + "comes from elsewhere.", cause)
{
    /// <summary>Which file it is.</summary>
    public FilePlace Place { get; } = place;
}
