using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Incidents.Processes;

/// <summary>Where a connection breaks on its way through a commit.</summary>
internal enum Break
{
    /// <summary>What asks for the commit does not arrive.</summary>
    BeforeCommit,

    /// <summary>It arrives, and nobody is there any more for the answer.</summary>
    AfterCommit,

    /// <summary>The answer that it is done is on its way back.</summary>
    OnAnswer,
}

/// <summary>The wire to the database, which can be cut and mended.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Socket, Socket> _lines = new();
    private readonly ConcurrentQueue<Break> _breaks = new();
    private readonly CancellationTokenSource _ending = new();
    private EndPoint _database = null!;
    private TcpListener _listener = null!;
    private Task _accepting = Task.CompletedTask;
    private int _port;

    /// <summary>How long what is sent to the database takes to arrive, in addition.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Breaks that are still to come.</summary>
    public int BreaksToCome => _breaks.Count;

    /// <summary>The same database, reached by this wire.</summary>
    public string Through(string connectionString)
    {
        var to = new NpgsqlConnectionStringBuilder(connectionString);
        _database = to.Host!.StartsWith('/')
            ? new UnixDomainSocketEndPoint(Path.Combine(to.Host, $".s.PGSQL.{to.Port}"))
            : new DnsEndPoint(to.Host, to.Port);
        Mend();
        (to.Host, to.Port, to.SslMode) = ("127.0.0.1", _port, SslMode.Disable);

        return to.ConnectionString;
    }

    /// <summary>Breaks the next connection that commits, and no other.</summary>
    public void BreakNext(Break where) => _breaks.Enqueue(where);

    /// <summary>Breaks every connection and takes no more.</summary>
    public async Task Cut()
    {
        _listener.Stop();
        await _accepting;
        foreach (var (one, other) in _lines)
        {
            one.Dispose();
            other.Dispose();
        }

        _lines.Clear();
    }

    /// <summary>Takes connections again, at the same place.</summary>
    public void Mend()
    {
        _listener = new(IPAddress.Loopback, _port);
        _listener.Start();
        _port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = Accept();
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await Cut();
        _listener.Dispose();
        _ending.Dispose();
    }

    private async Task Accept()
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptSocketAsync(_ending.Token);
            }
            catch (Exception exception) when (
                exception is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // It was cut.
                return;
            }

            await Connect(client);
        }
    }

    private async Task Connect(Socket client)
    {
        var server = _database is UnixDomainSocketEndPoint
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await server.ConnectAsync(_database, _ending.Token);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // Nobody listens at the other end.
            client.Dispose();
            server.Dispose();
            return;
        }

        _lines[client] = server;
        _ = Carry(client, server, toDatabase: true);
        _ = Carry(server, client, toDatabase: false);
    }

    private async Task Carry(Socket from, Socket to, bool toDatabase)
    {
        try
        {
            var buffer = new byte[16 * 1024];
            while (await from.ReceiveAsync(buffer) is > 0 and var read)
            {
                if (toDatabase && Delay > TimeSpan.Zero)
                    await Task.Delay(Delay);

                if (BreaksOn(buffer.AsSpan(0, read), toDatabase) is not { } here)
                {
                    await to.SendAsync(buffer.AsMemory(0, read));
                    continue;
                }

                if (here is Break.AfterCommit)
                    await to.SendAsync(buffer.AsMemory(0, read));
                return;
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It was cut.
        }
        finally
        {
            from.Dispose();
            to.Dispose();
        }
    }

    /// <summary>A commit is asked for by the word, and answered by it: <c>C…COMMIT\0</c>.</summary>
    private Break? BreaksOn(ReadOnlySpan<byte> sent, bool toDatabase)
    {
        if (!_breaks.TryPeek(out var next)
            || toDatabase == (next is Break.OnAnswer)
            || sent.IndexOf(toDatabase ? "COMMIT"u8 : "COMMIT\0"u8) < 0)
            return null;

        return _breaks.TryDequeue(out var taken) ? taken : null;
    }
}
