using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
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
/// <param name="Trusted">Certificates of authorities that the server's may come from, beside those that the
/// machine trusts.</param>
public sealed record MailSettings(
    string Host, int Port, MailSecurity Security, string? User, string? Password, string From,
    IReadOnlyDictionary<(string Tenant, Role Role), string> Mailboxes,
    X509Certificate2Collection? Trusted = null)
{
    /// <summary>Whether a server's certificate comes from one of them. Its name must be right all the
    /// same.</summary>
    internal bool Trusts(X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors
            || certificate is not X509Certificate2 shown)
            return errors == SslPolicyErrors.None;

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(Trusted ?? []);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;

        return chain.Build(shown);
    }
}
