using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Incidents.Application.Tests.Evidence;

/// <summary>A clamd that knows one malware, the one that every scanner is tried with, and speaks as clamd's
/// manual has it.</summary>
internal sealed class ClamdServer : IAsyncDisposable
{
    /// <summary>In two parts, so that no scanner takes this file for it.</summary>
    public static readonly byte[] Eicar = Encoding.ASCII.GetBytes(
        @"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");

    private readonly CancellationTokenSource _stopping = new();
    private readonly Socket _listening;
    private readonly Task _serving;
    private int _scans;

    private ClamdServer(Socket listening)
    {
        _listening = listening;
        _listening.Listen();
        _serving = Serve();
    }

    /// <summary>What it calls that malware.</summary>
    public string Signature { get; set; } = "Eicar-Signature";

    /// <summary>How many files it has looked through.</summary>
    public int Scans => Volatile.Read(ref _scans);

    /// <summary>Bytes that a file may have; the connection of a larger one is closed.</summary>
    public int StreamMaxLength { get; set; } = 25 * 1024 * 1024;

    public int Port => ((IPEndPoint)_listening.LocalEndPoint!).Port;

    public static ClamdServer OnAPort(int port = 0)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));

        return new(socket);
    }

    public static ClamdServer OnASocket(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));

        return new(socket);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;

        await _stopping.CancelAsync();
        _listening.Dispose();
        await _serving;
    }

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                using var wire = new NetworkStream(
                    await _listening.AcceptAsync(_stopping.Token), ownsSocket: true);
                await Answer(wire);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException
            or ObjectDisposedException)
        {
            // It is told to stop.
        }
    }

    private async Task Answer(NetworkStream wire)
    {
        try
        {
            var command = new byte["zINSTREAM\0".Length];
            await wire.ReadExactlyAsync(command, _stopping.Token);
            var answer = command.AsSpan().SequenceEqual("zINSTREAM\0"u8)
                ? await Scan(wire)
                : "UNKNOWN COMMAND";
            await wire.WriteAsync(Encoding.UTF8.GetBytes(answer + "\0"), _stopping.Token);
        }
        catch (IOException)
        {
            // Whoever asked hung up.
        }
    }

    private async Task<string> Scan(NetworkStream wire)
    {
        var file = new MemoryStream();
        var length = new byte[4];
        while (true)
        {
            await wire.ReadExactlyAsync(length, _stopping.Token);
            var piece = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
            if (piece.Length == 0)
                break;
            if (file.Length + piece.Length > StreamMaxLength)
                return "INSTREAM size limit exceeded. ERROR";

            await wire.ReadExactlyAsync(piece, _stopping.Token);
            file.Write(piece);
        }

        Interlocked.Increment(ref _scans);

        return file.ToArray().AsSpan().IndexOf(Eicar) >= 0 ? $"stream: {Signature} FOUND" : "stream: OK";
    }
}
