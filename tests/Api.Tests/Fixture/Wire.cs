using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Incidents.Api.Tests.Fixture;

/// <summary>The wire to the database, which can be cut and mended.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Socket, Socket> _lines = new();
    private readonly CancellationTokenSource _ending = new();
    private EndPoint _database = null!;
    private TcpListener _listener = null!;
    private Task _accepting = Task.CompletedTask;
    private int _port;

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
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_ending.Token);
                var server = _database is UnixDomainSocketEndPoint
                    ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                    : new Socket(SocketType.Stream, ProtocolType.Tcp);
                await server.ConnectAsync(_database, _ending.Token);
                _lines[client] = server;
                _ = Carry(client, server);
                _ = Carry(server, client);
            }
        }
        catch (Exception exception) when (
            exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // It was cut.
        }
    }

    private static async Task Carry(Socket from, Socket to)
    {
        try
        {
            var buffer = new byte[16 * 1024];
            while (await from.ReceiveAsync(buffer) is > 0 and var read)
                await to.SendAsync(buffer.AsMemory(0, read));
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
}
