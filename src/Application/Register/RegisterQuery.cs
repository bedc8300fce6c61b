using System.Text;
using System.Text.Json;
using Incidents.Application.Commands;
using Incidents.Application.Store;
using Incidents.Domain;
using Npgsql;
using NpgsqlTypes;

namespace Incidents.Application.Register;

/// <summary>What to look for in the register; nothing: everything that the caller may see.</summary>
/// <param name="Text">A part of the title or the reference.</param>
/// <param name="ReportedFrom">UTC, this instant included.</param>
/// <param name="ReportedTo">UTC, this instant excluded.</param>
/// <param name="Overdue">Whether a step of the incident is past its time.</param>
/// <param name="Holder">Who holds what the incident waits for.</param>
public sealed record RegisterFilter(
    IReadOnlyList<IncidentStatus> Status, IReadOnlyList<Severity> Severity, IReadOnlyList<IncidentKind> Kind,
    string? Policy = null, string? BreachType = null, Guid? Investigator = null,
    DateTimeOffset? ReportedFrom = null, DateTimeOffset? ReportedTo = null, string? Text = null,
    bool? Overdue = null, RegisterPart Part = RegisterPart.Incidents, bool? IcoNotified = null,
    Guid? Holder = null)
{
    /// <summary>Whether a line is among what is looked for, when it was reported apart.</summary>
    /// <param name="readsTitles">Who may not read a title may not find it out by searching for it
    /// either.</param>
    public bool Fits(RegisterEntry entry, bool readsTitles) =>
        (Status.Count == 0 || Status.Contains(entry.Status))
        && (Severity.Count == 0 || (entry.Severity is { } severity && Severity.Contains(severity)))
        && (Kind.Count == 0 || Kind.Contains(entry.Kind))
        && (Policy is null || entry.InformationPolicies.Contains(Policy))
        && (BreachType is null || entry.BreachType == BreachType)
        && (Investigator is null || entry.Investigator == Investigator)
        && (Text is null || entry.Reference.Contains(Text, StringComparison.OrdinalIgnoreCase)
            || (readsTitles && entry.Title.Contains(Text, StringComparison.OrdinalIgnoreCase)));
}

/// <summary>A part of the register. All but the whole show only what the caller sees as a whole, because they
/// say more of an incident than its reporter is told.</summary>
public enum RegisterPart
{
    /// <summary>Every incident.</summary>
    Incidents,

    /// <summary>The register of breaches (UK GDPR Art 33(5)).</summary>
    Breaches,

    /// <summary>Those of which the ICO was notified, or is to be.</summary>
    ForIco,

    /// <summary>Those that are not closed.</summary>
    Open,
}

/// <summary>How the register is sorted.</summary>
public enum RegisterSort
{
    /// <summary>The latest report first.</summary>
    ReportedAt,

    /// <summary>The gravest first, and of these the latest.</summary>
    Severity,

    /// <summary>Whose next step is due first; last those for which nothing is due.</summary>
    Due,
}

/// <summary>A line as it is asked for.</summary>
/// <param name="DueAt">When the next of its steps is due, UTC; none: nothing is.</param>
public sealed record RegisterLine(RegisterEntry Entry, DateTimeOffset? DueAt);

/// <summary>A page of the register.</summary>
/// <param name="Next">Where the next page begins; none: this is the last.</param>
public sealed record RegisterPage(IReadOnlyList<RegisterLine> Items, RegisterCursor? Next);

/// <summary>Where a page ends: the values it was sorted by, and the id.</summary>
public sealed record RegisterCursor(
    int SeverityRank, DateTimeOffset ReportedAt, Guid Id, DateTimeOffset? DueAt = null)
{
    /// <summary>The place after a line.</summary>
    public static RegisterCursor After(RegisterLine line) =>
        new(line.Entry.SeverityRank, line.Entry.ReportedAt, line.Entry.Id, line.DueAt);

    /// <summary>As it goes out: opaque, for the caller to send back.</summary>
    public string ToText() => System.Buffers.Text.Base64Url.EncodeToString(
        JsonSerializer.SerializeToUtf8Bytes(this, StoreJson.Options));

    /// <summary>As it comes back; none where it is not one of ours.</summary>
    public static RegisterCursor? Parse(string text)
    {
        try
        {
            var cursor = JsonSerializer.Deserialize<RegisterCursor>(
                System.Buffers.Text.Base64Url.DecodeFromChars(text), StoreJson.Options);

            return cursor is { Id: var id } && id != Guid.Empty ? cursor : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }
}

/// <summary>Asks the register. A line is shown to whoever sees the incident, and to reporting
/// tools without its title.</summary>
public sealed class RegisterQuery(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>The lines of the register.</summary>
    internal const string Table = $"{IncidentStore.Schema}.mt_doc_registerentry";

    private static readonly DateTimeOffset Never = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Each line with when its next step is due, never where nothing is.</summary>
    private const string WithDue =
        $"""
        (select line.*, coalesce((
            select min(due_at) from {IncidentStore.Schema}.mt_doc_deadlinerow as deadline
            where deadline.tenant_id = line.tenant_id and deadline.incident_id = line.id), @never) as due
        from {Table} as line) as line
        """;

    /// <summary>A page of what the caller may see.</summary>
    /// <param name="limit">1 to 500.</param>
    public async Task<RegisterPage> Page(
        Caller caller, RegisterFilter filter, RegisterSort sort, RegisterCursor? after, int limit,
        CancellationToken cancellation)
    {
        await using var command = database.CreateCommand();
        command.CommandText = Sql(command.Parameters, caller, filter, sort, after);
        command.Parameters.AddWithValue("limit", limit + 1);

        var lines = new List<RegisterLine>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            lines.Add(new(
                JsonSerializer.Deserialize<RegisterEntry>(reader.GetString(0), StoreJson.Options)!,
                reader.IsDBNull(1) ? null : reader.GetFieldValue<DateTimeOffset>(1)));
        }

        if (lines.Count <= limit)
            return new(lines, Next: null);

        return new(lines[..limit], RegisterCursor.After(lines[limit - 1]));
    }

    private string Sql(
        NpgsqlParameterCollection values, Caller caller, RegisterFilter filter, RegisterSort sort,
        RegisterCursor? after)
    {
        var sql = new StringBuilder(
            $"select data::text, nullif(due, @never) from {WithDue} where tenant_id = @tenant and ");
        values.AddWithValue("tenant", caller.Tenant);
        values.AddWithValue("never", Never);
        sql.Append(filter.Part == RegisterPart.Incidents
            ? RegisterSight.Of(values, caller.Actor)
            : RegisterSight.Whole(values, caller.Actor));
        foreach (var condition in Filters(values, filter, Visibility.ReadsTitles(caller.Actor)))
            sql.Append(" and ").Append(condition);

        if (filter.Overdue is { } overdue)
        {
            sql.Append(overdue ? " and due < @now" : " and due >= @now");
            values.AddWithValue("now", clock.GetUtcNow());
        }

        var (order, direction) = sort switch
        {
            RegisterSort.Severity => ("severity_rank, reported_at, id", "desc"),
            RegisterSort.Due => ("due, reported_at, id", "asc"),
            _ => ("reported_at, id", "desc"),
        };
        if (after is not null)
        {
            sql.Append($" and ({order}) {(direction == "asc" ? '>' : '<')} (")
                .AppendJoin(", ", order.Split(", ").Select(column => $"@{column}")).Append(')');
            values.AddWithValue("severity_rank", after.SeverityRank);
            values.AddWithValue("reported_at", after.ReportedAt.ToUniversalTime());
            values.AddWithValue("id", after.Id);
            values.AddWithValue("due", after.DueAt?.ToUniversalTime() ?? Never);
        }

        return sql.Append(" order by ").AppendJoin(", ", order.Split(", ").Select(by => $"{by} {direction}"))
            .Append(" limit @limit").ToString();
    }

    /// <summary>Who sees a line, by the name that its data has in the statement.</summary>
    /// <param name="own">Whether one's own reports are among them.</param>
    internal static string Seen(
        NpgsqlParameterCollection values, Actor actor, bool own = true, string data = "data")
    {
        var line = data[..^"data".Length];

        return own ? RegisterSight.Of(values, actor, line) : RegisterSight.Whole(values, actor, line);
    }

    /// <param name="readsTitles">Who may not read a title may not find it out by
    /// searching for it either.</param>
    private static IEnumerable<string> Filters(
        NpgsqlParameterCollection values, RegisterFilter filter, bool readsTitles)
    {
        switch (filter.Part)
        {
            case RegisterPart.Breaches: yield return "is_breach"; break;
            case RegisterPart.ForIco: yield return "is_for_ico"; break;
            case RegisterPart.Open: yield return "is_open"; break;
            case RegisterPart.Incidents: break;
        }

        if (filter.Status.Count > 0)
            yield return OneOf(values, "status", filter.Status.Select(Words.CamelCase));
        if (filter.Severity.Count > 0)
            yield return OneOf(values, "severity", filter.Severity.Select(Words.CamelCase));
        if (filter.Kind.Count > 0)
            yield return OneOf(values, "kind", filter.Kind.Select(Words.CamelCase));
        if (filter.BreachType is { } breachType)
            yield return OneOf(values, "breachType", [breachType]);
        if (filter.Investigator is { } investigator)
            yield return OneOf(values, "investigator", [investigator.ToString()]);

        if (filter.IcoNotified is { } notified)
            yield return $"(data->'facts'->>'icoNotifiedAt' is {(notified ? "not " : "")}null)";
        if (filter.Holder is { } holder)
        {
            values.AddWithValue("holder", holder.ToString());
            yield return "data->'facts'->'next'->>'personId' = @holder";
        }

        if (filter.Policy is { } policy)
        {
            values.AddWithValue("policy", policy);
            yield return "jsonb_exists(data->'informationPolicies', @policy)";
        }

        if (filter.ReportedFrom is { } from)
        {
            values.AddWithValue("from", from.ToUniversalTime());
            yield return "reported_at >= @from";
        }

        if (filter.ReportedTo is { } to)
        {
            values.AddWithValue("to", to.ToUniversalTime());
            yield return "reported_at < @to";
        }

        if (filter.Text is { } text)
        {
            values.AddWithValue("text", NpgsqlDbType.Text, $"%{Escaped(text)}%");
            yield return readsTitles
                ? "(data->>'title' ilike @text or reference ilike @text)"
                : "reference ilike @text";
        }
    }

    private static string OneOf(NpgsqlParameterCollection values, string field, IEnumerable<string> words)
    {
        values.AddWithValue(field, words.ToArray());

        return $"data->>'{field}' = any(@{field})";
    }

    /// <summary>The characters that mean something to <c>ilike</c> stand for themselves.</summary>
    private static string Escaped(string text) => text
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal);
}
