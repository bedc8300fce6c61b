using Incidents.Application.Commands;
using Incidents.Application.PersonalData;
using Incidents.Application.Policy;
using Incidents.Application.Store;
using Incidents.Domain;
using JasperFx.Events;
using Marten;

namespace Incidents.Application.Tenants;

/// <summary>Makes tenants: one school, or one service of a council, each with its own policy pack.</summary>
public sealed class Tenancy(IDocumentStore store, Vault vault, Ids ids, TimeProvider clock)
{
    /// <summary>The tenant of the first key.</summary>
    public const string Default = "default";

    /// <summary>Whether a name can be a tenant's: lower-case letters, digits and hyphens, 1 to 50.</summary>
    public static bool IsName(string name) =>
        name.Length is >= 1 and <= 50 && name[0] != '-'
        && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    /// <summary>Whether the tenant is there.</summary>
    public async Task<bool> IsThere(string tenant, CancellationToken cancellation)
    {
        await using var session = store.QuerySession();

        return await session.LoadAsync<TenantRow>(tenant, cancellation) is not null;
    }

    /// <summary>Opens the tenant's own key, which tells whether the key ring at hand belongs to this
    /// database.</summary>
    /// <exception cref="KeyUnwrapException">It does not.</exception>
    public async Task RequireKey(string tenant, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(tenant);
        await vault.Load(session, new(), [Tenant.StreamId], cancellation);
    }

    /// <summary>The only tenant; none where there are several.</summary>
    public async Task<string?> Only(CancellationToken cancellation)
    {
        await using var session = store.QuerySession();
        var first = await session.Query<TenantRow>().OrderBy(row => row.Id).Take(2).ToListAsync(cancellation);

        return first is [var only] ? only.Id : null;
    }

    /// <summary>The tenant that goes by this id outside.</summary>
    public async Task<string?> WithPublicId(Guid id, CancellationToken cancellation)
    {
        await using var session = store.QuerySession();

        return (await session.Query<TenantRow>().Where(row => row.PublicId == id).ToListAsync(cancellation))
            .SingleOrDefault()?.Id;
    }

    /// <summary>The id by which a tenant goes outside.</summary>
    public async Task<Guid> PublicIdOf(string tenant, CancellationToken cancellation)
    {
        await using var session = store.QuerySession();
        var row = await session.LoadAsync<TenantRow>(tenant, cancellation)
            ?? throw new InvalidOperationException($"There is no tenant {tenant}.");

        return row.PublicId;
    }

    /// <summary>Makes a tenant with the default policy pack.</summary>
    /// <returns>False where there is one of this name already.</returns>
    public async Task<bool> Make(string tenant, string name, Actor by, CancellationToken cancellation)
    {
        if (await IsThere(tenant, cancellation))
            return false;

        await using var session = store.LightweightSession(tenant);
        var keys = new KeyChain();
        Begin(session, new(tenant, by, Ids.Random()), name, keys);

        try
        {
            await vault.Commit(session, keys, cancellation);
        }
        catch (Exception exception) when (Conflicts.Is(exception))
        {
            return false;
        }

        return true;
    }

    /// <summary>Adds a tenant with the default policy pack to what a session of it commits; of two of one
    /// name one fails.</summary>
    /// <param name="caller">Who makes it, as one of the new tenant.</param>
    internal TenantRow Begin(IDocumentSession session, Caller caller, string name, KeyChain keys)
    {
        var now = clock.GetUtcNow();
        var row = new TenantRow(caller.Tenant, Ids.Random(), now);

        session.Insert(row);
        session.Events.StartStream<Tenant>(Tenant.StreamId,
            Envelope(new TenantMade(Text.Narrative(name)), caller, now, keys),
            Envelope(PolicyPacks.First(DefaultPack.Create()), caller, now, keys));

        return row;
    }

    /// <summary>An event of a tenant with who acted.</summary>
    internal IEvent Envelope(TenantEvent @event, Caller caller, DateTimeOffset now, KeyChain keys) =>
        Metadata.On(
        Metadata.Wrap(Vault.Seal(caller.Tenant, Tenant.StreamId, @event, keys)),
        caller, now, ids.Next());
}
