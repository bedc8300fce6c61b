using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Incidents.Domain;

namespace Incidents.Application.Evidence;

/// <summary>One file on its way through clamd, by its command INSTREAM: each piece with its length before it,
/// then a length of nothing, then the answer.</summary>
internal sealed class Clamd(ScannerSettings settings) : IAsyncDisposable
{
    private const int LongestAnswer = 4 * 1024;
    private const string Clean = "stream: OK";
    private const string Before = "stream: ";
    private const string After = " FOUND";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Looking through an archive takes its time.</summary>
    private static readonly TimeSpan LongPatience = TimeSpan.FromMinutes(2);

    private readonly byte[] _length = new byte[4];
    private NetworkStream? _wire;

    /// <summary>Begins.</summary>
    public Task Begin(CancellationToken cancellation) => In(Patience, async stop =>
    {
        var socket = settings.Socket is null
            ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            if (settings.Socket is { } path)
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), stop);
            else
                await socket.ConnectAsync(settings.Host!, settings.Port, stop);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        _wire = new(socket, ownsSocket: true);
        await _wire.WriteAsync("zINSTREAM\0"u8.ToArray(), stop);
    }, cancellation);

    /// <summary>Tells a piece of the file.</summary>
    public Task Tell(ReadOnlyMemory<byte> piece, CancellationToken cancellation) =>
        In(LongPatience, async stop =>
        {
            BinaryPrimitives.WriteInt32BigEndian(_length, piece.Length);
            await _wire!.WriteAsync(_length, stop);
            await _wire.WriteAsync(piece, stop);
        }, cancellation);

    /// <summary>What it found in the whole of it.</summary>
    /// <exception cref="IOException">It answered that it could not look through it.</exception>
    public async Task<ScanFinding> End(CancellationToken cancellation)
    {
        await Tell(ReadOnlyMemory<byte>.Empty, cancellation);

        return await Answer(cancellation) switch
        {
            Clean => new(Threat: null),
            var said when said.StartsWith(Before, StringComparison.Ordinal)
                && said.EndsWith(After, StringComparison.Ordinal) => new(said[Before.Length..^After.Length]),
            var said => throw new IOException(said.StartsWith("INSTREAM size limit", StringComparison.Ordinal)
                ? "it is larger than clamd's StreamMaxLength."
                : "clamd answers with an error."),
        };
    }

    public ValueTask DisposeAsync() => _wire?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<string> Answer(CancellationToken cancellation)
    {
        var answer = new byte[LongestAnswer];
        var length = 0;
        await In(LongPatience, async stop =>
        {
            while (length < answer.Length
                && await _wire!.ReadAsync(answer.AsMemory(length), stop) is > 0 and var read)
            {
                length += read;
                if (answer[length - 1] == 0)
                    break;
            }
        }, cancellation);

        return Encoding.UTF8.GetString(answer, 0, length).TrimEnd('\0', '\n');
    }

    private static async Task In(
        TimeSpan time, Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(time);
        try
        {
            await work(patience.Token);
        }
        catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException("clamd takes too long.", exception);
        }
    }
}
