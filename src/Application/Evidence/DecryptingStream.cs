using System.Security.Cryptography;

namespace Incidents.Application.Evidence;

/// <summary>The clear bytes of an encrypted file, read forward. Each chunk is given out only when it has
/// proved genuine.</summary>
internal sealed class DecryptingStream(Stream encrypted, ChunkCipher cipher, FilePlace place) : Stream
{
    // One byte more than a chunk: only whoever sees no more knows that a chunk is the last.
    private readonly byte[] _ahead = new byte[ChunkCipher.EncryptedLength + 1];
    private readonly byte[] _clear = new byte[ChunkCipher.ClearLength];
    private int _aheadLength;
    private int _start;
    private int _end;
    private bool _ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Makes the next chunk ready.</summary>
    public async Task Advance(CancellationToken cancellation)
    {
        var room = _ahead.AsMemory(_aheadLength);
        Accept(await encrypted.ReadAtLeastAsync(room, room.Length, throwOnEndOfStream: false, cancellation));
    }

    public override int Read(Span<byte> buffer)
    {
        if (_start == _end && !_ended)
        {
            var room = _ahead.AsSpan(_aheadLength);
            Accept(encrypted.ReadAtLeast(room, room.Length, throwOnEndOfStream: false));
        }

        return Give(buffer);
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_start == _end && !_ended)
            await Advance(cancellationToken);

        return Give(buffer.Span);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(
        byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await encrypted.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            encrypted.Dispose();
            cipher.Dispose();
            CryptographicOperations.ZeroMemory(_clear);
        }

        base.Dispose(disposing);
    }

    private void Accept(int read)
    {
        _aheadLength += read;
        var isLast = _aheadLength < _ahead.Length;
        var chunk = _ahead.AsSpan(0, isLast ? _aheadLength : ChunkCipher.EncryptedLength);

        try
        {
            _end = cipher.Decrypt(chunk, _clear, isLast);
        }
        catch (CryptographicException exception)
        {
            throw new EvidenceBrokenException(place, exception);
        }

        _start = 0;
        _ended = isLast;
        _ahead[0] = _ahead[^1];
        _aheadLength = 1;
    }

    private int Give(Span<byte> buffer)
    {
        var length = Math.Min(buffer.Length, _end - _start);
        _clear.AsSpan(_start, length).CopyTo(buffer);
        _start += length;

        return length;
    }
}
