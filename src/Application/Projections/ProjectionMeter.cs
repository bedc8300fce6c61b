using System.Diagnostics.Metrics;

namespace Incidents.Application.Projections;

/// <summary>What operations see of what is built behind the write: how far behind it is, since when, and what
/// has stopped.</summary>
public sealed class ProjectionMeter
{
    /// <summary>How long something that is behind may stand still before that is an alarm.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>How many views there are behind the write.</summary>
    public const int Views = 3;

    private readonly Dictionary<string, Standing> _standings = new(StringComparer.Ordinal);
    private readonly Lock _alone = new();
    private readonly TimeProvider _clock;

    /// <summary>Makes the instruments.</summary>
    public ProjectionMeter(TimeProvider clock, IMeterFactory meters)
    {
        _clock = clock;
        var meter = meters.Create(Meters.Name);
        meter.CreateObservableGauge("incidents.projection.lag", () => Measure(each => each.Left), "{event}",
            "Events that a view has not taken up.");
        meter.CreateObservableGauge("incidents.projection.behind",
            () => Measure(each =>
                each.Since is { } since ? _clock.GetElapsedTime(since).TotalSeconds : 0), "s",
            "For how long a view has not taken up everything.");
        meter.CreateObservableGauge("incidents.projection.stopped", () => Measure(each => each.Stopped),
            "{school}", "Schools of which a view goes no further.");
    }

    /// <summary>What is wrong, in a sentence; nothing where all is well.</summary>
    public string? Alarm
    {
        get
        {
            lock (_alone)
            {
                return _standings.Where(each => each.Value.Stopped > 0)
                    .Select(each => $"The view '{each.Key}' has stopped at an event; see the log.")
                    .Concat(_standings.Where(each => each.Value.Left > 0
                        && _clock.GetElapsedTime(each.Value.MovedAt) > Patience)
                        .Select(each =>
                            $"The view '{each.Key}' is {each.Value.Left} events behind and stands still."))
                    .FirstOrDefault();
            }
        }
    }

    /// <summary>How each view stands: how many events behind, and of how many schools stopped.</summary>
    public IReadOnlyDictionary<string, (long Left, int Stopped)> Standings
    {
        get
        {
            lock (_alone)
                return _standings.ToDictionary(
                    each => each.Key, each => (each.Value.Left, each.Value.Stopped), StringComparer.Ordinal);
        }
    }

    /// <param name="moves">Whether it has come on, however much is left.</param>
    internal void Stands(string view, long left, int stopped = 0, bool moves = true)
    {
        lock (_alone)
        {
            var now = _clock.GetTimestamp();
            var before = _standings.GetValueOrDefault(view);
            _standings[view] = new(left, stopped, left == 0 ? null : before?.Since ?? now,
                moves || before is null ? now : before.MovedAt);
        }
    }

    private IEnumerable<Measurement<T>> Measure<T>(Func<Standing, T> value)
        where T : struct
    {
        lock (_alone)
        {
            return [.. _standings.Select(each =>
                new Measurement<T>(value(each.Value), new KeyValuePair<string, object?>("view", each.Key)))];
        }
    }

    private sealed record Standing(long Left, int Stopped, long? Since, long MovedAt);
}
