using System.Collections.Immutable;
using Incidents.Application.Commands;
using Incidents.Application.PersonalData;
using Incidents.Application.Tenants;
using Incidents.Domain;
using Marten;

namespace Incidents.Application.People;

/// <summary>What an issuer says of whoever bears its token.</summary>
/// <param name="Issuer">Who says it; <see cref="PeopleDirectory.DefaultIssuer"/> where that is the tenant's
/// default.</param>
/// <param name="IssuedAt">When it was said: an older token does not undo what a later one said.</param>
public sealed record SignedIn(
    string Tenant, string Issuer, string Subject, string? Name, ImmutableHashSet<Role> Roles,
    DateTimeOffset IssuedAt);

/// <summary>Recognises people who sign in by token, and keeps their name and roles as the issuer last said
/// them, and the day on which they last came.</summary>
public sealed class SignIns(IDocumentStore store, PeopleDirectory people, Vault vault, TimeProvider clock)
{
    private const string NameField = "name";

    /// <summary>The <c>personId</c> of whoever signs in; somebody new gets one.</summary>
    /// <returns>None where there is no such tenant.</returns>
    public Task<Guid?> Recognise(SignedIn person, CancellationToken cancellation) =>
        Conflicts.Retry(() => Try(person, cancellation), clock, cancellation);

    /// <summary>The same of whoever may ask not to be found out: nothing is written, and somebody new gets an
    /// id for this once.</summary>
    /// <returns>None where there is no such tenant.</returns>
    public async Task<Guid?> Glimpse(SignedIn person, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(person.Tenant);
        var hash = people.HashOf(person.Tenant, person.Issuer, person.Subject);
        var known = await session.Query<PersonRow>()
            .SingleOrDefaultAsync(row => row.SubjectHash == hash, cancellation);
        if (known is not null)
            return known.Id;

        return await IsThere(session, person.Tenant, cancellation) ? Ids.Random() : null;
    }

    private static async Task<bool> IsThere(
        IQuerySession session, string tenant, CancellationToken cancellation) =>
        Tenancy.IsName(tenant) && await session.LoadAsync<TenantRow>(tenant, cancellation) is not null;

    private async Task<Guid?> Try(SignedIn person, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession(person.Tenant);
        var hash = people.HashOf(person.Tenant, person.Issuer, person.Subject);
        var known = await session.Query<PersonRow>()
            .SingleOrDefaultAsync(row => row.SubjectHash == hash, cancellation);
        var keys = new KeyChain();

        if (known is null)
        {
            if (!await IsThere(session, person.Tenant, cancellation))
                return null;

            known = people.NewPerson(
                person.Tenant, person.Issuer, person.Subject, person.Name, [.. person.Roles.Order()], keys);
            session.Insert(known with { SaidAt = person.IssuedAt, SignedInOn = Today });
            await vault.Commit(session, keys, cancellation);
        }
        else
        {
            await Refresh(session, known, person, keys, cancellation);
        }

        return known.Id;
    }

    private async Task Refresh(
        IDocumentSession session, PersonRow known, SignedIn person, KeyChain keys,
        CancellationToken cancellation)
    {
        var saysAnew = known.SaidAt is null || known.SaidAt < person.IssuedAt;
        if (!saysAnew && known.SignedInOn == Today)
            return;

        await vault.Load(session, keys, [known.Id], cancellation);
        if (keys.Get(known.Id) is null)
            return;

        var said = saysAnew ? AsSaid(known, person, keys) : known;
        if (said == known && known.SignedInOn == Today)
            return;

        session.Store(said with { SignedInOn = Today });
        await vault.Commit(session, keys, cancellation);
    }

    /// <summary>Somebody with the name and the roles that the token says.</summary>
    private static PersonRow AsSaid(PersonRow known, SignedIn person, KeyChain keys)
    {
        var name = known.Name is { } held
            && Vault.OpenPersonal(person.Tenant, known.Id, NameField, held, keys) is ClearText clear
                ? clear.Value
                : null;
        var roles = person.Roles.Order().ToArray();
        if (roles.SequenceEqual(PeopleDirectory.SaidOf(known).Order())
            && (person.Name is null || person.Name == name))
            return known;

        return known with
        {
            Name = person.Name is null || person.Name == name
                ? known.Name
                : Vault.SealPersonal(person.Tenant, known.Id, NameField, person.Name, keys),
            Roles = roles,
            SaidAt = person.IssuedAt,
        };
    }

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
}
