using Incidents.Application.Commands;
using Incidents.Application.Deadlines;
using Incidents.Application.People;
using Incidents.Application.PersonalData;
using Incidents.Application.Policy;
using Incidents.Application.Register;
using Incidents.Application.Store;
using Incidents.Application.Tenants;
using Incidents.Domain;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace Incidents.Application.Retention;

/// <summary>Erases people: the key of their names, what finds them by their subject, their API keys and their
/// calendar feeds. Who comes back under the same subject is somebody new.</summary>
public sealed class PersonErasure(
    IDocumentStore store, NpgsqlDataSource database, Vault vault, DestroyedKeys destroyed, PolicyPacks packs,
    KeptAnswers answers, Tenancy tenancy, TimeProvider clock)
{
    private const string HeldWithThem =
        $"""
        select exists (
            select from {IncidentStore.Schema}.mt_events e
            join {RegisterLines.Whole} r on r.tenant_id = e.tenant_id and r.id = e.stream_id
            where r.tenant_id = @tenant and {LegalHolds.InForce}
                and (e.data::text like @person or e.headers::text like @person))
        """;

    /// <summary>A protected reporter stands in no event in clear, and is not looked for behind the seal: a
    /// refusal of that one person would name them.</summary>
    private const string HeldWithSomebodyProtected =
        $"""
        select exists (
            select from {RegisterLines.Whole} r
            where r.tenant_id = @tenant and {LegalHolds.InForce}
                and r.data @? '$.incident.circle.reporter ? (@.protection == "protected")')
        """;

    /// <summary>Carries the command out, or says why not.</summary>
    /// <param name="render">Makes the answer from the names of the events.</param>
    public Task<Outcome> Carry(
        Caller caller, Erase command, RetryKey? key, Func<IReadOnlyList<TenantEvent>, Rendered> render,
        CancellationToken cancellation) =>
        // Each try goes alone on the school's own stream.
        Conflicts.Retry(
            _ => Try(caller, command, key, render, cancellation), clock, meter: null, cancellation);

    private async Task<Outcome> Try(
        Caller caller, Erase command, RetryKey? key, Func<IReadOnlyList<TenantEvent>, Rendered> render,
        CancellationToken cancellation)
    {
        await using var session = store.LightweightSession(caller.Tenant);
        var kept = key is null
            ? null
            : await session.LoadAsync<KeptAnswer>(answers.IdOf(caller, key), cancellation);
        if (kept is not null && answers.IsCurrent(kept))
        {
            return answers.Again(caller, key!, kept) is { } again
                ? new Outcome.Answered(again, IncidentId: null, Events: 0, Repeated: true)
                : new Outcome.KeyReused();
        }

        // One at a time: nobody is erased twice, and nothing is judged by what another is about to change.
        var stream = await session.Events.FetchForExclusiveWriting<Tenant>(Tenant.StreamId, cancellation);
        var person = command.PersonId!.Value;
        var now = Instants.Stored(clock.GetUtcNow());
        var (pin, pack) = await packs.InForce(session, cancellation);
        var decision = command.Decide(
            await Known(session, person, cancellation),
            new Context { Actor = caller.Actor, Now = now, Pack = pack, Pin = pin, NewId = person });
        if (decision is not (Recorded<TenantEvent> or Recorded))
            return new Outcome.NotDone(decision);

        var events = (decision as Recorded<TenantEvent>)?.Events ?? [];
        var answer = render(events);
        if (key is not null)
            KeptAnswers.Keep(session, answers.Keep(caller, key, answer), kept);

        if (!events.IsEmpty)
            await Forget(session, stream, caller, person, events, now, cancellation);
        else
            await session.SaveChangesAsync(cancellation);
        vault.Destroy(caller.Tenant, [person]);

        return new Outcome.Answered(answer, IncidentId: null, events.Length, Repeated: false);
    }

    private async Task<KnownPersonalData> Known(
        IQuerySession session, Guid person, CancellationToken cancellation)
    {
        var key = await session.LoadAsync<StoredKey>(person, cancellation);
        var row = await session.LoadAsync<PersonRow>(person, cancellation);

        return new(person,
            IsKnown: key is { Purpose: KeyPurpose.Person },
            IsErased: destroyed.Of(session.TenantId).Contains(person)
                || (row is not null && PeopleDirectory.IsErased(row)),
            // Whoever was only named, without a subject, has no row, and reported nothing.
            IsHeld: await Is(HeldWithThem, session.TenantId, person, cancellation)
                || (row is not null
                    && await Is(HeldWithSomebodyProtected, session.TenantId, person, cancellation)));
    }

    private async Task<bool> Is(string sql, string tenant, Guid person, CancellationToken cancellation)
    {
        await using var asked = database.CreateCommand(sql);
        asked.Parameters.AddWithValue("tenant", tenant);
        asked.Parameters.AddWithValue("person", $"%{person:D}%");

        return await asked.ExecuteScalarAsync(cancellation) is true;
    }

    private async Task Forget(
        IDocumentSession session, IEventStream<Tenant> stream, Caller caller, Guid person,
        IReadOnlyList<TenantEvent> events, DateTimeOffset now, CancellationToken cancellation)
    {
        var keys = new KeyChain();
        await vault.Load(session, keys, [Tenant.StreamId, person], cancellation);
        if (await session.LoadAsync<PersonRow>(person, cancellation) is { } row)
            session.Store(PeopleDirectory.Erased(row));
        else
            session.Insert(PeopleDirectory.Erased(session.TenantId, person, keys));

        session.Delete<StoredKey>(person);
        var opened = await session.Query<ApiKeyRow>()
            .Where(key => key.Tenant == caller.Tenant && key.PersonId == person && key.RevokedAt == null)
            .ToListAsync(cancellation);
        foreach (var key in opened)
            session.Store(key with { RevokedAt = now });

        var feeds = await session.Query<CalendarFeedRow>()
            .Where(feed => feed.Tenant == caller.Tenant && feed.PersonId == person && feed.RevokedAt == null)
            .ToListAsync(cancellation);
        foreach (var feed in feeds)
            session.Store(feed with { RevokedAt = now });

        stream.AppendMany(events.Concat(opened.Select(key => new ApiKeyRevoked(key.Id)))
            .Select(e => tenancy.Envelope(e, caller, now, keys)));
        await session.SaveChangesAsync(cancellation);
    }
}
