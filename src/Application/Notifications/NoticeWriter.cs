using Incidents.Application.Commands;
using Incidents.Application.Store;
using Incidents.Domain;

namespace Incidents.Application.Notifications;

/// <summary>Writes down whom an event tells, for the transaction of the event. Where no mail server is set,
/// and for a role without a mailbox, there is nothing to write.</summary>
public sealed class NoticeWriter(Ids ids, MailSettings? mail = null)
{
    /// <summary>How long what is not urgent waits for more, so that several go in one mail.</summary>
    public static readonly TimeSpan CollectFor = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan AnHour = TimeSpan.FromHours(1);

    /// <summary>Whether there is anything to write down.</summary>
    public bool IsKept => mail is not null;

    /// <summary>The rows of these events.</summary>
    /// <param name="incident">The incident after them.</param>
    /// <param name="now">When they are recorded, UTC.</param>
    /// <param name="discreetly">Whether the moment must not be told: then it waits for the next full hour,
    /// urgent or not.</param>
    public IEnumerable<NoticeRow> Of(
        Caller caller, Incident incident, IEnumerable<IncidentEvent> events, PolicyPack pack,
        DateTimeOffset now, bool discreetly) => mail is null
        ? []
        : events.SelectMany(e => Notices.Of(e, incident, pack))
            .Where(notice => mail.Mailboxes.ContainsKey((caller.Tenant, notice.To)))
            .Where(notice => !IsTooLate(notice, now))
            .Select(notice => discreetly
                ? Row(Ids.At(Moments.ToTheHour(now)), incident, notice, Moments.ToTheHour(now), AnHour)
                : Row(ids.Next(), incident, notice, now, notice.Urgent ? TimeSpan.Zero : CollectFor));

    /// <summary>The rows of what happened to the school itself, or to its policy.</summary>
    public IEnumerable<NoticeRow> Of(
        string tenant, IEnumerable<StoredEvent> events, PolicyPack pack, DateTimeOffset now) => mail is null
        ? []
        : events.SelectMany(e => Notices.Of(e, pack))
            .Where(notice => mail.Mailboxes.ContainsKey((tenant, notice.To)))
            .Select(notice => new NoticeRow(
                ids.Next(), IncidentId: null, Reference: null, notice, now,
                now + (notice.Urgent ? TimeSpan.Zero : CollectFor)));

    private static NoticeRow Row(
        Guid id, Incident incident, Notice notice, DateTimeOffset madeAt, TimeSpan wait) =>
        new(id, incident.Id, Reference.From(incident.Id), notice, madeAt, madeAt + wait);

    /// <summary>Nobody is warned of what is overdue: of that the escalation tells.</summary>
    private static bool IsTooLate(Notice notice, DateTimeOffset now) =>
        notice.About == EventNames.InApi(typeof(TimescaleWarned)) && notice.DueAt <= now;
}
