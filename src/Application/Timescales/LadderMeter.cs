using System.Diagnostics.Metrics;
using Incidents.Domain;

namespace Incidents.Application.Timescales;

/// <summary>What operations see of the ladder: how much is due, what it did, how late it was, what failed
/// and is set aside, and when it last looked.</summary>
public sealed class LadderMeter
{
    private readonly TimeProvider _clock;
    private readonly Counter<long> _fired;
    private readonly Counter<long> _failed;
    private readonly Histogram<double> _late;
    private long _lookedAt;
    private long _due;
    private long _parked;

    /// <summary>Makes the instruments.</summary>
    public LadderMeter(TimeProvider clock, IMeterFactory meters)
    {
        _clock = clock;
        _lookedAt = clock.GetTimestamp();

        var meter = meters.Create(Meters.Name);
        meter.CreateObservableGauge("incidents.deadlines.due", () => Volatile.Read(ref _due), "{deadline}",
            "Deadlines that the ladder had still to act on when it last looked.");
        meter.CreateObservableGauge("incidents.deadlines.parked", () => Volatile.Read(ref _parked),
            "{deadline}",
            "Deadlines that are due and in hand or set aside when nothing else was left to act on.");
        meter.CreateObservableGauge("incidents.ladder.last_sweep", () => SinceLastLook.TotalSeconds, "s",
            "How long ago the ladder last looked for what is due.");
        _fired = meter.CreateCounter<long>("incidents.deadlines.fired", "{event}",
            "Events that the ladder recorded.");
        _late = meter.CreateHistogram<double>("incidents.deadlines.late", "s",
            "How long after its time the ladder acted on a deadline.");
        _failed = meter.CreateCounter<long>("incidents.deadlines.failed", "{incident}",
            "Incidents that the ladder could not act on and tries again.");
    }

    /// <summary>How long ago the ladder last looked, or how long it has not looked since the start.</summary>
    public TimeSpan SinceLastLook => _clock.GetElapsedTime(Volatile.Read(ref _lookedAt));

    /// <param name="due">What there is still to act on.</param>
    internal void Looked(long due)
    {
        Volatile.Write(ref _due, due);
        Volatile.Write(ref _lookedAt, _clock.GetTimestamp());
    }

    /// <summary>Nothing is left to act on but what waits to be tried again, or what another process has in
    /// hand.</summary>
    internal void Finished(long parked) => Volatile.Write(ref _parked, parked);

    internal void Fired(IEnumerable<IncidentEvent> events)
    {
        foreach (var kind in events.GroupBy(Store.EventNames.Of))
            _fired.Add(kind.Count(), new KeyValuePair<string, object?>("event", kind.Key));
    }

    internal void Late(TimeSpan by) => _late.Record(by.TotalSeconds);

    internal void Failed() => _failed.Add(1);
}
