using System.Collections.Immutable;
using Incidents.Application.Evidence;
using Incidents.Application.Notifications;
using Incidents.Application.PersonalData;
using Incidents.Application.Projections;
using Incidents.Application.Register;
using Incidents.Application.Timescales;
using Incidents.Application.Batching;
using Incidents.Domain;
using JasperFx.Events;
using Marten;

namespace Incidents.Application.Commands;

/// <summary>What was decided, and all that is to be recorded of it in one transaction.</summary>
/// <param name="Id">The incident.</param>
/// <param name="Before">The incident as it was decided on.</param>
/// <param name="Decided">The events, in clear.</param>
/// <param name="Events">The same, sealed, with who acted and when.</param>
/// <param name="Keys">The keys that they are sealed under; some were made for them.</param>
/// <param name="Answer">The answer to keep, where the caller sent an Idempotency-Key.</param>
/// <param name="Expired">What was kept under that key before.</param>
/// <param name="Scans">The files that are to be looked through.</param>
/// <param name="Notices">Whom they tell.</param>
/// <param name="FollowUps">What follows after the commit.</param>
public sealed record Recording(
    string Tenant, Guid Id, Incident Before, PolicyPack Pack, ImmutableArray<IncidentEvent> Decided,
    IReadOnlyList<IEvent> Events, KeyChain Keys, KeptAnswer? Answer, KeptAnswer? Expired,
    IReadOnlyList<WaitingScan> Scans, IReadOnlyList<NoticeRow> Notices, IReadOnlyList<object> FollowUps)
{
    /// <summary>Whether the session has come to its turn in a line: the turn lasts as long as its
    /// transaction, and what rests on it is committed by no other.</summary>
    public bool HoldsTurn { get; init; }

    /// <summary>Whether it is one of those that need more than new rows of their own: a turn, a message, a
    /// file, a destroyed key, an answer in the place of another.</summary>
    public bool NeedsSession => HoldsTurn
        || FollowUps.Count > 0
        || Expired is not null
        || Decided.Any(e => e is IncidentErased or EvidenceRecorded { File: not null });
}

/// <summary>Records what was decided: together with what other callers record at the same moment, or, where a
/// session holds more that belongs to it, by that session.</summary>
public sealed class CommandRecorder(Committer committer, Vault vault, Calendars calendars, Outbox outbox)
{
    /// <summary>Commits it. Once this comes back, it is durable.</summary>
    /// <param name="session">The session that it was decided with.</param>
    /// <param name="loaded">What it was decided on; none: the session itself holds the incident's
    /// stream.</param>
    /// <param name="stream">The incident's stream, where the session holds it.</param>
    public async Task Commit(
        IDocumentSession session, Recording recording, Loaded? loaded, IEventStream<Incident>? stream,
        CancellationToken cancellation)
    {
        if (loaded is null || recording.NeedsSession || session.PendingChanges.Operations().Any())
            await BySession(session, recording, stream, cancellation);
        else
            await Together(session, recording, loaded, cancellation);
    }

    private async Task BySession(
        IDocumentSession session, Recording recording, IEventStream<Incident>? stream,
        CancellationToken cancellation)
    {
        var id = recording.Id;
        if (recording.Events.Count > 0)
        {
            if (recording.Before.Version == 0)
                session.Events.StartStream<Incident>(id, recording.Events);
            else
                (stream ?? await Held(session, recording, cancellation)).AppendMany(recording.Events);
        }

        foreach (var file in KeptFile.Of(id, recording.Decided))
            session.Store(file);
        foreach (var scan in recording.Scans)
            session.Insert(scan);
        foreach (var notice in recording.Notices)
            session.Insert(notice);
        if (recording.Decided.Any(e => e is IncidentErased))
            session.Delete<StoredKey>(id);
        KeptAnswers.Keep(session, recording.Answer, recording.Expired);

        await outbox.Enclose(session, recording.FollowUps);
        await vault.Commit(session, recording.Keys, cancellation);
    }

    /// <summary>The stream, in the hands of a session that has more to write with it. The snapshot that comes
    /// along stays at hand for the projections of the commit, which would ask for it otherwise.</summary>
    private static async Task<IEventStream<Incident>> Held(
        IDocumentSession session, Recording recording, CancellationToken cancellation)
    {
        var stream = await session.Events.FetchForWriting<Incident>(recording.Id, cancellation);

        return stream.CurrentVersion == recording.Before.Version
            ? stream
            : throw new MovedOnException(recording.Id);
    }

    private async Task Together(
        IDocumentSession session, Recording recording, Loaded loaded, CancellationToken cancellation)
    {
        var rows = new List<Row>();
        if (recording.Events.Count > 0)
            rows.AddRange(await Views(session, recording, loaded, cancellation));

        var tenant = recording.Tenant;
        rows.AddRange(vault.Wrapped(tenant, recording.Keys)
            .Select(key => new Row(tenant, key.Id, key, IsNew: true)));
        rows.AddRange(recording.Notices.Select(notice => new Row(tenant, notice.Id, notice, IsNew: true)));
        if (recording.Answer is { } answer)
            rows.Add(new(tenant, answer.Id, answer, IsNew: true));

        if (rows.Count == 0)
            return;

        await committer.Commit(
            new(tenant, recording.Id, recording.Before.Version, recording.Events, rows), cancellation);
        vault.Keep(tenant, recording.Keys);
    }

    /// <summary>The views that are written with the events.</summary>
    private async Task<IEnumerable<Row>> Views(
        IDocumentSession session, Recording recording, Loaded loaded, CancellationToken cancellation)
    {
        var touched = recording.Decided.Any(Domain.Deadlines.AreTouchedBy);
        var inForce = touched
            ? await calendars.Of(session, loaded.TenantNow, cancellation)
            : _ => throw new InvalidOperationException("Nothing here is counted by a calendar.");
        var before = new IncidentRows(
            recording.Before, loaded.RegisterLine ?? new() { Id = recording.Id },
            touched ? [.. loaded.DeadlineRows] : []);
        var after = before.After(
            recording.Id, recording.Events.Select(e => new RecordedEvent((IncidentEvent)e.Data, e.Timestamp)),
            recording.Pack, inForce, RegisterFold.TitleIn(recording.Decided));
        var (tenant, isNew) = (recording.Tenant, recording.Before.Version == 0);

        return
        [
            new(tenant, after.Snapshot.Id, after.Snapshot, isNew),
            new(tenant, after.Line.Id, after.Line, isNew),
            .. after.Deadlines.Except(before.Deadlines, ReferenceEqualityComparer.Instance)
                .Cast<Deadlines.DeadlineRow>().Select(row => new Row(tenant, row.Id, row, isNew)),
        ];
    }
}
