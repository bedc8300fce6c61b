using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using OpenTelemetry.Metrics;

namespace Incidents.Api.Telemetry;

/// <summary>The page that Prometheus reads, on an address of its own, where no key of the service is needed:
/// no proxy that passes the service on passes it on too, and nothing else is to be had there.</summary>
public sealed class MetricsPage(TelemetrySettings settings, MeterProvider meters)
    : IHostedService, IAsyncDisposable
{
    /// <summary>Its path.</summary>
    public const string Path = "/metrics";

    private WebApplication? _app;

    /// <summary>Where it stands.</summary>
    public Uri Address => new(_app!.Urls.First() + Path);

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls(settings.MetricsAddress!)
            .ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        _app = builder.Build();
        _app.Use(Admit);
        _app.UseOpenTelemetryPrometheusScrapingEndpoint(
            meters, predicate: null, Path, configureBranchedPipeline: null, optionsName: null);
        await _app.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) =>
        _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Whoever reads it is not counted in it.</summary>
    private Task Admit(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<IHttpMetricsTagsFeature>() is { } counters)
            counters.MetricsDisabled = true;

        if (settings.MetricsToken is not { } token || IsShown(token, http.Request.Headers.Authorization))
            return next(http);

        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        http.Response.Headers.WWWAuthenticate = "Bearer";

        return Task.CompletedTask;
    }

    private static bool IsShown(string token, string? authorization) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes($"Bearer {token}"), Encoding.UTF8.GetBytes(authorization ?? ""));
}
