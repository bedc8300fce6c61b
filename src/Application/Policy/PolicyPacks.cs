using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Incidents.Application.PersonalData;
using Incidents.Application.Store;
using Incidents.Domain;
using Marten;

namespace Incidents.Application.Policy;

/// <summary>The policy packs of the tenants, read from their events. A version never
/// changes, so it is read once.</summary>
public sealed class PolicyPacks(Vault vault)
{
    private readonly ConcurrentDictionary<(string Tenant, int Version), PolicyPack> _known = new();

    /// <summary>A pack as it is stored and hashed.</summary>
    public static WrittenPack Write(PolicyPack pack)
    {
        var content = JsonSerializer.Serialize(pack with { Version = null }, StoreJson.Options);

        return new(content, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))));
    }

    /// <summary>The event by which a new tenant begins with a pack.</summary>
    public static PolicyPackAdopted First(PolicyPack pack)
    {
        var written = Write(pack);

        return new(1, written.Sha256, pack.DocumentControl.NextReview, Text.Narrative(written.Content));
    }

    /// <summary>A pack as the event that adopted it holds it.</summary>
    /// <param name="adopted">The event, opened.</param>
    public static PolicyPack Read(PolicyPackAdopted adopted) =>
        JsonSerializer.Deserialize<PolicyPack>(((ClearText)adopted.Content).Value, StoreJson.Options)! with
        {
            Version = adopted.Version,
        };

    /// <summary>The pack in force in a tenant.</summary>
    /// <exception cref="InvalidOperationException">The tenant has none, which cannot be:
    /// making it adopts one.</exception>
    public async Task<(PackPin Pin, PolicyPack Pack)> InForce(
        IQuerySession session, CancellationToken cancellation) =>
        await InForce(session, await session.LoadAsync<Tenant>(Tenant.StreamId, cancellation), cancellation);

    /// <summary>The same, for whoever has loaded the tenant already.</summary>
    public async Task<(PackPin Pin, PolicyPack Pack)> InForce(
        IQuerySession session, Tenant? tenant, CancellationToken cancellation)
    {
        var pin = tenant?.Pack
            ?? throw new InvalidOperationException($"Tenant {session.TenantId} has no policy pack.");

        return (pin, await Pinned(session, pin, cancellation));
    }

    /// <summary>The pack that an incident pinned when it was reported.</summary>
    public async Task<PolicyPack> Pinned(IQuerySession session, PackPin pin, CancellationToken cancellation)
    {
        if (_known.TryGetValue((session.TenantId, pin.Version), out var pack))
            return pack;

        pack = await Read(session, pin, cancellation);
        _known[(session.TenantId, pin.Version)] = pack;

        return pack;
    }

    private async Task<PolicyPack> Read(IQuerySession session, PackPin pin, CancellationToken cancellation)
    {
        var events = await session.Events.FetchStreamAsync(Tenant.StreamId, token: cancellation);
        var adopted = events.Select(e => e.Data).OfType<PolicyPackAdopted>()
            .Single(e => e.Version == pin.Version);
        var opened = await vault.OpenAll(session, Tenant.StreamId, adopted, cancellation);

        return Read(opened);
    }
}
