using System.Collections.Concurrent;
using Incidents.Application.Policy;
using Incidents.Domain;
using Marten;

namespace Incidents.Application.Timescales;

/// <summary>Which calendar was in force in a tenant, and when.</summary>
public sealed class Calendars(PolicyPacks packs)
{
    private readonly ConcurrentDictionary<string, Adoption[]> _known = new(StringComparer.Ordinal);

    /// <summary>The calendars of a tenant, each from its adoption on; the first also before.</summary>
    public async Task<Func<DateTimeOffset, CalendarInForce>> Of(
        IQuerySession session, CancellationToken cancellation) =>
        await Of(session, await session.LoadAsync<Tenant>(Tenant.StreamId, cancellation), cancellation);

    /// <summary>The same, for whoever has loaded the tenant already.</summary>
    public async Task<Func<DateTimeOffset, CalendarInForce>> Of(
        IQuerySession session, Tenant? tenant, CancellationToken cancellation)
    {
        if (!_known.TryGetValue(session.TenantId, out var adoptions)
            || adoptions[^1].Calendar.PackVersion != tenant?.Pack?.Version)
            _known[session.TenantId] = adoptions = await Read(session, cancellation);

        return at => (adoptions.LastOrDefault(adoption => adoption.At <= at) ?? adoptions[0]).Calendar;
    }

    private async Task<Adoption[]> Read(IQuerySession session, CancellationToken cancellation)
    {
        var adoptions = new List<Adoption>();
        foreach (var e in await session.Events.FetchStreamAsync(Tenant.StreamId, token: cancellation))
        {
            if (e.Data is not PolicyPackAdopted adopted)
                continue;

            var pack = await packs.Pinned(session, new(adopted.Version, adopted.Sha256), cancellation);
            adoptions.Add(new(e.Timestamp, new(adopted.Version, TimeZones.Count(pack.Calendar))));
        }

        return [.. adoptions];
    }

    private sealed record Adoption(DateTimeOffset At, CalendarInForce Calendar);
}
