using Incidents.Domain;

namespace Incidents.Application.Notifications;

/// <summary>How the connection to the mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>It begins in clear and must change to TLS before anything is said.</summary>
    StartTls,

    /// <summary>TLS from the beginning.</summary>
    Tls,

    /// <summary>In clear, for a server on the same machine.</summary>
    None,
}

/// <summary>How notices are sent, and where to: to the mailbox of a role, as the policy itself has it
/// (how-1).</summary>
/// <param name="Mailboxes">By tenant and role.</param>
public sealed record MailSettings(
    string Host, int Port, MailSecurity Security, string? User, string? Password, string From,
    IReadOnlyDictionary<(string Tenant, Role Role), string> Mailboxes);
