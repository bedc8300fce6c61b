using System.Diagnostics.Metrics;
using Incidents.Domain;

namespace Incidents.Application.Webhooks;

/// <summary>What operations see of webhooks.</summary>
public sealed class WebhookMeter
{
    private readonly Counter<long> _attempts;
    private readonly Counter<long> _stopped;
    private readonly Histogram<double> _late;

    /// <summary>Makes the instruments.</summary>
    public WebhookMeter(IMeterFactory meters)
    {
        var meter = meters.Create(Meters.Name);
        _attempts = meter.CreateCounter<long>("incidents.webhooks.attempts", "{attempt}",
            "Deliveries that were tried, by what came of them.");
        _stopped = meter.CreateCounter<long>("incidents.webhooks.stopped", "{webhook}",
            "Webhooks that were parked after a day of trying, or disabled because they are gone.");
        _late = meter.CreateHistogram<double>("incidents.webhooks.late", "s",
            "How long after it was recorded an event was taken.");
    }

    internal void Tried(Attempt attempt) => _attempts.Add(1, new KeyValuePair<string, object?>(
        "outcome", attempt.Problem is { } problem ? Words.CamelCase(problem) : "taken"));

    internal void Stopped(WebhookState state) => _stopped.Add(1, new KeyValuePair<string, object?>(
        "state", Words.CamelCase(state)));

    internal void Late(TimeSpan by) => _late.Record(by.TotalSeconds);
}
