using Incidents.Application.PersonalData;
using Incidents.Application.Policy;
using Incidents.Application.Store;
using Incidents.Application.Timescales;
using Incidents.Domain;
using JasperFx.Events;
using Marten;

namespace Incidents.Application.Commands;

/// <summary>A command on a stream that is no incident, on its way.</summary>
/// <param name="StreamId">The stream; none: it begins a new one.</param>
/// <param name="ExpectedVersion">The version that the caller wrote against, where they said so.</param>
/// <param name="Key">What guards its retry, where the caller sent it.</param>
public sealed record StreamRequest<TState, TEvent>(
    Caller Caller, StreamCommand<TState, TEvent> Command, Guid? StreamId, long? ExpectedVersion = null,
    RetryKey? Key = null)
    where TState : class, IFold<TState, TEvent>
    where TEvent : StoredEvent;

/// <summary>What such a command did.</summary>
/// <param name="State">As it is now.</param>
/// <param name="Events">What was recorded; nothing where it was already so.</param>
public sealed record StreamDone<TState, TEvent>(Guid StreamId, TState State, IReadOnlyList<TEvent> Events);

/// <summary>The way of a command on the policy itself; it is that of <see cref="IncidentCommands"/>, shorter
/// by what only incidents have.</summary>
public sealed class StreamCommands(
    IDocumentStore store, Vault vault, PolicyPacks packs, KeptAnswers answers, Ids ids, CommandMeter meter,
    TimeProvider clock)
{
    /// <summary>Carries a command out, or says why not.</summary>
    /// <param name="render">Makes the answer before the commit, so that what
    /// is kept is what goes out.</param>
    public Task<Outcome> Carry<TState, TEvent>(
        StreamRequest<TState, TEvent> request, Func<StreamDone<TState, TEvent>, Rendered> render,
        CancellationToken cancellation)
        where TState : class, IFold<TState, TEvent>
        where TEvent : StoredEvent =>
        Conflicts.Retry(alone => Try(request, render, alone, cancellation), clock, meter, cancellation);

    private async Task<Outcome> Try<TState, TEvent>(
        StreamRequest<TState, TEvent> request, Func<StreamDone<TState, TEvent>, Rendered> render, bool alone,
        CancellationToken cancellation)
        where TState : class, IFold<TState, TEvent>
        where TEvent : StoredEvent
    {
        await using var session = store.LightweightSession(request.Caller.Tenant);
        var stream = await Stream<TState>(session, request.StreamId, alone, cancellation);
        if (stream is { Aggregate: null } || request.StreamId == Guid.Empty)
            return new Outcome.NotFound();

        var state = stream?.Aggregate ?? TState.Initial;
        var context = await ContextFor(session, request.Caller, request.ExpectedVersion, cancellation);
        if (!request.Command.IsSeen(state, context))
            return new Outcome.NotFound();

        var kept = request.Key is { } key
            ? await session.LoadAsync<KeptAnswer>(answers.IdOf(request.Caller, key), cancellation)
            : null;
        if (kept is not null && answers.IsCurrent(kept))
            return answers.AnswerAgain(request.Caller, request.Key!, kept, incidentId: null);

        var decision = request.Command.Judge(state, context);
        if (decision is not Recorded<TEvent> recorded)
            return new Outcome.NotDone(decision);

        var id = request.StreamId ?? context.NewId;
        var after = recorded.Events.Aggregate(state, (folded, e) => folded.Evolve(e));
        var answer = render(new(id, after, recorded.Events));
        var keys = new KeyChain();

        if (!recorded.Events.IsEmpty)
        {
            if (stream is not null)
                await vault.Load(session, keys, [id], cancellation);

            var events = recorded.Events.Select((e, index) => Metadata.On(
                Metadata.Wrap(Vault.Seal(request.Caller.Tenant, id, e, keys)), request.Caller, context.Now,
                id: index == 0 && stream is null ? context.NewId : ids.Next()));
            if (stream is not null)
                stream.AppendMany(events);
            else
                session.Events.StartStream<TState>(id, events);
        }

        if (request.Key is { } guard)
            KeptAnswers.Keep(session, answers.Keep(request.Caller, guard, answer), kept);

        await vault.Commit(session, keys, cancellation);

        return new Outcome.Answered(answer, IncidentId: null, recorded.Events.Length, Repeated: false);
    }

    private static async Task<IEventStream<TState>?> Stream<TState>(
        IDocumentSession session, Guid? id, bool alone, CancellationToken cancellation)
        where TState : class
    {
        // No stream has the empty id, and Marten takes it for a mistake of ours.
        if (id is not { } known || known == Guid.Empty)
            return null;

        return alone
            ? await session.Events.FetchForExclusiveWriting<TState>(known, cancellation)
            : await session.Events.FetchForWriting<TState>(known, cancellation);
    }

    private async Task<Context> ContextFor(
        IDocumentSession session, Caller caller, long? expectedVersion, CancellationToken cancellation)
    {
        var (pin, pack) = await packs.InForce(session, cancellation);
        var now = Instants.Stored(clock.GetUtcNow());

        return new()
        {
            Actor = caller.Actor,
            Now = now,
            Local = TimeZones.LocalOf(pack.Calendar),
            Pack = pack,
            Pin = pin,
            NewId = ids.Next(),
            ExpectedVersion = expectedVersion,
        };
    }
}
