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

/// <summary>Why the mail server did not take a mail.</summary>
public enum MailProblem
{
    /// <summary>There is no connection, or no answer.</summary>
    Unreachable,

    /// <summary>Its certificate is not one that is trusted, or is another server's.</summary>
    CertificateRefused,

    /// <summary>It does not offer what the settings ask for: TLS, or a way to sign in.</summary>
    NotOffered,

    /// <summary>It does not take the user name and password.</summary>
    CredentialsRefused,

    /// <summary>It refused the mail.</summary>
    MailRefused,
}

/// <summary>A notice on its way: who was told what and when.</summary>
/// <param name="IncidentId">What it is about; none: the school itself or its policy.</param>
/// <param name="Reference">Of the incident; nothing else of it is told.</param>
/// <param name="Problem">Why the latest try failed; none: it has not, or there was none.</param>
/// <param name="NextTryAt">When it is sent next, UTC; none: it is sent or given up.</param>
/// <param name="TakenUntil">Until when a process has it in hand, UTC; set by the sending alone.</param>
/// <param name="FailingSince">When the first try failed, UTC; none: none has.</param>
public sealed record NoticeRow(
    Guid Id, Guid? IncidentId, string? Reference, Notice Notice, DateTimeOffset MadeAt,
    DateTimeOffset? NextTryAt, NoticeState State = NoticeState.Waiting, int Tries = 0,
    DateTimeOffset? SentAt = null, DateTimeOffset? TakenUntil = null,
    MailProblem? Problem = null, DateTimeOffset? FailingSince = null);
