using Incidents.Application.Policy;
using Incidents.Application.Store;
using Incidents.Application.Timescales;
using Incidents.Domain;
using MailKit.Net.Smtp;
using MailKit.Security;
using Marten;
using MimeKit;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Incidents.Application.Notifications;

/// <summary>Sends what is to be told: what waits for one mailbox goes in one mail. A process has no more than
/// one mail in hand, so that a slow server or a crash holds up nothing else. A mail that the server does not
/// take is tried again with growing pauses for a day from the first try on. A process that is killed between
/// sending and writing that down sends once more.</summary>
public sealed partial class MailDelivery(
    NpgsqlDataSource database, IDocumentStore store, PolicyPacks packs, MailSettings mail, NoticeMeter meter,
    TimeProvider clock, ILogger<MailDelivery> logger)
{
    private const string Table = $"{IncidentStore.Schema}.mt_doc_noticerow";

    /// <summary>How many notices one mail tells at the most.</summary>
    private const int Digest = 500;

    /// <summary>How long a process keeps a mail before another may send it, which is longer than a server
    /// can take over the four things that are asked of it.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Sends everything that is due.</summary>
    /// <returns>How many mails were sent.</returns>
    public async Task<int> Round(CancellationToken cancellation)
    {
        var sent = 0;
        while (true)
        {
            var now = Instants.Stored(clock.GetUtcNow());
            if (await Take(now, cancellation) is not (var tenant, { Length: > 0 } ids))
                return sent;

            sent += await Send(tenant, ids, now, cancellation) ? 1 : 0;
        }
    }

    /// <returns>Whether a mail was sent.</returns>
    private async Task<bool> Send(
        string tenant, Guid[] ids, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession(tenant);
        var rows = await session.LoadManyAsync<NoticeRow>(cancellation, ids);
        var (_, pack) = await packs.InForce(session, cancellation);
        var quietUntil = QuietUntil(pack, now);

        var (later, due) = Parted(rows, row => quietUntil is not null && !row.Notice.Urgent);
        foreach (var row in later)
            session.Store(row with { NextTryAt = quietUntil });
        var isSent = due.Count > 0 && await Send(session, due, now, pack.Calendar.TimeZone, cancellation);
        await session.SaveChangesAsync(cancellation);

        return isSent;
    }

    private async Task<bool> Send(
        IDocumentSession session, List<NoticeRow> due, DateTimeOffset now, string zone,
        CancellationToken cancellation)
    {
        var to = due[0].Notice.To;
        var problem = await Try(session.TenantId, to, due, zone, cancellation);
        foreach (var row in due)
            session.Store(problem is { } failed ? Again(row, failed, now) : Done(row, now));
        if (mail.Mailboxes.ContainsKey((session.TenantId, to)))
            meter.Tried(problem is null);

        return problem is null;
    }

    /// <returns>Why it was not taken; none: it was.</returns>
    private async Task<MailProblem?> Try(
        string tenant, Role to, IReadOnlyList<NoticeRow> notices, string zone, CancellationToken cancellation)
    {
        if (!mail.Mailboxes.TryGetValue((tenant, to), out var address))
            return MailProblem.MailRefused;

        try
        {
            using var message = NoticeMail.Write(mail.From, address, notices, zone);
            await Deliver(message, cancellation);

            return null;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            // The answer of a server may hold addresses.
            var problem = ProblemOf(exception);
            NotSent(logger, tenant, Words.CamelCase(to), problem, exception.GetType().Name);

            return problem;
        }
    }

    private static MailProblem ProblemOf(Exception exception) => exception switch
    {
        SslHandshakeException => MailProblem.CertificateRefused,
        AuthenticationException => MailProblem.CredentialsRefused,
        NotSupportedException => MailProblem.NotOffered,
        SmtpCommandException => MailProblem.MailRefused,
        _ => MailProblem.Unreachable,
    };

    private async Task Deliver(MimeMessage message, CancellationToken cancellation)
    {
        using var client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
        if (mail.Trusted is not null)
        {
            client.CheckCertificateRevocation = false;
            client.ServerCertificateValidationCallback =
                (_, certificate, _, errors) => mail.Trusts(certificate, errors);
        }

        await client.ConnectAsync(mail.Host, mail.Port, mail.Security switch
        {
            MailSecurity.StartTls => SecureSocketOptions.StartTls,
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            _ => SecureSocketOptions.None,
        }, cancellation);
        if (mail.User is { } user)
            await client.AuthenticateAsync(user, mail.Password ?? "", cancellation);
        await client.SendAsync(message, cancellation);
        await client.DisconnectAsync(quit: true, cancellation);
    }

    private static NoticeRow Done(NoticeRow row, DateTimeOffset now) => row with
    {
        State = NoticeState.Sent,
        SentAt = now,
        NextTryAt = null,
        Tries = row.Tries + 1,
        Problem = null,
    };

    private NoticeRow Again(NoticeRow row, MailProblem problem, DateTimeOffset now)
    {
        var since = row.FailingSince ?? now;
        row = row with { Problem = problem, FailingSince = since };
        var pause = TimeSpan.FromMinutes(Math.Min(Math.Pow(4, row.Tries), 240));

        if (now + pause <= since + Longest)
            return row with { NextTryAt = now + pause, Tries = row.Tries + 1 };

        meter.GivenUp();

        return row with { State = NoticeState.Failed, NextTryAt = null, Tries = row.Tries + 1 };
    }

    /// <summary>When the quiet hours end, where it is quiet.</summary>
    private static DateTimeOffset? QuietUntil(PolicyPack pack, DateTimeOffset now)
    {
        var (from, to) = pack.Notifications.QuietHours;
        var (day, time) = TimeZones.Local(pack.Calendar.TimeZone, now);
        var isQuiet = from <= to ? time >= from && time < to : time >= from || time < to;
        if (!isQuiet)
            return null;

        return TimeZones.At(pack.Calendar.TimeZone, time < to ? day : day.AddDays(1), to);
    }

    private static (List<NoticeRow> Later, List<NoticeRow> Due) Parted(
        IEnumerable<NoticeRow> rows, Func<NoticeRow, bool> isLater)
    {
        var parted = rows.OrderBy(row => row.MadeAt).ToLookup(isLater);

        return ([.. parted[true]], [.. parted[false]]);
    }

    /// <summary>Takes in hand what waits for one mailbox, the one that has waited longest.</summary>
    private async Task<(string Tenant, Guid[] Ids)> Take(DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"""
            with longest as (
                select tenant_id, data->'notice'->>'to' as mailbox from {Table}
                where next_try_at <= @now and (taken_until is null or taken_until <= @now)
                order by next_try_at
                limit 1
                for update skip locked),
            due as (
                select n.tenant_id, n.id from {Table} n join longest l
                    on n.tenant_id = l.tenant_id and n.data->'notice'->>'to' = l.mailbox
                where n.next_try_at <= @now and (n.taken_until is null or n.taken_until <= @now)
                order by n.next_try_at
                limit {Digest}
                for update of n skip locked)
            update {Table} as notice set taken_until = @until from due
            where notice.tenant_id = due.tenant_id and notice.id = due.id
            returning notice.tenant_id, notice.id
            """);
        command.Parameters.AddWithValue("now", now);
        command.Parameters.AddWithValue("until", now + Hold);

        var tenant = "";
        var ids = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            tenant = reader.GetString(0);
            ids.Add(reader.GetGuid(1));
        }

        return (tenant, [.. ids]);
    }

    [LoggerMessage(LogLevel.Warning,
        "A mail to the mailbox of {Role} of tenant {Tenant} was not taken: {Problem} ({Failure}). It is "
            + "tried again.")]
    private static partial void NotSent(
        ILogger logger, string tenant, string role, MailProblem problem, string failure);
}
