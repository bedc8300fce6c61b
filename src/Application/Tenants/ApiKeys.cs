using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Incidents.Application.Commands;
using Incidents.Application.People;
using Incidents.Application.PersonalData;
using Incidents.Domain;
using Marten;
using Marten.Patching;

namespace Incidents.Application.Tenants;

/// <summary>A key to make.</summary>
/// <param name="Subject">Who the actor is, as a token's <c>sub</c> is; none: somebody new.</param>
/// <param name="ExpiresOn">The last day on which it opens, UTC.</param>
public sealed record NewApiKey(string Name, string? Subject, ImmutableArray<Role> Roles, DateOnly? ExpiresOn);

/// <summary>A key that was made. The key itself is shown here and never again.</summary>
public sealed record MadeApiKey(Guid Id, string Subject, string Key);

/// <summary>A key as an administrator sees it.</summary>
public sealed record ApiKeyView(
    Guid Id, Text Name, Text Subject, IReadOnlyList<Role> Roles, DateTimeOffset MadeAt, DateOnly? ExpiresOn,
    DateOnly? LastUsedOn, DateTimeOffset? RevokedAt);

/// <summary>A key that opened.</summary>
/// <param name="Caller">Who it is for.</param>
public sealed record OpenedKey(Caller Caller, ApiKeyRow Row);

/// <summary>API keys: made, listed, revoked, and opened by. Only a keyed hash is stored, so that a stolen
/// table opens nothing; that a key was made or revoked is an event of its tenant.</summary>
public sealed class ApiKeys(
    IDocumentStore store, ApiKeyRows stored, Vault vault, PeopleDirectory people, LookupSecret secret,
    Tenancy tenancy, Ids ids, TimeProvider clock)
{
    private const string Prefix = "inc_";

    /// <summary>Who a key is for: the tenant, the person and the roles; nobody, where it does not
    /// open or no longer does. It is looked up for each call, so that one that is revoked opens nothing from
    /// that moment on, on any node.</summary>
    public async Task<OpenedKey?> Open(string key, CancellationToken cancellation)
    {
        var hash = HashOf(key);
        var row = await stored.Of(hash, cancellation);

        if (row is null || !IsSame(row.Hash, hash) || !row.Opens(Today))
            return null;

        return new(new(row.Tenant, new(row.PersonId, [.. row.Roles]), Ids.Random()), row);
    }

    /// <summary>Keeps today as the day of a key's last use. Not where it may be used to report what nobody is
    /// to know who reported.</summary>
    public async Task KeepUse(OpenedKey opened, CancellationToken cancellation)
    {
        if (opened.Row.LastUsedOn != Today)
            await MarkUsed(opened.Row, Today, cancellation);
    }

    /// <summary>Makes a key in the caller's tenant.</summary>
    public Task<MadeApiKey> Make(
        Caller caller, NewApiKey wanted, string? given, Func<MadeApiKey, IDocumentSession, Task>? also,
        CancellationToken cancellation) =>
        Conflicts.Retry(
            () => TryMake(caller, wanted, given ?? NewKey(), also, cancellation), clock, cancellation);

    /// <summary>The keys of the caller's tenant, the latest first.</summary>
    public async Task<IReadOnlyList<ApiKeyView>> List(Caller caller, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(caller.Tenant);
        var rows = await session.Query<ApiKeyRow>().Where(row => row.Tenant == caller.Tenant)
            .ToListAsync(cancellation);
        var persons = (await session.LoadManyAsync<PersonRow>(
            cancellation, [.. rows.Select(row => row.PersonId).Distinct()])).ToDictionary(row => row.Id);
        var keys = new KeyChain();
        await vault.Load(session, keys, persons.Keys, cancellation);

        return [.. rows.OrderByDescending(row => row.MadeAt).Select(row => new ApiKeyView(
            row.Id,
            Vault.OpenPersonal(caller.Tenant, row.PersonId, KeyName(row.Id), row.Name, keys),
            Vault.OpenPersonal(caller.Tenant, row.PersonId, "subject", persons[row.PersonId].Subject, keys),
            row.Roles, row.MadeAt, row.ExpiresOn, row.LastUsedOn, row.RevokedAt))];
    }

    /// <summary>Revokes a key of the caller's tenant, at once and everywhere.</summary>
    /// <returns>False where there is no such key.</returns>
    public async Task<bool> Revoke(Caller caller, Guid id, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession(caller.Tenant);
        if (await session.LoadAsync<ApiKeyRow>(id, cancellation) is not { } row
            || row.Tenant != caller.Tenant)
            return false;

        if (row.RevokedAt is not null)
            return true;

        var now = clock.GetUtcNow();
        session.Store(row with { RevokedAt = now });
        session.Events.Append(Tenant.StreamId, tenancy.Envelope(new ApiKeyRevoked(id), caller, now, new()));
        await session.SaveChangesAsync(cancellation);

        return true;
    }

    /// <summary>Whether any key has ever been made, which tells the very first start.</summary>
    public async Task<bool> AnyMade(CancellationToken cancellation)
    {
        await using var session = store.QuerySession();

        return await session.Query<ApiKeyRow>().AnyAsync(cancellation);
    }

    /// <summary>Whether this key was made, and not revoked.</summary>
    public async Task<bool> IsKnown(string key, CancellationToken cancellation)
    {
        var hash = HashOf(key);
        await using var session = store.QuerySession();

        return await session.Query<ApiKeyRow>().AnyAsync(row => row.Hash == hash, cancellation);
    }

    /// <summary>Adds a key to what a session of the caller's tenant commits.</summary>
    internal Task<MadeApiKey> Add(
        IDocumentSession session, Caller caller, NewApiKey wanted, KeyChain keys,
        CancellationToken cancellation) => Add(session, caller, wanted, NewKey(), keys, cancellation);

    private async Task<MadeApiKey> TryMake(
        Caller caller, NewApiKey wanted, string key, Func<MadeApiKey, IDocumentSession, Task>? also,
        CancellationToken cancellation)
    {
        await using var session = store.LightweightSession(caller.Tenant);
        var keys = new KeyChain();
        var made = await Add(session, caller, wanted, key, keys, cancellation);
        if (also is not null)
            await also(made, session);

        await vault.Commit(session, keys, cancellation);

        return made;
    }

    private async Task<MadeApiKey> Add(
        IDocumentSession session, Caller caller, NewApiKey wanted, string key, KeyChain keys,
        CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var id = ids.Next();
        var subject = wanted.Subject ?? $"key-{id:N}";
        var person = await PersonFor(session, subject, wanted, keys, cancellation);

        session.Insert(new ApiKeyRow(id, caller.Tenant, HashOf(key), person.Id,
            Vault.SealPersonal(caller.Tenant, person.Id, KeyName(id), wanted.Name, keys), [.. wanted.Roles],
            now, wanted.ExpiresOn, LastUsedOn: null, RevokedAt: null));
        await vault.Load(session, keys, [Tenant.StreamId], cancellation);
        session.Events.Append(Tenant.StreamId, tenancy.Envelope(
            new ApiKeyMade(id, person.Id, Text.Name(wanted.Name, person.Id, TextClass.Actor), wanted.Roles,
                wanted.ExpiresOn),
            caller, now, keys));

        return new(id, subject, key);
    }

    /// <summary>The person whom the key is for, who from now on bears this name.</summary>
    private async Task<PersonRow> PersonFor(
        IDocumentSession session, string subject, NewApiKey wanted, KeyChain keys,
        CancellationToken cancellation)
    {
        var hash = people.HashOf(session.TenantId, subject);
        var known = await session.Query<PersonRow>()
            .SingleOrDefaultAsync(row => row.SubjectHash == hash, cancellation);
        if (known is null)
        {
            var person = people.NewPerson(session.TenantId, subject, wanted.Name, keys);
            session.Insert(person);

            return person;
        }

        await vault.Load(session, keys, [known.Id], cancellation);
        var named = known with
        {
            Name = Vault.SealPersonal(session.TenantId, known.Id, "name", wanted.Name, keys),
        };
        session.Store(named);

        return named;
    }

    /// <summary>Touches this one field, so that it can never undo a revocation of the same moment.</summary>
    private async Task MarkUsed(ApiKeyRow row, DateOnly today, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession();
        session.Patch<ApiKeyRow>(row.Id).Set(used => used.LastUsedOn, today);
        await session.SaveChangesAsync(cancellation);
    }

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    private string HashOf(string key) => secret.Hash("api-key", key);

    private static string NewKey() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private static string KeyName(Guid id) => $"apiKeys/{id:N}/name";

    private static bool IsSame(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(left), Encoding.ASCII.GetBytes(right));
}
