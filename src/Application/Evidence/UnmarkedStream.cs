namespace Incidents.Application.Evidence;

/// <summary>A file as it streams by, without what would tell who made it, where that can be taken off: of
/// JPEG and PNG it can.</summary>
public sealed class UnmarkedStream : Stream
{
    private readonly ForwardReader _reader;
    private readonly Picture _picture;
    private readonly IAsyncEnumerator<ReadOnlyMemory<byte>> _pieces;
    private ReadOnlyMemory<byte> _piece;

    /// <summary>The file that comes in as a stream, which is not disposed.</summary>
    public UnmarkedStream(Stream file, CancellationToken cancellation)
    {
        _reader = new(file);
        _picture = new(_reader);
        _pieces = _picture.Pieces(cancellation).GetAsyncEnumerator(cancellation);
    }

    /// <summary>Whether all of that has been taken off; known at the end.</summary>
    public bool IsClean => _picture.IsClean;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The SHA-256 of the file as it was sent; known at the end.</summary>
    public string SentSha256() => _reader.Sha256();

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_piece.IsEmpty)
        {
            if (!await _pieces.MoveNextAsync())
                return 0;

            _piece = _pieces.Current;
        }

        var count = Math.Min(buffer.Length, _piece.Length);
        _piece[..count].CopyTo(buffer);
        _piece = _piece[count..];

        return count;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(
        byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _pieces.DisposeAsync();
        _reader.Dispose();
        await base.DisposeAsync();
    }
}
