using System.Linq.Expressions;
using Incidents.Application.Policy;
using Incidents.Application.Timescales;
using Incidents.Domain;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;
using Marten.Linq;

namespace Incidents.Application.Deadlines;

/// <summary>One deadline of one incident, by which the clock finds what has come due.</summary>
/// <param name="Id">The incident's id and the deadline's number in it.</param>
/// <param name="IncidentId">Whose deadline it is.</param>
/// <param name="DueAt">When the step is due, UTC, while it is still to be done.</param>
/// <param name="NextAt">When the clock acts on it next, UTC; never, once everything is done.</param>
/// <param name="TakenUntil">Until when a sweep has it in hand, UTC; set by the sweep alone.</param>
public sealed record DeadlineRow(
    string Id, Guid IncidentId, Deadline Deadline, DateTimeOffset? DueAt, DateTimeOffset? NextAt,
    DateTimeOffset? TakenUntil = null)
{
    /// <summary>The row of a deadline.</summary>
    public static DeadlineRow Of(Guid incident, Deadline deadline) => new(
        $"{incident:N}/{deadline.Number}", incident, deadline, deadline.IsRunning ? deadline.DueAt : null,
        deadline.NextAt);

    /// <summary>The rows of an incident, in the order in which the deadlines started.</summary>
    public static async Task<IReadOnlyList<DeadlineRow>> OfIncident(
        IQuerySession session, Guid incident, CancellationToken cancellation)
    {
        var rows = await session.QueryAsync(new DeadlinesOf { IncidentId = incident }, cancellation);

        return [.. rows.OrderBy(row => row.Deadline.Number)];
    }
}

/// <summary>The rows of an incident, as a query that is put together once.</summary>
public sealed class DeadlinesOf : ICompiledListQuery<DeadlineRow>
{
    public Guid IncidentId { get; set; }

    /// <inheritdoc/>
    public Expression<Func<IMartenQueryable<DeadlineRow>, IEnumerable<DeadlineRow>>> QueryIs() =>
        rows => rows.Where(row => row.IncidentId == IncidentId);
}

/// <summary>Keeps the deadlines of each incident, in the transaction of the event. They are a fold of the
/// incident's events, as the incident itself is.</summary>
public sealed class DeadlineProjection(PolicyPacks packs, Calendars calendars) : IProjection
{
    /// <inheritdoc/>
    public async Task ApplyAsync(
        IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        var touched = events.Where(e => e.Data is IncidentEvent).GroupBy(e => e.StreamId)
            .Select(incident => (
                Id: incident.Key, Appended: incident.OrderBy(e => e.Version).ToArray()))
            .Where(incident => incident.Appended.Any(
                e => Domain.Deadlines.AreTouchedBy((IncidentEvent)e.Data)))
            .ToArray();
        if (touched.Length == 0)
            return;

        // All of them in one round trip.
        var batch = operations.CreateBatchQuery();
        var tenant = batch.Load<Tenant>(Tenant.StreamId);
        var loaded = touched.Select(incident => (
            incident.Id, incident.Appended, Snapshot: batch.Load<Incident>(incident.Id),
            Rows: batch.Query(new DeadlinesOf { IncidentId = incident.Id }))).ToArray();
        await batch.Execute(cancellation);
        var inForce = await calendars.Of(operations, await tenant, cancellation);

        foreach (var (id, appended, snapshot, rows) in loaded)
        {
            var incident = await Before(operations, id, appended[0].Version, await snapshot, cancellation);
            await Apply(operations, id, incident, appended, [.. await rows], inForce, cancellation);
        }
    }

    private async Task Apply(
        IDocumentOperations operations, Guid id, Incident incident, IEvent[] appended, DeadlineRow[] rows,
        Func<DateTimeOffset, CalendarInForce> inForce, CancellationToken cancellation)
    {
        var before = rows.OrderBy(row => row.Deadline.Number).ToArray();
        var pin = incident.Pack ?? incident.Evolve((IncidentEvent)appended[0].Data).Pack!;
        var pack = await packs.Pinned(operations, pin, cancellation);

        System.Collections.Immutable.ImmutableArray<Deadline> deadlines =
            [.. before.Select(row => row.Deadline)];
        foreach (var e in appended)
        {
            var @event = (IncidentEvent)e.Data;
            deadlines = Domain.Deadlines.After(deadlines, incident, @event, e.Timestamp, pack, inForce);
            incident = incident.Evolve(@event);
        }

        var known = before.ToDictionary(row => row.Id);
        foreach (var row in deadlines.Select(deadline => DeadlineRow.Of(id, deadline)))
        {
            if (!known.TryGetValue(row.Id, out var was) || !ReferenceEquals(was.Deadline, row.Deadline))
                operations.Store(row);
        }
    }

    /// <summary>The incident as it was before the first of the events: its snapshot, or, where it has gone
    /// on, the fold of its earlier events.</summary>
    private static async Task<Incident> Before(
        IDocumentOperations operations, Guid id, long first, Incident? snapshot,
        CancellationToken cancellation)
    {
        if (first == 1)
            return Incident.Initial;

        if (snapshot?.Version == first - 1)
            return snapshot;

        var earlier = await operations.Events.FetchStreamAsync(id, version: first - 1, token: cancellation);

        return earlier.Aggregate(Incident.Initial, (folded, e) => folded.Evolve((IncidentEvent)e.Data));
    }
}
