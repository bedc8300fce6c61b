using Microsoft.Extensions.Time.Testing;

namespace Incidents.Api.Tests.Fixture;

/// <summary>The clock of a school: it stands until a test moves it. Only waiting takes real time, because
/// nobody would move the clock for a writer who stands back a few milliseconds.</summary>
public sealed class SchoolClock() : FakeTimeProvider(Monday)
{
    /// <summary>A Monday that is past, so that no file written today is old by
    /// the school's own time.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private TimeSpan _set;

    /// <summary>What it shows is set ahead or back; no time passes by it.</summary>
    public void IsSet(TimeSpan by)
    {
        _set += by;
        AdjustTime(GetUtcNow() + by);
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => base.GetTimestamp() - _set.Ticks;

    /// <summary>Now, as JSON writes it.</summary>
    public string Now => Written(GetUtcNow());

    /// <summary>Some hours ahead, or ago where they are negative, as JSON writes it.</summary>
    public string InHours(double hours) => Written(GetUtcNow().AddHours(hours));

    /// <inheritdoc/>
    public override ITimer CreateTimer(
        TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime, period);

    private static string Written(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ");
}
