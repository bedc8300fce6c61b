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

    private readonly ConcurrentDictionary<(string Tenant, Guid Person), Allowance> _allowances = new();
    private long _sweptAt = clock.GetTimestamp();

    /// <summary>Counts a request.</summary>
    /// <returns>How long to wait, where it is one too many.</returns>
    public TimeSpan? Take(Caller caller)
    {
        if (perMinute == 0)
            return null;

        if (_allowances.Count > MostCallers)
            ForgetTheIdle();

        return _allowances
            .GetOrAdd((caller.Tenant, caller.Actor.PersonId), _ => new(perMinute, clock)).Take();
    }

    /// <summary>Whoever has sent nothing for a minute has a whole allowance again, and needs no place
    /// here.</summary>
    private void ForgetTheIdle()
    {
        var last = Interlocked.Read(ref _sweptAt);
        if (clock.GetElapsedTime(last) < SweepEvery
            || Interlocked.CompareExchange(ref _sweptAt, clock.GetTimestamp(), last) != last)
            return;

        foreach (var (who, allowance) in _allowances)
        {
            if (allowance.IsWhole())
                _allowances.TryRemove(who, out _);
        }
    }

    /// <summary>What one caller has left. It counts the time that passes, whatever the clock is set
    /// to.</summary>
    private sealed class Allowance(int perMinute, TimeProvider clock)
    {
        private readonly Lock _alone = new();
        private double _left = perMinute;
        private long _counted = clock.GetTimestamp();

        public TimeSpan? Take()
        {
            lock (_alone)
            {
                Fill();
                if (_left >= 1)
                {
                    _left--;
                    return null;
                }

                return TimeSpan.FromMinutes((1 - _left) / perMinute);
            }
        }

        public bool IsWhole()
        {
            lock (_alone)
            {
                Fill();

                return _left >= perMinute;
            }
        }

        private void Fill()
        {
            var now = clock.GetTimestamp();
            _left = Math.Min(
                perMinute, _left + clock.GetElapsedTime(_counted, now).TotalMinutes * perMinute);
            _counted = now;
        }
    }
}
