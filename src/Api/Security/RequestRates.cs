using System.Collections.Concurrent;
using Incidents.Application.Commands;

namespace Incidents.Api.Security;

/// <summary>How many requests a caller may send: a minute's worth at once, and then as many as come in at an
/// even pace. Each node counts for itself.</summary>
/// <param name="perMinute">For each caller; 0: as many as they like.</param>
public sealed class RequestRates(int perMinute, TimeProvider clock)
{
    private const int MostCallers = 10_000;

    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Tenant, Guid Person), Allowance> allowances = new();
    private long sweptAt;

    /// <summary>Counts a request.</summary>
    /// <returns>How long to wait, where it is one too many.</returns>
    public TimeSpan? Take(Caller caller)
    {
        if (perMinute == 0)
            return null;

        var now = clock.GetUtcNow();
        if (allowances.Count > MostCallers)
            ForgetTheIdle(now);

        return allowances.GetOrAdd((caller.Tenant, caller.Actor.PersonId), _ => new(perMinute, now))
            .Take(now);
    }

    /// <summary>Who has sent nothing for a minute has a whole allowance again, and needs no place
    /// here.</summary>
    private void ForgetTheIdle(DateTimeOffset now)
    {
        var last = Interlocked.Read(ref sweptAt);
        if (now.UtcTicks - last < SweepEvery.Ticks
            || Interlocked.CompareExchange(ref sweptAt, now.UtcTicks, last) != last)
            return;

        foreach (var (who, allowance) in allowances)
        {
            if (allowance.IsWhole(now))
                allowances.TryRemove(who, out _);
        }
    }

    /// <summary>What one caller has left.</summary>
    private sealed class Allowance(int perMinute, DateTimeOffset since)
    {
        private readonly Lock alone = new();
        private double left = perMinute;
        private DateTimeOffset counted = since;

        public TimeSpan? Take(DateTimeOffset now)
        {
            lock (alone)
            {
                Fill(now);
                if (left >= 1)
                {
                    left--;
                    return null;
                }

                return TimeSpan.FromMinutes((1 - left) / perMinute);
            }
        }

        public bool IsWhole(DateTimeOffset now)
        {
            lock (alone)
            {
                Fill(now);

                return left >= perMinute;
            }
        }

        private void Fill(DateTimeOffset now)
        {
            if (now <= counted)
                return;

            left = Math.Min(perMinute, left + (now - counted).TotalMinutes * perMinute);
            counted = now;
        }
    }
}
