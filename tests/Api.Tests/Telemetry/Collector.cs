using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Incidents.Api.Tests.Telemetry;

/// <summary>Takes what a service sends by OTLP over HTTP, as an OpenTelemetry collector does.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, byte[] Body)> taken = new();
    private readonly WebApplication app;

    private Collector()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            taken.Enqueue((http.Request.Path, body.ToArray()));
            http.Response.ContentType = "application/x-protobuf";
        });
    }

    /// <summary>Everything that was sent, as text, for whoever looks for a word in it.</summary>
    public string Everything => string.Concat(taken.Select(each => Encoding.UTF8.GetString(each.Body)));

    /// <summary>The settings by which a service sends here, at once.</summary>
    public (string Name, string Value)[] Settings =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", app.Urls.First()),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_BSP_SCHEDULE_DELAY", "50"),
        ("OTEL_BLRP_SCHEDULE_DELAY", "50"),
        ("OTEL_METRIC_EXPORT_INTERVAL", "50"),
    ];

    public IReadOnlyList<Span> Spans =>
    [
        .. from sent in taken
           where sent.Path == "/v1/traces"
           from resource in new Protobuf(sent.Body).Messages(1)
           from scope in resource.Messages(2)
           from span in scope.Messages(2)
           select new Span(
               span.Hex(1), span.Hex(2), span.Hex(4), scope.Messages(1).First().Text(1), span.Text(5)),
    ];

    public int Sent(string signal) => taken.Count(each => each.Path == $"/v1/{signal}");

    public static async Task<Collector> Start()
    {
        var collector = new Collector();
        await collector.app.StartAsync(TestContext.Current.CancellationToken);

        return collector;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

/// <param name="Scope">What made it.</param>
internal sealed record Span(string Trace, string Id, string Parent, string Scope, string Name);
