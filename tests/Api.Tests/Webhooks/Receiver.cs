using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Incidents.Api.Tests.Webhooks;

/// <summary>Another system that is told of events. It checks signatures by what Standard Webhooks 1.0.0 says,
/// and knows nothing of how the service makes them.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<Received> received = new();
    private readonly WebApplication app;

    private Receiver(WebApplication app) => this.app = app;

    /// <summary>Where it is told.</summary>
    public string Url => $"{app.Urls.First()}/incidents";

    /// <summary>What it answers.</summary>
    public int Status { get; set; } = 200;

    /// <summary>Which messages it refuses, with 422.</summary>
    public Func<Received, bool> Refuses { get; set; } = _ => false;

    /// <summary>What it waits for before it answers.</summary>
    public Task Before { get; set; } = Task.CompletedTask;

    /// <summary>How many seconds it asks to be left alone.</summary>
    public int? RetryAfter { get; set; }

    public static async Task<Receiver> Opens()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var receiver = new Receiver(builder.Build());
        receiver.app.Run(receiver.Receive);
        await receiver.app.StartAsync(TestContext.Current.CancellationToken);

        return receiver;
    }

    /// <summary>What came since the last look.</summary>
    public IReadOnlyList<Received> New()
    {
        var all = new List<Received>();
        while (received.TryDequeue(out var one))
            all.Add(one);

        return all;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Receive(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var message = new Received(
            http.Request.Path, http.Request.ContentType, http.Request.Headers["webhook-id"].ToString(),
            http.Request.Headers["webhook-timestamp"].ToString(),
            http.Request.Headers["webhook-signature"].ToString(), body.ToArray());
        received.Enqueue(message);
        await Before.WaitAsync(http.RequestAborted);
        http.Response.StatusCode = Refuses(message) ? 422 : Status;
        if (RetryAfter is { } seconds)
            http.Response.Headers.RetryAfter = $"{seconds}";
        http.Response.Headers.Location = "/elsewhere";
    }
}

/// <summary>A message as it came.</summary>
internal sealed record Received(
    string Path, string? ContentType, string Id, string Timestamp, string Signature, byte[] Body)
{
    public JsonNode Event => JsonNode.Parse(Body)!;

    public string Type => Event["type"]!.GetValue<string>();

    public Guid? Subject => Guid.TryParse(Event["subject"]!.ToString(), out var id) ? id : null;

    public IReadOnlyList<string> Signatures => Signature.Split(' ');

    /// <summary>Whether one of the signatures is that of this secret: the content to sign is id, timestamp
    /// and body with full stops in between; the key is what follows <c>whsec_</c>, in base64.</summary>
    public bool IsSignedWith(string secret)
    {
        secret.Should().StartWith("whsec_");
        using var hmac = new HMACSHA256(Convert.FromBase64String(secret["whsec_".Length..]));
        var signed = Encoding.UTF8.GetBytes($"{Id}.{Timestamp}.{Encoding.UTF8.GetString(Body)}");

        return Signatures.Contains("v1," + Convert.ToBase64String(hmac.ComputeHash(signed)));
    }
}
