using Incidents.Application.PersonalData;
using Incidents.Application.Tenants;
using Incidents.Domain;
using Marten;

namespace Incidents.Application.People;

/// <summary>Who somebody is to a tenant: one <c>personId</c> for each tenant, issuer and subject,
/// found by a keyed hash.</summary>
public sealed class PeopleDirectory(LookupSecret secret, Vault vault, TimeProvider clock)
{
    /// <summary>The issuer of API keys, and of a bare subject in a body.</summary>
    public const string DefaultIssuer = "";

    /// <summary>What stands in the place of the hash once somebody is erased, before the person's
    /// id.</summary>
    internal const string ErasedSubject = "erased/";

    /// <summary>Whether somebody was erased.</summary>
    public static bool IsErased(PersonRow row) =>
        row.SubjectHash.StartsWith(ErasedSubject, StringComparison.Ordinal);

    /// <summary>The roles that a token last said of somebody.</summary>
    public static IReadOnlyList<Role> SaidOf(PersonRow row) => row.SaidAt is null ? [] : row.Roles;

    /// <summary>The row of somebody who is erased: no subject finds it any more, so that who comes back is
    /// somebody new, and what it holds reads as erased.</summary>
    public static PersonRow Erased(PersonRow row) =>
        row with { SubjectHash = $"{ErasedSubject}{row.Id:N}", Roles = [], SignedInOn = null };

    /// <summary>The same of somebody who was only named, and had no row.</summary>
    public static PersonRow Erased(string tenant, Guid person, KeyChain keys) => new(
        person, $"{ErasedSubject}{person:N}", Vault.SealPersonal(tenant, person, "subject", "", keys),
        Name: null, Roles: []);

    /// <summary>The keyed hash by which a subject of the default issuer is found.</summary>
    public string HashOf(string tenant, string subject) => HashOf(tenant, DefaultIssuer, subject);

    /// <summary>The keyed hash by which an issuer's subject is found.</summary>
    public string HashOf(string tenant, string issuer, string subject) =>
        secret.Hash("subject", tenant, issuer, subject);

    /// <summary>Who the people are whom a command names. New ones are added to the session, so
    /// that they are stored with the command or not at all; somebody without a subject is a person
    /// of this mention alone.</summary>
    public async Task<IReadOnlyDictionary<INamedPerson, KnownIdentity>> Identify(
        IDocumentSession session, KeyChain keys, IEnumerable<INamedPerson> named,
        CancellationToken cancellation)
    {
        var identities = new Dictionary<INamedPerson, KnownIdentity>(ReferenceEqualityComparer.Instance);
        var people = named.ToArray();
        var hashes = people.Where(person => person.Subject is not null)
            .Select(person => HashOf(session.TenantId, person.Subject!)).Distinct().ToArray();
        var known = hashes.Length == 0
            ? []
            : (await session.Query<PersonRow>().Where(row => row.SubjectHash.IsOneOf(hashes))
                .ToListAsync(cancellation))
                .ToDictionary(row => row.SubjectHash, StringComparer.Ordinal);

        await vault.Load(session, keys, known.Values.Select(row => row.Id), cancellation);
        var byKey = await RolesByKey(session, [.. known.Values.Select(row => row.Id)], cancellation);

        foreach (var person in people)
        {
            if (person.Subject is null)
            {
                identities[person] = new(Ids.Random(), []);
                continue;
            }

            var hash = HashOf(session.TenantId, person.Subject);
            if (!known.TryGetValue(hash, out var row) || keys.IsDestroyed(row.Id))
            {
                // A backup brought somebody back who was erased.
                if (row is not null)
                    session.Store(Erased(row));

                row = known[hash] = NewPerson(session.TenantId, person.Subject, name: null, keys);
                session.Insert(row);
            }

            identities[person] = new(row.Id, [.. SaidOf(row).Union(byKey[row.Id])]);
        }

        return identities;
    }

    /// <summary>The roles that somebody's API keys carry, of those keys that still open.</summary>
    private async Task<ILookup<Guid, Role>> RolesByKey(
        IQuerySession session, Guid[] people, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var keys = people.Length == 0
            ? []
            : await session.Query<ApiKeyRow>()
                .Where(key => key.Tenant == session.TenantId && key.PersonId.IsOneOf(people)
                    && key.RevokedAt == null)
                .ToListAsync(cancellation);

        return keys.Where(key => key.Opens(today))
            .SelectMany(key => key.Roles, (key, role) => (key.PersonId, role))
            .ToLookup(each => each.PersonId, each => each.role);
    }

    /// <summary>Somebody whom the tenant knows by this subject.</summary>
    public async Task<PersonRow?> Find(
        IQuerySession session, string subject, CancellationToken cancellation)
    {
        var hash = HashOf(session.TenantId, subject);

        return await session.Query<PersonRow>()
            .SingleOrDefaultAsync(row => row.SubjectHash == hash, cancellation);
    }

    /// <summary>A row for somebody of the default issuer who is not known yet, with a key of their
    /// own.</summary>
    public PersonRow NewPerson(string tenant, string subject, string? name, KeyChain keys) =>
        NewPerson(tenant, DefaultIssuer, subject, name, roles: [], keys);

    /// <summary>A row for somebody who is not known yet, with a key of their own.</summary>
    public PersonRow NewPerson(
        string tenant, string issuer, string subject, string? name, IReadOnlyList<Role> roles, KeyChain keys)
    {
        var id = Ids.Random();

        return new(id, HashOf(tenant, issuer, subject),
            Vault.SealPersonal(tenant, id, "subject", subject, keys),
            name is null ? null : Vault.SealPersonal(tenant, id, "name", name, keys),
            roles);
    }
}
