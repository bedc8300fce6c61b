using Incidents.Application.Commands;
using Incidents.Application.Store;
using Incidents.Domain;

namespace Incidents.Application.Notifications;

/// <summary>Writes down whom an event tells, for the transaction of the event. Where no mail server is set,
/// and for a role without a mailbox, there is nothing to write.</summary>
public sealed class NoticeBook(Ids ids, MailSettings? mail = null)
{
    /// <summary>How long what is not urgent waits for more, so that several go in one mail.</summary>
    public static readonly TimeSpan Gathering = TimeSpan.FromMinutes(2);

    /// <summary>The rows of these events.</summary>
    /// <param name="incident">The incident after them.</param>
    /// <param name="now">When they are recorded, UTC.</param>
    public IEnumerable<NoticeRow> Of(
        Caller caller, Incident incident, IEnumerable<IncidentEvent> events, PolicyPack pack,
        DateTimeOffset now) => mail is null
        ? []
        : events.SelectMany(e => Notices.Of(e, incident, pack))
            .Where(notice => mail.Mailboxes.ContainsKey((caller.Tenant, notice.To)))
            .Where(notice => !IsTooLate(notice, now))
            .Select(notice => new NoticeRow(ids.Next(), incident.Id, Reference.From(incident.Id), notice, now,
                notice.Urgent ? now : now + Gathering));

    /// <summary>Nobody is warned of what is overdue: of that the escalation tells.</summary>
    private static bool IsTooLate(Notice notice, DateTimeOffset now) =>
        notice.About == EventNames.InApi(typeof(TimescaleWarned)) && notice.DueAt <= now;
}
