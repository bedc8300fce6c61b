using System.Collections.Concurrent;

namespace Incidents.Api.Security;

/// <summary>How often receipts of a school are checked on this node: a check is slow on purpose, and nobody
/// is told apart by an address. Only the minute and a number are kept, in memory.</summary>
public sealed class ReceiptChecks(TimeProvider clock)
{
    /// <summary>Checks of a school in a minute.</summary>
    public const int AMinute = 60;

    private readonly ConcurrentDictionary<string, (long Minute, int Checks)> _schools =
        new(StringComparer.Ordinal);

    /// <summary>Counts a check.</summary>
    /// <returns>How long to wait first, where there were too many; none: it may be made now.</returns>
    public TimeSpan? Wait(string tenant)
    {
        var now = clock.GetUtcNow();
        var minute = now.Ticks / TimeSpan.TicksPerMinute;
        var (_, checks) = _schools.AddOrUpdate(tenant, _ => (minute, 1),
            (_, before) => before.Minute == minute ? (minute, before.Checks + 1) : (minute, 1));

        return checks <= AMinute ? null : new TimeSpan((minute + 1) * TimeSpan.TicksPerMinute - now.Ticks);
    }
}
