using Incidents.Application.Commands;
using Incidents.Application.History;
using Incidents.Application.People;
using Incidents.Application.PersonalData;
using Incidents.Domain;
using JasperFx.Events;
using Marten;

namespace Incidents.Application.Policy;

/// <summary>Something that happened to a matter of the policy, opened.</summary>
/// <param name="At">UTC.</param>
/// <param name="By">Who acted; nobody where the clock did.</param>
public sealed record Happening<TEvent>(TEvent Data, DateTimeOffset At, ActorView? By);

/// <summary>Reads exceptions from the policy and proposals to change it, for whoever may see them.</summary>
public sealed class PolicyMatters(
    IDocumentStore store, Vault vault, PolicyPacks packs, ActorViews actors)
{
    private static readonly HashSet<TextClass> Opens = [TextClass.Narrative, TextClass.Actor];

    /// <summary>Those that the caller sees, the latest first.</summary>
    /// <param name="wanted">Which of them.</param>
    /// <param name="before">Only those raised before this one.</param>
    /// <param name="view">What is shown of one.</param>
    public async Task<IReadOnlyList<TView>> Page<TState, TEvent, TView>(
        Caller caller, Func<TState, bool> wanted, Guid? before, int limit,
        Func<TState, IReadOnlyList<Happening<TEvent>>, TView> view, CancellationToken cancellation)
        where TState : class, IRaised
        where TEvent : StoredEvent
    {
        await using var session = store.QuerySession(caller.Tenant);
        var (_, pack) = await packs.InForce(session, cancellation);

        // What is kept of one is small and there are few, so all of them are judged here.
        var seen = (await session.Query<TState>().ToListAsync(cancellation))
            .Where(one => one.IsSeenBy(caller.Actor, pack) && wanted(one))
            .Where(one => before is not { } id || one.Id.CompareTo(id) < 0)
            .OrderByDescending(one => one.Id).Take(limit).ToArray();

        return await Show(session, seen, view, cancellation);
    }

    /// <summary>One of them; none where there is none that the caller sees.</summary>
    public async Task<TView?> One<TState, TEvent, TView>(
        Caller caller, Guid id, Func<TState, IReadOnlyList<Happening<TEvent>>, TView> view,
        CancellationToken cancellation)
        where TState : class, IRaised
        where TEvent : StoredEvent
        where TView : class
    {
        await using var session = store.QuerySession(caller.Tenant);
        var (_, pack) = await packs.InForce(session, cancellation);
        if (await session.LoadAsync<TState>(id, cancellation) is not { } one
            || !one.IsSeenBy(caller.Actor, pack))
            return null;

        return (await Show(session, [one], view, cancellation))[0];
    }

    private async Task<IReadOnlyList<TView>> Show<TState, TEvent, TView>(
        IQuerySession session, TState[] shown, Func<TState, IReadOnlyList<Happening<TEvent>>, TView> view,
        CancellationToken cancellation)
        where TState : class, IRaised
        where TEvent : StoredEvent
    {
        Guid[] ids = [.. shown.Select(one => one.Id)];
        var events = await session.Events.QueryAllRawEvents()
            .Where(e => e.StreamId.IsOneOf(ids)).ToListAsync(cancellation);
        var keys = new KeyChain();
        var acted = await actors.Of(session, events, keys, cancellation);
        await vault.Load(session, keys,
            events.SelectMany(e => Vault.KeysOf(e.StreamId, (StoredEvent)e.Data)), cancellation);
        var happened = events.OrderBy(e => e.Version).ToLookup(e => e.StreamId);

        return [.. shown.Select(one => view(one, [.. happened[one.Id].Select(Opened)]))];

        Happening<TEvent> Opened(IEvent e) => new(
            Vault.Open(session.TenantId, e.StreamId, (TEvent)e.Data, keys, Opens), e.Timestamp,
            acted.ActedIn(e));
    }
}
