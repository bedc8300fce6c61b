using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Incidents.Api.Tests.Fixture;

/// <summary>A mail server that keeps what it is given, or refuses it.</summary>
internal sealed class MailSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<MimeMessage> _mails = new();
    private readonly Task _serving;

    public MailSink()
    {
        _listener.Start();
        _serving = Serve();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Whether it refuses every mail.</summary>
    public bool Refuses { get; set; }

    public IReadOnlyList<MimeMessage> Mails => [.. _mails];

    /// <summary>The mails that came since the last look.</summary>
    public IReadOnlyList<MimeMessage> New()
    {
        var mails = new List<MimeMessage>();
        while (_mails.TryDequeue(out var mail))
            mails.Add(mail);

        return mails;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
    }

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(CancellationToken.None);
                await Talk(client.GetStream());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is closed.
        }
    }

    private async Task Talk(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false));
        (writer.NewLine, writer.AutoFlush) = ("\r\n", true);
        await writer.WriteLineAsync("220 sink");
        while (await reader.ReadLineAsync() is { } line)
        {
            switch (line.Split(' ')[0].ToUpperInvariant())
            {
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    await Keep(reader);
                    await writer.WriteLineAsync("250 kept");
                    break;
                case "MAIL" when Refuses:
                    await writer.WriteLineAsync("451 not now");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 ok");
                    break;
            }
        }
    }

    private async Task Keep(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line && line != ".")
            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");

        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
        _mails.Enqueue(await MimeMessage.LoadAsync(bytes, CancellationToken.None));
    }
}
