using Incidents.Domain;

namespace Incidents.Application.Notifications;

/// <summary>How far a notice has come.</summary>
public enum NoticeState
{
    /// <summary>It is still to be sent, for the first time or once more.</summary>
    Waiting,

    /// <summary>The mail server has taken it.</summary>
    Sent,

    /// <summary>It could not be sent for a day and is given up.</summary>
    Failed,
}

/// <summary>A notice on its way, kept beside the incident: who was told what and when.</summary>
/// <param name="Reference">Of the incident; nothing else of it is told.</param>
/// <param name="NextTryAt">When it is sent next, UTC; none: it is sent or given up.</param>
/// <param name="TakenUntil">Until when a process has it in hand, UTC; set by the sending alone.</param>
public sealed record NoticeRow(
    Guid Id, Guid IncidentId, string Reference, Notice Notice, DateTimeOffset MadeAt,
    DateTimeOffset? NextTryAt, NoticeState State = NoticeState.Waiting, int Tries = 0,
    DateTimeOffset? SentAt = null, DateTimeOffset? TakenUntil = null);
