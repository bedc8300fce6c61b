using System.Diagnostics.Metrics;

namespace Incidents.Application.PersonalData;

/// <summary>What operations see of the key ring. How many data keys are in use is not among it: each report
/// makes one, and one more would tell the moment.</summary>
public sealed class KeyMeter
{
    private int _overdue;
    private int _keys;

    /// <summary>Makes the instruments.</summary>
    public KeyMeter(IMeterFactory meters)
    {
        var meter = meters.Create(Meters.Name);
        meter.CreateObservableGauge("incidents.keys.ring", () => Volatile.Read(ref _keys), "{key}",
            "Keys of the ring when it was last looked at, which is once an hour.");
        meter.CreateObservableGauge("incidents.keys.erasures_not_final", () => Volatile.Read(ref _overdue),
            "{erasure}", "Erasures of over 30 days ago that an old backup still undoes.");
    }

    internal void Stands(int keys, int overdue)
    {
        Volatile.Write(ref _keys, keys);
        Volatile.Write(ref _overdue, overdue);
    }
}
