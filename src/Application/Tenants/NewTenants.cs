using Incidents.Application.Commands;
using Incidents.Application.PersonalData;
using Incidents.Domain;
using Marten;

namespace Incidents.Application.Tenants;

/// <summary>A tenant that was made, and the key of its first administrator.</summary>
/// <param name="PublicId">Names the school to somebody who reports anonymously.</param>
public sealed record MadeTenant(Guid PublicId, MadeApiKey Key);

/// <summary>Makes tenants that somebody can come into: each in one transaction with the key of its first
/// administrator, so that there is never one without.</summary>
public sealed class NewTenants(
    IDocumentStore store, Tenancy tenancy, ApiKeys keys, Vault vault, TimeProvider clock)
{
    private static readonly NewApiKey First =
        new("First administrator", Subject: null, [Role.Administrator], ExpiresOn: null);

    /// <summary>Makes a tenant.</summary>
    /// <param name="also">What belongs into the same transaction, in the caller's own tenant.</param>
    /// <returns>None where there is one of this name already.</returns>
    public Task<MadeTenant?> Make(
        Caller caller, string tenant, string name, Action<IDocumentOperations, MadeTenant> also,
        CancellationToken cancellation) =>
        Conflicts.Retry(() => Try(caller, tenant, name, also, cancellation), clock, cancellation);

    private async Task<MadeTenant?> Try(
        Caller caller, string tenant, string name, Action<IDocumentOperations, MadeTenant> also,
        CancellationToken cancellation)
    {
        if (await tenancy.IsThere(tenant, cancellation))
            return null;

        await using var session = store.LightweightSession(tenant);
        var chain = new KeyChain();
        var there = caller with { Tenant = tenant };
        var row = tenancy.Begin(session, there, name, chain);
        var made = new MadeTenant(row.PublicId, await keys.Add(session, there, First, chain, cancellation));
        also(session.ForTenant(caller.Tenant), made);
        await vault.Commit(session, chain, cancellation);

        return made;
    }
}
