using System.Collections.Immutable;
using Incidents.Application.Deadlines;
using Incidents.Application.Register;
using Incidents.Domain;

namespace Incidents.Application.Projections;

/// <summary>An event of an incident as it was recorded.</summary>
/// <param name="At">UTC.</param>
public sealed record RecordedEvent(IncidentEvent Event, DateTimeOffset At);

/// <summary>What the views that are written with the event hold of one incident, as a function of its events
/// and of nothing else: the same that they come to event by event.</summary>
public sealed record IncidentRows(
    Incident Snapshot, RegisterEntry Line, ImmutableArray<DeadlineRow> Deadlines)
{
    /// <summary>The rows after all events.</summary>
    /// <param name="pack">The pack that the incident pinned.</param>
    /// <param name="inForce">The calendar that was in force at an instant.</param>
    /// <param name="title">What the latest of the events that hold a title says.</param>
    public static IncidentRows Of(
        Guid id, IEnumerable<RecordedEvent> life, PolicyPack pack,
        Func<DateTimeOffset, CalendarInForce> inForce, string title) =>
        new IncidentRows(Incident.Initial, new() { Id = id }, []).After(id, life, pack, inForce, title);

    /// <summary>The rows after some more events. A row that they leave as it was stays the same
    /// object.</summary>
    /// <param name="title">What the latest of them that holds a title says; none: none of them does.</param>
    public IncidentRows After(
        Guid id, IEnumerable<RecordedEvent> more, PolicyPack pack,
        Func<DateTimeOffset, CalendarInForce> inForce, string? title)
    {
        var incident = Snapshot;
        var line = title is null ? Line : Line with { Title = title };
        ImmutableArray<Deadline> deadlines = [.. Deadlines.Select(row => row.Deadline)];
        foreach (var (@event, at) in more)
        {
            if (Domain.Deadlines.AreTouchedBy(@event))
                deadlines = Domain.Deadlines.After(deadlines, incident, @event, at, pack, inForce);

            incident = incident.Evolve(@event, at);
            line = RegisterFold.After(line, @event, at, incident, pack);
        }

        return new(
            incident with { Id = id }, RegisterFold.Shown(line, pack),
            [.. deadlines.Select((deadline, i) => i < Deadlines.Length
                && ReferenceEquals(Deadlines[i].Deadline, deadline)
                    ? Deadlines[i]
                    : DeadlineRow.Of(id, deadline))]);
    }
}
