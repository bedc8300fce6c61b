using System.Collections.Immutable;
using Incidents.Application.Commands;
using Incidents.Application.Deadlines;
using Incidents.Application.Notifications;
using Incidents.Application.PersonalData;
using Incidents.Application.Policy;
using Incidents.Application.Store;
using Incidents.Domain;
using JasperFx.Events;
using Marten;

namespace Incidents.Application.Timescales;

/// <summary>Sends the clock's command to many incidents of a school at once: each is loaded, judged and
/// sealed as by <see cref="IncidentCommands"/>, and what all of them record is committed in one transaction.
/// So a backlog costs a fraction of what it would one by one.</summary>
public sealed class LadderLot(
    IDocumentStore store, Vault vault, PolicyPacks packs, NoticeWriter notices, Ids ids, TimeProvider clock)
{
    /// <summary>So many incidents that one transaction is worth it, and so few that whoever works on one of
    /// them waits for no more than a moment.</summary>
    public const int Size = 25;

    private static readonly KeepTimescales Command = new();

    /// <summary>Acts on these incidents.</summary>
    /// <returns>What was recorded; and which were not judged here, since they are gone or were refused. None
    /// was acted on where somebody else wrote to one of them meanwhile.</returns>
    /// <exception cref="Exception">Another writer came first (<see cref="Conflicts.Is"/>): nothing was
    /// recorded.</exception>
    public async Task<(ImmutableArray<IncidentEvent> Recorded, ImmutableArray<Guid> Left)> Act(
        string tenant, IReadOnlyList<Guid> incidents, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession(tenant);
        // Marten would put the trace of the sweep beside an event that has no correlation of its own.
        (session.CorrelationId, session.CausationId) = (null, null);
        var streams = await Load(session, incidents, cancellation);
        var judged = new List<Judged>();
        foreach (var (id, stream, deadlines) in streams)
        {
            if (await Judge(session, id, stream, deadlines, cancellation) is { } one)
                judged.Add(one);
        }

        var acting = judged.Where(one => !one.Events.IsEmpty).ToList();
        if (acting.Count > 0)
            await Record(session, tenant, acting, cancellation);

        return (
            [.. acting.SelectMany(one => one.Events)],
            [.. incidents.Except(judged.Select(one => one.Incident.Id))]);
    }

    private static async Task<IReadOnlyList<(Guid, IEventStream<Incident>, ImmutableArray<Deadline>)>> Load(
        IDocumentSession session, IReadOnlyList<Guid> incidents, CancellationToken cancellation)
    {
        var batch = session.CreateBatchQuery();
        var asked = incidents.Select(id => (
            Id: id,
            Stream: batch.Events.FetchForWriting<Incident>(id),
            Rows: batch.Query(new DeadlinesOf { IncidentId = id }))).ToList();
        await batch.Execute(cancellation);

        var loaded = new List<(Guid, IEventStream<Incident>, ImmutableArray<Deadline>)>();
        foreach (var (id, stream, rows) in asked)
        {
            loaded.Add((id, await stream,
                [.. (await rows).Select(row => row.Deadline).OrderBy(deadline => deadline.Number)]));
        }

        return loaded;
    }

    private async Task<Judged?> Judge(
        IDocumentSession session, Guid id, IEventStream<Incident> stream, ImmutableArray<Deadline> deadlines,
        CancellationToken cancellation)
    {
        if (stream.Aggregate is not { Pack: { } pin } incident)
            return null;

        var now = Instants.Stored(clock.GetUtcNow());
        var pack = await packs.Pinned(session, pin, cancellation);
        var context = new Context
        {
            Actor = Actor.Clock,
            Now = now > incident.RecordedAt ? now : incident.RecordedAt,
            Local = TimeZones.LocalOf(pack.Calendar),
            Pack = pack,
            Pin = pin,
            NewId = ids.Next(),
            Deadlines = deadlines,
        };

        return Judgement.On(Command, incident, context) is Recorded { Told: null, Events: var events }
            ? new(stream, incident with { Id = id }, pack, context, events)
            : null;
    }

    private async Task Record(
        IDocumentSession session, string tenant, IReadOnlyList<Judged> acting, CancellationToken cancellation)
    {
        var keys = new KeyChain();
        await vault.Load(
            session, keys, acting.Select(one => one.Incident.Id).Append(Tenant.StreamId), cancellation);

        foreach (var (stream, incident, pack, context, events) in acting)
        {
            var caller = new Caller(tenant, Actor.Clock, Ids.Random());
            stream.AppendMany(events.Select((e, index) => Metadata.On(
                Metadata.Wrap(Vault.Seal(tenant, incident.Id, e, keys)), caller, context.Now,
                context.IdOf(index))));
            foreach (var notice in notices.Of(
                caller, events.Aggregate(incident, (i, e) => i.Evolve(e)), events, pack, context.Now,
                discreetly: false))
                session.Insert(notice);
        }

        await vault.Commit(session, keys, cancellation);
    }

    private sealed record Judged(
        IEventStream<Incident> Stream, Incident Incident, PolicyPack Pack, Context Context,
        ImmutableArray<IncidentEvent> Events);
}
