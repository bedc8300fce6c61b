using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Incidents.Application.Webhooks;

/// <summary>Sends one signed message to an address that somebody entered. It goes where it may and nowhere
/// else: no redirect, no proxy, and no address but one that was looked at.</summary>
public sealed class WebhookSender : IDisposable
{
    /// <summary>The media type of what is sent.</summary>
    public const string MediaType = "application/cloudevents+json";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly WebhookSettings _settings;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http;

    /// <summary>Makes it.</summary>
    public WebhookSender(WebhookSettings settings, TimeProvider clock)
    {
        (_settings, _clock) = (settings, clock);
        _http = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectCallback = Connect,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            // A name is looked up anew so often.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseHeadersLength = 16,
            // What it answers is not read; a long answer costs the connection.
            MaxResponseDrainSize = 16 * 1024,
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        })
        { Timeout = Longest };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Incidents", "1"));
    }

    /// <summary>Sends it.</summary>
    /// <param name="id">The same each time that the same is sent.</param>
    /// <param name="secrets">Each signs.</param>
    public async Task<Attempt> Send(
        Uri url, string id, byte[] body, IReadOnlyList<string> secrets, CancellationToken cancellation)
    {
        var timestamp = _clock.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new(MediaType);
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Header(id, timestamp, body, secrets));

        try
        {
            using var response = await _http.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, cancellation);

            return new(
                ProblemOf(response.StatusCode), (int)response.StatusCode,
                RetryAfter(response.Headers.RetryAfter));
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested
            && exception is HttpRequestException or OperationCanceledException or IOException)
        {
            return new(ProblemOf(exception), Status: null);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? asked) => asked switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > _clock.GetUtcNow() => date - _clock.GetUtcNow(),
        _ => null,
    };

    private static DeliveryProblem? ProblemOf(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => null,
        >= 300 and < 400 => DeliveryProblem.Redirected,
        410 => DeliveryProblem.Gone,
        _ => DeliveryProblem.Answered,
    };

    private static DeliveryProblem ProblemOf(Exception exception) => exception switch
    {
        AddressRefusedException => DeliveryProblem.AddressRefused,
        OperationCanceledException => DeliveryProblem.TimedOut,
        { InnerException: { } inner } => ProblemOf(inner),
        _ => DeliveryProblem.Unreachable,
    };

    /// <summary>The connection goes to the very addresses that were looked at: a name that stands for
    /// something else a moment later leads nowhere else.</summary>
    private async ValueTask<Stream> Connect(
        SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation);
        if (!addresses.All(_settings.MayReach))
            throw new AddressRefusedException();

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);

            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class AddressRefusedException() : IOException("The address may not be reached.");
}
