using Incidents.Api.Hosting;

namespace Incidents.Api.Telemetry;

/// <summary>What is told of the service at work, and to whom. Where nothing is set, an operator alone reads
/// <c>/metrics</c>.</summary>
/// <param name="Traces">Whether traces are sent, by the settings that OpenTelemetry has for that.</param>
/// <param name="Metrics">Whether metrics are sent.</param>
/// <param name="Logs">Whether lines of the log are sent, beside standard output.</param>
public sealed record TelemetrySettings(bool Traces, bool Metrics, bool Logs)
{
    /// <summary>Where Prometheus reads <c>/metrics</c>, apart from where the service listens:
    /// <c>Metrics__Listen</c>; none: nowhere.</summary>
    public string? MetricsAddress { get; init; }

    /// <summary>What Prometheus has to show there: <c>Metrics__Token</c>; none: whoever reaches it
    /// reads.</summary>
    public string? MetricsToken { get; init; }

    /// <summary>What the service calls itself: <c>OTEL_SERVICE_NAME</c>.</summary>
    public string ServiceName { get; init; } = "incidents";

    /// <summary>Nothing.</summary>
    public static TelemetrySettings None { get; } = new(Traces: false, Metrics: false, Logs: false);

    /// <summary>Reads the settings.</summary>
    /// <exception cref="SettingException">One of them cannot be used.</exception>
    public static TelemetrySettings From(IConfiguration configuration)
    {
        var isOff = string.Equals(
            configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase);
        bool Sends(string signal) => !isOff && IsSent(configuration, signal);

        return new(Sends("TRACES"), Sends("METRICS"), Sends("LOGS"))
        {
            MetricsAddress = AddressOf(configuration),
            MetricsToken = Given(configuration["Metrics:Token"]),
            ServiceName = Given(configuration["OTEL_SERVICE_NAME"]) ?? None.ServiceName,
        };
    }

    /// <summary>To an endpoint that is named, unless the signal's exporter is switched off.</summary>
    private static bool IsSent(IConfiguration configuration, string signal) =>
        Given(configuration[$"OTEL_{signal}_EXPORTER"]) is null or "otlp"
        && (Given(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])
            ?? Given(configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"])) is not null;

    private static string? AddressOf(IConfiguration configuration)
    {
        if (Given(configuration["Metrics:Listen"]) is not { } address)
            return null;

        // An asterisk stands for all of the machine's addresses, and is no part of one.
        var example = address.Replace("*", "any", StringComparison.Ordinal);

        return Uri.TryCreate(example, UriKind.Absolute, out var uri)
            && uri.Scheme == Uri.UriSchemeHttp && uri.PathAndQuery == "/"
            ? address
            : throw new SettingException(
                "Metrics__Listen is an address to listen on for /metrics, apart from the service's own: "
                    + "for example http://127.0.0.1:9464");
    }

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
