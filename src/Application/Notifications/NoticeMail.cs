using System.Net;
using System.Text;
using Incidents.Domain;
using MimeKit;
using NodaTime;
using NodaTime.Text;

namespace Incidents.Application.Notifications;

/// <summary>A mail with one notice or several: the reference and what is due, and nothing of what an incident
/// says.</summary>
public static class NoticeMail
{
    /// <summary>More are counted, not listed.</summary>
    private const int Listed = 100;

    private static readonly LocalDateTimePattern Time =
        LocalDateTimePattern.CreateWithInvariantCulture("dddd d MMMM yyyy 'at' HH:mm");

    /// <summary>Writes it.</summary>
    /// <param name="zone">IANA name of the zone in which its times are local.</param>
    public static MimeMessage Write(
        string from, string to, IReadOnlyList<NoticeRow> notices, string zone)
    {
        var local = DateTimeZoneProviders.Tzdb[zone];
        string[] lines = [.. notices.Take(Listed).Select(row => Line(row, local))];
        var more = notices.Count > Listed ? $"And {notices.Count - Listed} more." : null;

        var message = new MimeMessage
        {
            Subject = notices is [var only]
                ? $"{only.Reference ?? "Incidents"}: {What(only.Notice)}"
                : $"Incidents: {notices.Count} notices",
            Body = new BodyBuilder
            {
                TextBody = Text(lines, more),
                HtmlBody = Html(lines, more),
            }.ToMessageBody(),
        };
        message.From.Add(MailboxAddress.Parse(from));
        foreach (var address in to.Split(',', StringSplitOptions.TrimEntries))
            message.To.Add(MailboxAddress.Parse(address));
        // So that no absence note answers it.
        message.Headers.Add("Auto-Submitted", "auto-generated");

        return message;
    }

    /// <summary>What a notice is about, in words.</summary>
    public static string What(Notice notice) => notice switch
    {
        { Step: { } step, About: "timescaleWarned" } => $"{StepWords.Of(step)} is due soon",
        { Step: { } step } => $"{StepWords.Of(step)} is overdue",
        _ => Words.Plain(notice.About),
    };

    private static string Line(NoticeRow row, DateTimeZone zone) => row switch
    {
        { Reference: null } => What(row.Notice),
        { Notice.DueAt: { } dueAt } => $"{row.Reference}: {What(row.Notice)}: {Local(dueAt, zone)}",
        _ => $"{row.Reference}: {What(row.Notice)}",
    };

    private static string Local(DateTimeOffset instant, DateTimeZone zone) =>
        Time.Format(Instant.FromDateTimeOffset(instant).InZone(zone).LocalDateTime);

    private static string Text(IEnumerable<string> lines, string? more)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
            text.Append(line).Append('\n');

        return text.Append(more).Append("\nSign in to read more; no mail says what an incident is about.\n")
            .ToString();
    }

    private static string Html(IEnumerable<string> lines, string? more)
    {
        var html = new StringBuilder("<!doctype html><html lang=\"en\"><body><ul>");
        foreach (var line in lines)
            html.Append("<li>").Append(WebUtility.HtmlEncode(line)).Append("</li>");

        return html.Append("</ul><p>").Append(more)
            .Append("</p><p>Sign in to read more; no mail says what an incident is about.</p></body></html>")
            .ToString();
    }
}
