using System.Text.Json.Nodes;
using System.Xml;
using Incidents.Application.History;
using Incidents.Application.Store;
using Incidents.Application.Timescales;
using Incidents.Domain;
using Marten;

namespace Incidents.Application.Deadlines;

/// <summary>By when each step of one incident is or was to be done.</summary>
public sealed class IncidentDeadlines(IDocumentStore store, Calendars calendars, TimeProvider clock)
{
    /// <summary>The deadlines at the moment that was read.</summary>
    /// <param name="tenant">Whose calendar counts.</param>
    public async Task<JsonObject> Of(
        string tenant, IncidentReading reading, Moment moment, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(tenant);
        var inForce = await calendars.Of(session, cancellation);
        var now = moment.AsOf ?? (moment.Version is null ? clock.GetUtcNow() : reading.Incident.RecordedAt);

        return new()
        {
            ["items"] = new JsonArray([.. Fold(reading, inForce)
                .Select(deadline => Item(deadline, now, reading))]),
        };
    }

    private static System.Collections.Immutable.ImmutableArray<Deadline> Fold(
        IncidentReading reading, Func<DateTimeOffset, CalendarInForce> inForce)
    {
        System.Collections.Immutable.ImmutableArray<Deadline> deadlines = [];
        var incident = Incident.Initial;
        foreach (var e in reading.Events)
        {
            deadlines = Domain.Deadlines.After(
                deadlines, incident, e.Data, e.RecordedAt, reading.Pack, inForce);
            incident = incident.Evolve(e.Data);
        }

        return deadlines;
    }

    private static JsonObject Item(Deadline deadline, DateTimeOffset now, IncidentReading reading)
    {
        var item = Shown(deadline, now);
        item.Insert(3, "startedBy",
            EventNames.InApi(reading.Events[(int)deadline.StartedBy - 1].Data.GetType()));
        item.Insert(4, "startedByVersion", deadline.StartedBy);

        return item;
    }

    /// <summary>A deadline as it stands at an instant, without what only its incident's events
    /// tell.</summary>
    public static JsonObject Shown(Deadline deadline, DateTimeOffset now)
    {
        var item = new JsonObject
        {
            ["step"] = deadline.Step,
            ["clock"] = Words.CamelCase(deadline.Clock),
            ["startedAt"] = Instant(deadline.StartedAt),
            ["dueAt"] = Instant(deadline.DueAt),
            ["state"] = Words.CamelCase(deadline.StateAt(now)),
            ["calendarVersion"] = deadline.CalendarVersion,
        };
        if (deadline.PartId is { } part)
            item["partId"] = part;
        if (deadline is { State: DeadlineState.Met or DeadlineState.Missed, EndedAt: { } metAt })
            item["metAt"] = Instant(metAt);
        if (deadline is { State: DeadlineState.Stopped, EndedAt: { } stoppedAt })
            item["stoppedAt"] = Instant(stoppedAt);
        if (deadline.LateBy(now) is { } lateBy)
            item["lateBy"] = Length(lateBy);
        if (deadline.StateAt(now) == DeadlineState.Running)
            item["timeLeft"] = Length(deadline.DueAt - now);
        if (deadline.Beyond)
        {
            item["warning"] = "The school's calendar does not tell of every day until then, so holidays may "
                + "be missing and the time may be too early. Adopt a policy pack with the next calendar.";
        }

        return item;
    }

    /// <summary>In whole seconds, as ISO 8601 writes it.</summary>
    private static string Length(TimeSpan length) =>
        XmlConvert.ToString(TimeSpan.FromSeconds((long)length.TotalSeconds));

    private static JsonValue Instant(DateTimeOffset instant) => JsonValue.Create(instant.UtcDateTime);
}
