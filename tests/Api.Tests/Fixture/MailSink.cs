using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MimeKit;

namespace Incidents.Api.Tests.Fixture;

/// <summary>A mail server that keeps what it is given, or refuses it.</summary>
internal sealed class MailSink : IAsyncDisposable
{
    private readonly X509Certificate2? _certificate;
    private readonly bool _isTlsFromTheBeginning;
    private readonly string? _password;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<MimeMessage> _mails = new();
    private readonly Task _serving;

    /// <param name="certificate">With which it speaks TLS; none: it speaks in clear.</param>
    /// <param name="password">Without which it takes no mail; none: it takes any.</param>
    public MailSink(
        X509Certificate2? certificate = null, bool isTlsFromTheBeginning = false, string? password = null)
    {
        (_certificate, _isTlsFromTheBeginning, _password) = (certificate, isTlsFromTheBeginning, password);
        _listener.Start();
        _serving = Serve();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Whether it refuses every mail.</summary>
    public bool Refuses { get; set; }

    /// <summary>What happens before it says that it has taken the next mail.</summary>
    public Func<Task>? Meanwhile { get; set; }

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
                _ = Meet(await _listener.AcceptTcpClientAsync(CancellationToken.None));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is closed.
        }
    }

    private async Task Meet(TcpClient client)
    {
        using var _ = client;
        var stream = client.GetStream();
        try
        {
            if (_isTlsFromTheBeginning)
                await Talk(await Secured(stream), greets: true, isSecured: true);
            else if (await Talk(stream, greets: true, isSecured: false))
                await Talk(await Secured(stream), greets: false, isSecured: true);
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException)
        {
            // The client does not like it and hangs up.
        }
    }

    private async Task<SslStream> Secured(Stream stream)
    {
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(_certificate!);

        return tls;
    }

    /// <returns>Whether the client asks for TLS from here on.</returns>
    private async Task<bool> Talk(Stream stream, bool greets, bool isSecured)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, false, 1024, leaveOpen: true);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1024, leaveOpen: true);
        (writer.NewLine, writer.AutoFlush) = ("\r\n", true);
        if (greets)
            await writer.WriteLineAsync("220 sink");
        var isKnown = _password is null;
        while (await reader.ReadLineAsync() is { } line)
        {
            switch (line.Split(' ')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await writer.WriteLineAsync("250-sink");
                    if (_certificate is not null && !isSecured)
                        await writer.WriteLineAsync("250-STARTTLS");
                    await writer.WriteLineAsync(_password is null ? "250 8BITMIME" : "250 AUTH PLAIN");
                    break;
                case "STARTTLS":
                    await writer.WriteLineAsync("220 go on");
                    return true;
                case "AUTH":
                    isKnown = Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[^1]))
                        .EndsWith($"\0{_password}", StringComparison.Ordinal);
                    await writer.WriteLineAsync(isKnown ? "235 known" : "535 not known");
                    break;
                case "MAIL" when !isKnown:
                    await writer.WriteLineAsync("530 sign in first");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    await Keep(reader);
                    var happens = Meanwhile;
                    Meanwhile = null;
                    await (happens?.Invoke() ?? Task.CompletedTask);
                    await writer.WriteLineAsync("250 kept");
                    break;
                case "MAIL" when Refuses:
                    await writer.WriteLineAsync("451 not now");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return false;
                default:
                    await writer.WriteLineAsync("250 ok");
                    break;
            }
        }

        return false;
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
