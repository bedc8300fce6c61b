using Incidents.Api.Security;
using Incidents.Application;
using Incidents.Domain;
using JasperFx.OpenTelemetry;
using Marten;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Incidents.Api.Telemetry;

/// <summary>Measures for whoever reads <c>/metrics</c>, and hands traces, metrics and lines of the log to
/// OpenTelemetry as far as the settings ask for it. What they may hold is decided in
/// <see cref="SpanAllowList"/> and <see cref="MetricAllowList"/>.</summary>
internal static class TelemetryServices
{
    /// <summary>The metrics on the service's own address, for an operator; whoever reads them is not counted
    /// in them.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder app) =>
        app.MapPrometheusScrapingEndpoint(MetricsPage.Path).For(Role.Operator).DisableHttpMetrics()
            .WithMetadata(new HttpMethodMetadata([HttpMethods.Get]));

    /// <summary>Adds the metrics, and what is set.</summary>
    public static void AddTelemetry(this IServiceCollection services, TelemetrySettings settings)
    {
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                settings.ServiceName,
                serviceVersion: typeof(TelemetryServices).Assembly.GetName().Version?.ToString(3)));
        if (settings.Traces)
        {
            services.ConfigureMarten(options => options.OpenTelemetry.TrackConnections = TrackLevel.Normal);
            telemetry.WithTracing(AddTraces);
        }

        telemetry.WithMetrics(metrics => AddMetrics(metrics, settings));
        if (settings.Logs)
        {
            telemetry.WithLogging(
                logs => logs.AddOtlpExporter(), options => options.IncludeFormattedMessage = true);
        }

        if (settings.MetricsAddress is not null)
        {
            services.AddSingleton(settings);
            services.AddSingleton<MetricsPage>();
            services.AddHostedService(provider => provider.GetRequiredService<MetricsPage>());
        }
    }

    private static void AddTraces(TracerProviderBuilder traces) => traces
        .AddAspNetCoreInstrumentation(options => options.Filter = SpanAllowList.MayBeTold)
        .AddSource("Npgsql", "Marten", "Wolverine", Traces.Name)
        .AddProcessor(new SpanAllowList())
        .AddOtlpExporter();

    private static void AddMetrics(MeterProviderBuilder metrics, TelemetrySettings settings)
    {
        metrics.AddMeter(MetricAllowList.Meters).AddView(MetricAllowList.ViewOf).AddPrometheusExporter();
        if (settings.Metrics)
            metrics.AddOtlpExporter();
    }
}
