using Incidents.Domain;

namespace Incidents.Application.Tenants;

/// <summary>That a tenant is there. Its name is in its events, sealed.</summary>
/// <param name="Id">The name in addresses and tokens: lower-case letters, digits and hyphens.</param>
/// <param name="PublicId">Names the school to somebody who reports anonymously.</param>
public sealed record TenantRow(string Id, Guid PublicId, DateTimeOffset MadeAt);

/// <summary>Somebody whom the tenant knows: who they are to its issuer. Subject and name lie under that
/// person's key; the subject is found by a keyed hash.</summary>
/// <param name="Id">The <c>personId</c> that events hold.</param>
/// <param name="SubjectHash">Of issuer and subject, under the installation's lookup secret.</param>
/// <param name="Roles">As a token last said them, and of no account where none ever did. Those of their API
/// keys stand with the keys.</param>
/// <param name="SaidAt">When the token was issued by which name and roles last changed.</param>
/// <param name="SignedInOn">The last day on which they brought a token, UTC, to the day: kept coarse, so that
/// reading does not write.</param>
public sealed record PersonRow(
    Guid Id, string SubjectHash, SealedText Subject, SealedText? Name, IReadOnlyList<Role> Roles,
    DateTimeOffset? SaidAt = null, DateOnly? SignedInOn = null);

/// <summary>An API key, of which only a keyed hash is stored.</summary>
/// <param name="Hash">Of the key, under the installation's lookup secret.</param>
/// <param name="ExpiresOn">The last day on which it opens, UTC.</param>
/// <param name="LastUsedOn">UTC, to the day: kept coarse, so that reading does not write.</param>
public sealed record ApiKeyRow(
    Guid Id, string Tenant, string Hash, Guid PersonId, SealedText Name, IReadOnlyList<Role> Roles,
    DateTimeOffset MadeAt, DateOnly? ExpiresOn, DateOnly? LastUsedOn, DateTimeOffset? RevokedAt)
{
    /// <summary>Whether it opens on a day, UTC.</summary>
    public bool Opens(DateOnly day) => RevokedAt is null && !(ExpiresOn < day);
}
