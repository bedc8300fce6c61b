using Incidents.Application.Deadlines;
using Incidents.Application.Evidence;
using Incidents.Application.Notifications;
using Incidents.Application.People;
using Incidents.Application.PersonalData;
using Incidents.Application.Policy;
using Incidents.Application.Reporting;
using Incidents.Application.Store;
using Incidents.Application.Timescales;
using Incidents.Application.Batching;
using Incidents.Domain;
using JasperFx.Events;
using Marten;

namespace Incidents.Application.Commands;

/// <summary>The way of a command, for whoever sends it: load, decide, seal, append with all that belongs to
/// it in one transaction, answer.</summary>
public sealed class IncidentCommands(
    IDocumentStore store, Loads loads, CommandRecorder recorder, Vault vault, PolicyPacks packs,
    PeopleDirectory people, ReporterIdentities identities, Receipts receipts, KeptAnswers answers,
    EvidenceFiles files, NoticeWriter notices, Ids ids, CommandMeter meter, TimeProvider clock)
{
    /// <summary>The line in which commands wait that name another incident.</summary>
    private const string Links = "links";

    /// <summary>Carries a command out, or says why not. Another writer's conflict is tried again against the
    /// true state, after two tries alone on the incident.</summary>
    /// <param name="render">Makes the answer before the commit, so that what
    /// is kept is what goes out.</param>
    public async Task<Outcome> Carry(
        CommandRequest request, Func<Done, Rendered> render, CancellationToken cancellation)
    {
        // No stream has this id, and Marten takes it for a mistake of ours.
        if (request.IncidentId == Guid.Empty)
            return new Outcome.NotFound();

        request = request with
        {
            Receipt = receipts.ForOne(request.Caller.Tenant, cancellation),
            Reread = Rereading(request, cancellation),
        };
        try
        {
            return await Conflicts.Retry(
                alone => Try(request, render, alone, cancellation), clock,
                request.Discretion == Discretion.None ? meter : null, cancellation);
        }
        catch (KeyDestroyedException exception) when (exception.KeyId == request.IncidentId)
        {
            // A backup brought an erased incident back, without the key that it needs.
            return new Outcome.NotDone(Judgement.Erased);
        }
    }

    /// <summary>A file is read again once it is known whose request it is, outside a transaction, and not at
    /// each try.</summary>
    private Lazy<Task<RereadFile?>>? Rereading(CommandRequest request, CancellationToken cancellation) =>
        request is { Command: VerifyEvidence { EvidenceId: var file }, IncidentId: { } incident }
            ? new(() => files.Reread(request.Caller, incident, file, cancellation))
            : null;

    private async Task<Outcome> Try(
        CommandRequest request, Func<Done, Rendered> render, bool alone, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession(request.Caller.Tenant);
        // Marten would put the trace of the call beside an event that has no correlation of its own.
        (session.CorrelationId, session.CausationId) = (null, null);
        // Whoever locks an incident and then waits in line would meet whoever has come to its turn.
        if (alone && request.Command is INamesOther)
            await TenantQueue.Wait(session, Links, cancellation);

        var work = await Load(session, request, alone, cancellation);

        if (request.IncidentId is not null && work.Incident.Pack is null)
            return new Outcome.NotFound();

        if (request.IncidentId is not null
            && Visibility.Of(work.Incident, request.Caller.Actor, work.Pack) == Sight.None)
            return new Outcome.NotFound();

        if (work.Kept is { } kept && answers.IsCurrent(kept))
            return answers.AnswerAgain(request.Caller, request.Key!, kept, request.IncidentId);

        var context = await ContextFor(session, request, work, cancellation);
        // What takes its time, or waits in line, is done where nothing stops the command before.
        if (request.Command is VerifyEvidence or INamesOther)
        {
            if (Judgement.Before(request.Command, work.Incident, context) is { } stopped)
                return new Outcome.NotDone(stopped);

            if (request is { Command: VerifyEvidence verify, Reread: { } reread })
                request = request with { Command = verify with { Reread = await reread.Value } };
            if (request.Command is INamesOther { NamedOther: var other } && other != work.Incident.Id)
            {
                context = context with
                {
                    Other = await OtherOf(session, request.Caller, other, cancellation),
                };
            }
        }

        var decision = Judgement.On(request.Command, work.Incident, context);

        if (decision is not Recorded recorded)
            return new Outcome.NotDone(decision);

        if (recorded.Told is not { } told)
            return await Record(session, request, work, context, recorded, render, cancellation);

        await Record(session, request with { Key = null }, work, context, recorded, render, cancellation);

        return new Outcome.NotDone(told);
    }

    private async Task<Work> Load(
        IDocumentSession session, CommandRequest request, bool alone, CancellationToken cancellation)
    {
        var keptId = request.Key is { } key ? answers.IdOf(request.Caller, key) : null;
        if (alone && request.IncidentId is { } id)
        {
            var stream = await session.Events.FetchForExclusiveWriting<Incident>(id, cancellation);
            var kept = keptId is null ? null : await session.LoadAsync<KeptAnswer>(keptId, cancellation);

            return await WorkOn(session, stream.Aggregate, kept, loaded: null, stream, cancellation);
        }

        var loaded = await loads.Of(new(request.Caller.Tenant, request.IncidentId, keptId), cancellation);
        if (request.IncidentId is not null)
            return await WorkOn(session, loaded.Incident, loaded.Answer, loaded, stream: null, cancellation);

        var (pin, inForce) = await packs.InForce(session, loaded.TenantNow, cancellation);

        return new(Incident.Initial, loaded.Answer, pin, inForce, loaded, Stream: null);
    }

    private async Task<Work> WorkOn(
        IDocumentSession session, Incident? incident, KeptAnswer? kept, Loaded? loaded,
        IEventStream<Incident>? stream, CancellationToken cancellation) =>
        incident is { Pack: { } pinned }
            ? new(incident, kept, pinned, await packs.Pinned(session, pinned, cancellation), loaded, stream)
            : new(Incident.Initial, kept, new(0, ""), Nowhere, loaded, stream);

    private async Task<Context> ContextFor(
        IDocumentSession session, CommandRequest request, Work work, CancellationToken cancellation)
    {
        var named = request.Command is INamesPeople naming ? naming.NamedPeople : [];
        var now = Instants.Stored(clock.GetUtcNow());
        var parts = await NamedParts.Of(session, work.Incident.Id, request.Command, cancellation);

        return new()
        {
            Actor = request.Caller.Actor,
            // Nodes' clocks differ a little; the record's instants never run backwards.
            Now = Later(now, work.Incident.RecordedAt),
            Local = TimeZones.LocalOf(work.Pack.Calendar),
            Pack = work.Pack,
            Pin = work.Pin,
            // An id that a clock made would tell the moment.
            NewId = request.NewId ?? (request.Discretion == Discretion.None ? ids.Next() : Ids.Random()),
            ExpectedVersion = request.ExpectedVersion,
            Identity = await identities.Hide(session, request.Caller, request.Command, cancellation),
            ActorIsReporter = request.Command is IAsksWhoReported && work.Incident.HidesReporter
                && await identities.IsReporter(
                    session, work.Incident.Id, request.Caller.Actor.PersonId, cancellation),
            People = await people.Identify(session, work.Keys, named, cancellation),
            Parts = parts.ToDictionary(e => e.Id, e => (IncidentEvent)e.Data),
            Recorders = parts.Select(e => (e.Id, By: Metadata.ActorOf(e)?.PersonId))
                .Where(part => part.By is not null).ToDictionary(part => part.Id, part => part.By!.Value),
            Past = await NamedParts.PastOf(session, work.Incident, request.Command, cancellation),
            Replaced = (request.Command as IReplaces)?.Replaced(work.Incident) is { } version
                ? await EventOf(session, work.Incident.Id, version, cancellation)
                : null,
            Deadlines = request.Command is KeepTimescales
                ? [.. (await DeadlineRow.OfIncident(session, work.Incident.Id, cancellation))
                    .Select(row => row.Deadline)]
                : [],
        };
    }

    /// <summary>Another incident, as far as the caller sees all of it. A school's commands that name one go
    /// in line, so that of two incidents linked to each other at the same moment the second sees the
    /// first.</summary>
    private async Task<OtherIncident?> OtherOf(
        IDocumentSession session, Caller caller, Guid id, CancellationToken cancellation)
    {
        await TenantQueue.Wait(session, Links, cancellation);
        if (await session.LoadAsync<Incident>(id, cancellation) is not { Pack: { } pin } other)
            return null;

        var sight = Visibility.Of(other, caller.Actor, await packs.Pinned(session, pin, cancellation));

        return sight.Extent == Extent.Whole ? new(id, other.IsDuplicate) : null;
    }

    /// <summary>What was said before, opened so that what is said now can be compared with it.</summary>
    private async Task<IncidentEvent> EventOf(
        IDocumentSession session, Guid incident, long version, CancellationToken cancellation)
    {
        var stored = await session.Events.QueryAllRawEvents()
            .SingleAsync(e => e.StreamId == incident && e.Version == version, cancellation);

        return await vault.OpenAll(session, incident, (IncidentEvent)stored.Data, cancellation);
    }

    private async Task<Outcome> Record(
        IDocumentSession session, CommandRequest request, Work work, Context context, Recorded recorded,
        Func<Done, Rendered> render, CancellationToken cancellation)
    {
        var incidentId = request.IncidentId ?? context.NewId;
        var discreetly = request.Discretion != Discretion.None;
        var reporter = recorded.Events is [IncidentReported { Reporter.Protection: var protection }]
            ? protection
            : ReporterProtection.Named;
        if (reporter == ReporterProtection.Anonymous
            && await AnonymousReportPlaces.Take(session, context.Now, cancellation) is { } wait)
        {
            return new Outcome.TooMany(wait);
        }

        var receipt = reporter == ReporterProtection.Named ? null : await request.Receipt!.Value;
        if (receipt is not null)
            session.Insert(new ReceiptRow(receipt.Id, incidentId));

        var after = recorded.Events.Aggregate(work.Incident with { Id = incidentId }, (i, e) => i.Evolve(e));
        var answer = render(new(after, recorded.Events, MadeBy(recorded, context), receipt?.Digits));

        if (!recorded.Events.IsEmpty && request.IncidentId is not null)
            await vault.Load(session, work.Keys, [incidentId, Tenant.StreamId], cancellation);

        var events = recorded.Events
            .Select((e, i) => Envelope(request, work, context, incidentId, e, i)).ToArray();
        var recording = new Recording(
            request.Caller.Tenant, incidentId, work.Incident, work.Pack, recorded.Events, events, work.Keys,
            Kept(request, answer, discreetly), work.Kept,
            [.. WaitingScan.Of(
                request.Caller.Tenant, incidentId, recorded.Events, context.Now, discreetly)],
            [.. notices.Of(request.Caller, after, recorded.Events, work.Pack, context.Now, discreetly)],
            [.. FollowUps.Of(request.Caller.Tenant, incidentId, recorded.Events, discreetly)])
        {
            HoldsTurn = request.Command is INamesOther,
        };
        await recorder.Commit(session, recording, work.Loaded, work.Stream, cancellation);
        if (after.IsErased)
            vault.Destroy(request.Caller.Tenant, [incidentId]);

        // Whoever declines on a protected reporter's incident might be that reporter.
        return new Outcome.Answered(answer, incidentId, recorded.Events.Length, Repeated: false,
            Discreet: work.Incident.HidesReporter && recorded.Events.OfType<AllocationDeclined>().Any());
    }

    private KeptAnswer? Kept(CommandRequest request, Rendered answer, bool discreetly) => request.Key switch
    {
        null => null,
        { } key when discreetly => answers.KeepDiscreetly(request.Caller, key, answer),
        { } key => answers.Keep(request.Caller, key, answer),
    };

    private static IEvent Envelope(
        CommandRequest request, Work work, Context context, Guid incidentId, IncidentEvent @event, int index)
    {
        var caller = request.Caller;
        var envelope = Metadata.Wrap(Vault.Seal(caller.Tenant, incidentId, @event, work.Keys));
        var id = context.IdOf(index);
        var at = request.Discretion == Discretion.None
            ? context.Now
            : Later(Moments.ToTheHour(context.Now), work.Incident.RecordedAt);

        return request.Discretion == Discretion.Actor
            ? Metadata.Bare(envelope, at, id)
            : Metadata.On(envelope, caller, at, id, onBehalfOf: @event
                is IncidentReported { Reporter: { EnteredBy: not null, PersonId: { } reporter } }
                ? reporter
                : null);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) =>
        one > other ? one : other;

    private static string? MadeBy(Recorded recorded, Context context) => recorded.Events switch
    {
        [] => null,
        [OutcomeReportSubmitted report] =>
            report.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => context.NewId.ToString(),
    };

    /// <summary>Stands in for the pack of an incident that is not there; nothing is asked of it.</summary>
    private static PolicyPack Nowhere { get; } = DefaultPack.Create();

    /// <summary>What one try works on.</summary>
    /// <param name="Loaded">What it rests on, where nothing is locked.</param>
    /// <param name="Stream">The incident's stream, where it is locked.</param>
    private sealed record Work(
        Incident Incident, KeptAnswer? Kept, PackPin Pin, PolicyPack Pack, Loaded? Loaded,
        IEventStream<Incident>? Stream)
    {
        public KeyChain Keys { get; } = new();
    }
}
