using System.Net.Sockets;
using Incidents.Domain;

namespace Incidents.Application.Evidence;

/// <summary>A file that a scanner is told of as it is read. Where the scanner fails, the file is read on
/// without it.</summary>
public sealed class ScannedStream : Stream
{
    private readonly Stream _file;
    private readonly Clamd? _clamd;
    private readonly Action<string> _notScanned;
    private bool _isTold;
    private bool _isBegun;

    internal ScannedStream(Stream file, Clamd? clamd, Action<string> notScanned)
    {
        (_file, _clamd, _notScanned) = (file, clamd, notScanned);
        _isTold = clamd is not null;
    }

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

    /// <summary>Whether the scanner answered at all.</summary>
    public bool IsReached => _isBegun;

    /// <summary>What the scanner found in the whole file, once it has been read to its end; none where it was
    /// not looked through.</summary>
    public async Task<ScanFinding?> Finding(CancellationToken cancellation)
    {
        ScanFinding? finding = null;
        await Scan(async clamd => finding = await clamd.End(cancellation), cancellation);

        return finding;
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await _file.ReadAsync(buffer, cancellationToken);
        if (read > 0)
            await Scan(clamd => clamd.Tell(buffer[..read], cancellationToken), cancellationToken);

        return read;
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
        if (_clamd is not null)
            await _clamd.DisposeAsync();
        await base.DisposeAsync();
    }

    private async Task Scan(Func<Clamd, Task> work, CancellationToken cancellation)
    {
        if (!_isTold)
            return;

        try
        {
            if (!_isBegun)
                await _clamd!.Begin(cancellation);
            _isBegun = true;
            await work(_clamd!);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            _isTold = false;
            _notScanned(exception is SocketException || exception.InnerException is SocketException
                ? "clamd cannot be reached, or hung up (is the file larger than its StreamMaxLength?)."
                : exception.Message);
        }
    }
}
