using Incidents.Application.Access;
using Incidents.Application.Commands;
using Incidents.Application.People;
using Incidents.Application.PersonalData;
using Incidents.Application.Policy;
using Incidents.Application.Register;
using Incidents.Application.Store;
using Incidents.Application.Batching;
using Incidents.Domain;
using JasperFx.Events;
using Marten;

namespace Incidents.Application.History;

/// <summary>What somebody reads of an incident.</summary>
/// <param name="Incident">The fold of all its events up to the moment that was asked for.</param>
/// <param name="Events">The events that the reader may see, opened as far as they may be.</param>
public sealed record IncidentReading(
    Incident Incident, Sight Sight, PolicyPack Pack, IReadOnlyList<OpenedEvent> Events)
{
    /// <summary>The looks that the reader may see, where they were asked for.</summary>
    public IReadOnlyList<OpenedLook> Looks { get; init; } = [];
}

/// <summary>The moment as of which an incident is read; neither: now.</summary>
/// <param name="Version">After this event.</param>
/// <param name="AsOf">At this instant, UTC.</param>
public sealed record Moment(long? Version = null, DateTimeOffset? AsOf = null)
{
    /// <summary>Now.</summary>
    public static Moment Now { get; } = new();
}

/// <summary>Reads an incident from its events, for whoever may see it.</summary>
public sealed class IncidentReader(
    IDocumentStore store, StoredIncidents incidents, Vault vault, PolicyPacks packs, ActorViews actors)
{
    /// <summary>Its state and what the caller sees of it, without its events; none where
    /// the caller sees nothing.</summary>
    public async Task<(Incident Incident, Sight Sight, PolicyPack Pack)?> Glance(
        Caller caller, Guid id, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(caller.Tenant);

        return await Seen(
            session, caller, await session.LoadAsync<Incident>(id, cancellation), cancellation);
    }

    /// <summary>The incident as the caller may see it at a moment; none where there
    /// is nothing to be seen.</summary>
    /// <param name="withLooks">Whether also who looked at what, as the history shows it.</param>
    public async Task<IncidentReading?> Read(
        Caller caller, Guid id, Moment moment, CancellationToken cancellation, bool withLooks = false)
    {
        await using var session = store.QuerySession(caller.Tenant);
        var current = await incidents.Of(caller.Tenant, id, cancellation);
        if (await Seen(session, caller, current.Incident, cancellation) is not var (now, sight, pack))
            return null;

        var stored = UpTo(moment, current.Events);
        if (stored.Count == 0 || moment.Version > stored.Count)
            return null;

        var looks = withLooks
            ? await session.Events.FetchStreamAsync(
                AccessStream.Of(id), token: cancellation,
                timestamp: moment.Version is null ? moment.AsOf : stored[^1].Timestamp)
            : [];
        var opened = await Open(session, caller, now, sight, [.. stored, .. looks], cancellation);
        var (incident, standing) = (Incident.Initial, new Dictionary<long, IncidentStatus>());
        foreach (var e in stored)
        {
            incident = incident.Evolve((IncidentEvent)e.Data, e.Timestamp);
            standing.Add(e.Version, incident.Status);
        }

        return new(incident with { Id = id }, sight, pack,
            [.. opened.Events.Select(e => e with { Status = standing[e.Version] })])
        {
            Looks = opened.Looks,
        };
    }

    /// <summary>Incidents of the register, each as the caller may see it now; one that the caller does not
    /// see is left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, IncidentReading>> ReadAll(
        Caller caller, IReadOnlyCollection<RegisterEntry> entries, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(caller.Tenant);
        var ids = entries.Select(entry => entry.Id).ToArray();
        var stored = (await session.Events.QueryAllRawEvents()
            .Where(e => e.StreamId.IsOneOf(ids)).OrderBy(e => e.Version).ToListAsync(cancellation))
            .ToLookup(e => e.StreamId);
        var readings = new Dictionary<Guid, IncidentReading>();
        foreach (var entry in entries)
        {
            var now = entry.Incident with { Id = entry.Id };
            var pack = await packs.Pinned(session, now.Pack!, cancellation);
            var sight = Visibility.Of(now, caller.Actor, pack);
            if (sight.Extent == Extent.None)
                continue;

            var opened = await Open(session, caller, now, sight, [.. stored[entry.Id]], cancellation);
            readings[entry.Id] = new(now, sight, pack, opened.Events);
        }

        return readings;
    }

    private static IReadOnlyList<IEvent> UpTo(Moment moment, IReadOnlyList<IEvent> events) => moment switch
    {
        { Version: { } version } => [.. events.TakeWhile(e => e.Version <= version)],
        { AsOf: { } instant } => [.. events.TakeWhile(e => e.Timestamp <= instant)],
        _ => events,
    };

    private async Task<(Incident, Sight, PolicyPack)?> Seen(
        IQuerySession session, Caller caller, Incident? incident, CancellationToken cancellation)
    {
        if (incident?.Pack is not { } pin)
            return null;

        var pack = await packs.Pinned(session, pin, cancellation);
        var sight = Visibility.Of(incident, caller.Actor, pack);

        return sight.Extent == Extent.None ? null : (incident, sight, pack);
    }

    private async Task<(IReadOnlyList<OpenedEvent> Events, IReadOnlyList<OpenedLook> Looks)> Open(
        IQuerySession session, Caller caller, Incident now, Sight sight, IReadOnlyList<IEvent> stored,
        CancellationToken cancellation)
    {
        var told = stored.Where(e => e.Data is IncidentEvent && Shows(sight, e, caller))
            .Select(e => e.Version).ToHashSet();
        // Whoever sees what was said sees what it should have been.
        var seen = stored.Where(e => Shows(sight, e, caller)
            || (e.Data is RecordCorrected { Corrects: var said } && told.Contains(said))).ToArray();
        var keys = new KeyChain();
        var acted = await actors.Of(session, seen, keys, cancellation);
        await vault.Load(
            session, keys, seen.SelectMany(e => Vault.KeysOf(e.StreamId, (StoredEvent)e.Data)), cancellation);

        return (
            [.. seen.Where(e => e.Data is IncidentEvent).Select(e => new OpenedEvent(
                e.Version, e.Timestamp, View(e, acted.ActedIn(e)), View(e, acted.BehindIt(e)),
                Vault.Open(caller.Tenant, e.StreamId, (IncidentEvent)e.Data, keys,
                    Visibility.Opens(sight, (IncidentEvent)e.Data, caller.Actor)))
            {
                Causation = Metadata.Causation(e),
            })],
            [.. seen.Where(e => e.Data is AccessEvent).Select(e => new OpenedLook(
                e.Version, e.Timestamp, View(e, acted.ActedIn(e)), (AccessEvent)e.Data)
            {
                Causation = Metadata.Causation(e),
            })]);

        // Of an erased incident it is still told who erased it, and of nobody else what their name was.
        ActorView? View(IEvent e, ActorView? who) => now.IsErased && e.Data is not IncidentErased
            ? who is null ? null : who with { Name = new ErasedText(TextClass.Actor) }
            : who;
    }

    /// <summary>Whether the caller sees an event: whoever only sees their own report sees it, what they were
    /// asked, what they recorded themselves, and what came of their concern. By receipt, what a reporter can
    /// record and no actor stands beside is theirs.</summary>
    internal static bool Shows(Sight sight, IEvent e, Caller caller)
    {
        var by = Metadata.ActorOf(e)?.PersonId;

        return sight.Extent == Extent.Whole
            || e.Data is IncidentReported or IncidentImported or ReporterAsked or DetrimentConcernResolved
            || (caller.Actor.IsUnnamed
                ? by is null && e.Data is (DetailsAdded or EvidenceRecorded or ReporterAnswered
                    or DetrimentConcernRaised)
                : by == caller.Actor.PersonId);
    }
}
