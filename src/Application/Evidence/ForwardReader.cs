using System.Security.Cryptography;

namespace Incidents.Application.Evidence;

/// <summary>Reads a stream forward with a look ahead, and hashes all that passes.</summary>
internal sealed class ForwardReader(Stream source) : IDisposable
{
    /// <summary>Bytes that can be looked at ahead: more than a segment of a picture has.</summary>
    private const int Size = 128 * 1024;

    private readonly byte[] _buffer = new byte[Size];
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _start;
    private int _end;

    /// <summary>What has been looked at and not been taken.</summary>
    public ReadOnlyMemory<byte> Ahead => _buffer.AsMemory(_start.._end);

    /// <summary>Looks so many bytes ahead.</summary>
    /// <returns>Whether there are so many.</returns>
    public async ValueTask<bool> Has(int count, CancellationToken cancellation)
    {
        if (Ahead.Length >= count)
            return true;

        Ahead.CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var read = await source.ReadAtLeastAsync(
            _buffer.AsMemory(_end), count - _end, throwOnEndOfStream: false, cancellation);
        _hash.AppendData(_buffer.AsSpan(_end, read));
        _end += read;

        return Ahead.Length >= count;
    }

    /// <summary>Takes bytes that have been looked at; they stand until the next look.</summary>
    public ReadOnlyMemory<byte> Take(int count)
    {
        var taken = Ahead[..count];
        _start += count;

        return taken;
    }

    /// <summary>Reads to the end and leaves it.</summary>
    public async ValueTask Drain(CancellationToken cancellation)
    {
        while (await Has(1, cancellation))
            Take(Ahead.Length);
    }

    /// <summary>The SHA-256 of all that was read, lower-case hexadecimal.</summary>
    public string Sha256() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
