namespace Incidents.Domain;

/// <summary>A fact that is stored: what happened to an incident, or to a tenant.</summary>
public abstract record StoredEvent;

/// <summary>What happened to a tenant: a school, or a service of a council.</summary>
public abstract record TenantEvent : StoredEvent;

/// <summary>A tenant was made.</summary>
[Policy(Doc)]
public sealed record TenantMade(Text Name) : TenantEvent;

/// <summary>A version of the policy pack came into force, with its whole content.</summary>
/// <param name="Version">The tenant's own numbering, from 1.</param>
/// <param name="Sha256">Of the content, lower-case hexadecimal; an incident pins it with the version.</param>
/// <param name="Content">The pack as canonical JSON.</param>
[Policy(Doc)]
public sealed record PolicyPackAdopted(int Version, string Sha256, DateOnly NextReview, Text Content)
    : TenantEvent;

/// <summary>An administrator made an API key; one that carries a duty is no private matter.</summary>
/// <param name="ExpiresOn">The last day on which it opens, UTC.</param>
[Policy(Must5)]
public sealed record ApiKeyMade(
    Guid KeyId, Guid PersonId, Text Name, ImmutableArray<Role> Roles, DateOnly? ExpiresOn) : TenantEvent;

/// <summary>An administrator revoked an API key.</summary>
[Policy(Must5)]
public sealed record ApiKeyRevoked(Guid KeyId) : TenantEvent;

/// <summary>An administrator let another system be told of events.</summary>
/// <param name="Url">Where they are sent.</param>
/// <param name="EventTypes">Which, as the interface names them; none: all.</param>
[Policy(Must5)]
public sealed record WebhookMade(Guid WebhookId, Text Url, ImmutableArray<string> EventTypes) : TenantEvent;

/// <summary>An administrator gave a webhook another secret to sign with.</summary>
/// <param name="EarlierUntil">Until when the earlier secret signs too.</param>
[Policy(Must5)]
public sealed record WebhookSecretRotated(Guid WebhookId, DateTimeOffset EarlierUntil) : TenantEvent;

/// <summary>An administrator had a webhook told once more of what followed on a position.</summary>
/// <param name="After">The position in the change feed.</param>
[Policy(Must5)]
public sealed record WebhookReplayed(Guid WebhookId, long After) : TenantEvent;

/// <summary>An administrator removed a webhook.</summary>
[Policy(Must5)]
public sealed record WebhookRemoved(Guid WebhookId) : TenantEvent;

/// <summary>A person was erased: the key of their names is destroyed.</summary>
/// <param name="LegalBasis">By what law.</param>
[Policy(Ref)]
public sealed record PersonErased(Guid PersonId, Text LegalBasis, Text Reason) : TenantEvent;

/// <summary>Everything of the tenant was exported, still sealed, for another installation.</summary>
[Policy(Must5)]
public sealed record TenantExported(Guid ExportId) : TenantEvent;

/// <summary>Everything of the tenant was loaded from an export into this installation.</summary>
/// <param name="Events">How many events it had.</param>
[Policy(Must5)]
public sealed record TenantLoaded(Guid ExportId, long Events) : TenantEvent;

/// <summary>The fold of a tenant's events: which policy pack is in force.</summary>
/// <param name="Id">The stream's id, the same in every tenant.</param>
public sealed record Tenant(Guid Id, PackPin? Pack) : IFold<Tenant, TenantEvent>
{
    /// <summary>A tenant has one stream about itself, and within a tenant its id needs no chance.</summary>
    public static readonly Guid StreamId = new("00000000-0000-4000-8000-000000000001");

    /// <summary>A tenant of which nothing has happened yet.</summary>
    public static Tenant Initial { get; } = new(StreamId, Pack: null);

    /// <summary>The version of the pack in force; what else happens to a tenant makes nobody stale.</summary>
    long IFold<Tenant, TenantEvent>.Version => Pack?.Version ?? 0;

    /// <summary>The tenant as it is after one more event.</summary>
    public Tenant Evolve(TenantEvent @event) => @event switch
    {
        PolicyPackAdopted e => this with { Pack = new(e.Version, e.Sha256) },
        TenantMade => this,
        ApiKeyMade => this,
        ApiKeyRevoked => this,
        WebhookMade or WebhookSecretRotated or WebhookReplayed or WebhookRemoved => this,
        PersonErased => this,
        TenantExported or TenantLoaded => this,
        _ => throw new System.Diagnostics.UnreachableException(
            $"Tenant.Evolve does not name {@event.GetType().Name}."),
    };
}
