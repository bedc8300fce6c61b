using Incidents.Application;
using JasperFx.OpenTelemetry;
using Marten;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Incidents.Api.Telemetry;

/// <summary>Hands traces, metrics and lines of the log to OpenTelemetry, as far as the settings ask for it.
/// What they may hold is decided in <see cref="ToldSpans"/> and <see cref="Instruments"/>.</summary>
internal static class TelemetryServices
{
    /// <summary>Adds what is set, and where nothing is, nothing.</summary>
    public static void AddTelemetry(this IServiceCollection services, TelemetrySettings settings)
    {
        if (!settings.IsOn)
            return;

        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                settings.ServiceName,
                serviceVersion: typeof(TelemetryServices).Assembly.GetName().Version?.ToString(3)));
        if (settings.Traces)
        {
            services.ConfigureMarten(options => options.OpenTelemetry.TrackConnections = TrackLevel.Normal);
            telemetry.WithTracing(AddTraces);
        }

        if (settings.Metrics || settings.MetricsAddress is not null)
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
        .AddAspNetCoreInstrumentation(options => options.Filter = ToldSpans.MayBeTold)
        .AddSource("Npgsql", "Marten", "Wolverine", Traces.Name)
        .AddProcessor(new ToldSpans())
        .AddOtlpExporter();

    private static void AddMetrics(MeterProviderBuilder metrics, TelemetrySettings settings)
    {
        metrics.AddMeter(Instruments.Meters).AddView(Instruments.ViewOf);
        if (settings.Metrics)
            metrics.AddOtlpExporter();
        if (settings.MetricsAddress is not null)
            metrics.AddPrometheusExporter();
    }
}
