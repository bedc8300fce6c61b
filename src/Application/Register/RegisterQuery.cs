using System.Text;
using System.Text.Json;
using Incidents.Application.Commands;
using Incidents.Application.Figures;
using Incidents.Application.Store;
using Incidents.Domain;
using Npgsql;

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
    Guid? Holder = null);

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

/// <summary>Asks the register. A line is shown to whoever sees the incident, and to reporting
/// tools without its title.</summary>
public sealed class RegisterQuery(NpgsqlDataSource database, TimeProvider clock)
{
    private const string Deadlines = $"{IncidentStore.Schema}.mt_doc_deadlinerow";

    /// <summary>When the next step of a line is due.</summary>
    private const string Due =
        $"""
        (select min(d.due_at) from {Deadlines} d
         where d.tenant_id = l.tenant_id and d.incident_id = l.id and d.due_at is not null)
        """;

    /// <summary>Lines of which some step is due, by the first of those steps.</summary>
    private static string WithDue(string lines) =>
        $"""
        (select d.tenant_id, d.incident_id, d.due_at as due from {Deadlines} d
         where d.tenant_id = @tenant and d.due_at is not null and not exists (
            select from {Deadlines} e
            where e.tenant_id = d.tenant_id and e.incident_id = d.incident_id
                and (e.due_at, e.id) < (d.due_at, d.id))) x
        join {lines} l on l.tenant_id = x.tenant_id and l.id = x.incident_id
        """;

    private const string IsDue =
        $"exists (select from {Deadlines} d where d.tenant_id = l.tenant_id and d.incident_id = l.id "
        + "and d.due_at is not null)";

    private const string IsOverdue =
        $"l.id in (select d.incident_id from {Deadlines} d where d.tenant_id = @tenant and d.due_at < @now)";

    /// <summary>Lines of which some step is overdue. They are few, and found by their deadlines, in the order
    /// of their reports: the database would rather look at line after line until it has a page of
    /// them.</summary>
    private static string Overdue(string lines) =>
        $"""
        (select distinct on (k.reported_at, k.incident_id) k.reported_at, k.incident_id as id
         from {DeadlineFigures.Table} k
         where k.tenant_id = @tenant and k.outcome = 'running' and k.due_at < @now
         order by k.reported_at desc, k.incident_id desc) x
        join {lines} l on l.tenant_id = @tenant and l.id = x.id
        """;

    private const string OfLine =
        """
        l.tenant_id, l.id, l.reference, l.title, l.is_erased, l.status, l.kind, l.reported_at, l.imported_at,
        l.severity, l.severity_rank, l.breach_type, l.policies, l.investigator
        """;

    private static readonly Rows<RegisterLine> Shown = new(
        """
        p.id, p.reference, p.title, p.is_erased, p.status, p.kind, p.reported_at, p.imported_at, p.severity,
        p.severity_rank, p.breach_type, p.policies, p.investigator, d.mt_version, p.due
        """,
        row => new(
            row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetBoolean(3),
            Word<IncidentStatus>(row, 4), Word<IncidentKind>(row, 5),
            row.GetFieldValue<DateTimeOffset>(6), Maybe<DateTimeOffset>(row, 7),
            row.IsDBNull(8) ? null : Word<Severity>(row, 8), row.GetInt32(9),
            row.IsDBNull(10) ? null : row.GetString(10), row.GetFieldValue<string[]>(11),
            Maybe<Guid>(row, 12), row.GetInt64(13), Maybe<DateTimeOffset>(row, 14)),
        line => line);

    private static readonly Rows<WholeLine> Whole = new(
        "d.data::text, p.due",
        row =>
        {
            var entry = JsonSerializer.Deserialize<RegisterEntry>(
                row.GetFieldValue<byte[]>(0), StoreJson.Options)!;

            return new(entry, RegisterLine.Of(entry, Maybe<DateTimeOffset>(row, 1)));
        },
        line => line.Shown);

    /// <summary>A page of what the caller may see.</summary>
    /// <param name="limit">1 to 500.</param>
    public Task<RegisterPage<RegisterLine>> Page(
        Caller caller, RegisterFilter filter, RegisterSort sort, RegisterCursor? after, int limit,
        CancellationToken cancellation) =>
        Page(Shown, caller, filter, sort, after, limit, cancellation);

    /// <summary>The same with the whole entries, the latest report first.</summary>
    /// <param name="limit">1 to 500.</param>
    public Task<RegisterPage<WholeLine>> PageOfWhole(
        Caller caller, RegisterFilter filter, RegisterCursor? after, int limit,
        CancellationToken cancellation) =>
        Page(Whole, caller, filter, RegisterSort.ReportedAt, after, limit, cancellation);

    private async Task<RegisterPage<TLine>> Page<TLine>(
        Rows<TLine> rows, Caller caller, RegisterFilter filter, RegisterSort sort, RegisterCursor? after,
        int limit, CancellationToken cancellation)
    {
        var lines = new List<TLine>();
        foreach (var order in Orders(filter, sort, after))
        {
            lines.AddRange(await Read(
                rows, caller, filter, order, after, limit + 1 - lines.Count, cancellation));
            if (lines.Count > limit)
                return new(lines[..limit], RegisterCursor.After(rows.Shown(lines[limit - 1])));

            after = null;
        }

        return new(lines, Next: null);
    }

    /// <summary>Lines for which nothing is due come after those that are sorted by when something
    /// is.</summary>
    private static IEnumerable<Order> Orders(RegisterFilter filter, RegisterSort sort, RegisterCursor? after)
    {
        if (sort != RegisterSort.Due)
        {
            yield return (sort, filter.Overdue) switch
            {
                (RegisterSort.Severity, true) => Order.OverdueBySeverity,
                (RegisterSort.Severity, _) => Order.BySeverity,
                (_, true) => Order.OverdueByReport,
                _ => Order.ByReport,
            };
            yield break;
        }

        if (after is null or { DueAt: not null })
            yield return Order.ByDue;
        if (filter.Overdue != true)
            yield return Order.NeverDue;
    }

    private async Task<IReadOnlyList<TLine>> Read<TLine>(
        Rows<TLine> rows, Caller caller, RegisterFilter filter, Order order, RegisterCursor? after, int limit,
        CancellationToken cancellation)
    {
        await using var command = database.CreateCommand();
        command.CommandText = Sql(command.Parameters, rows.Columns, caller, filter, order, after);
        command.Parameters.AddWithValue("limit", limit);

        var lines = new List<TLine>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            lines.Add(rows.Read(reader));

        return lines;
    }

    private static T? Maybe<T>(NpgsqlDataReader row, int column) where T : struct =>
        row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);

    private static T Word<T>(NpgsqlDataReader row, int column) where T : struct, Enum =>
        Enum.Parse<T>(row.GetString(column), ignoreCase: true);

    /// <summary>The page is found first, and only its entries are looked up. Whoever does not see the
    /// register sees few lines, which are found by their people before they are put in order.</summary>
    private string Sql(
        NpgsqlParameterCollection values, string columns, Caller caller, RegisterFilter filter, Order order,
        RegisterCursor? after)
    {
        values.AddWithValue("tenant", caller.Tenant);
        var seen = filter.Part == RegisterPart.Incidents
            ? RegisterSight.Of(values, caller.Actor, "l.")
            : RegisterSight.Whole(values, caller.Actor, "l.");
        var page = new StringBuilder(Visibility.SeesRegister(caller.Actor)
            ? $"{From(RegisterLines.Table)} and {seen}"
            : From($"(select * from {RegisterLines.Table} l "
                + $"where l.tenant_id = @tenant and {seen} offset 0)"));
        foreach (var condition in RegisterConditions.Of(values, filter, Visibility.ReadsTitles(caller.Actor)))
            page.Append(" and ").Append(condition);

        if (filter.Overdue is { } overdue)
        {
            if (!order.IsOfOverdue)
                page.Append(overdue ? $" and {IsOverdue}" : $" and not {IsOverdue}");
            values.AddWithValue("now", clock.GetUtcNow());
        }

        if (order == Order.NeverDue)
            page.Append($" and not {IsDue}");
        if (after is not null)
            page.Append(order.After(values, after));

        return $"""
            select {columns} from (
                {page} order by {order.By} limit @limit) p
            join {RegisterLines.Whole} d on d.tenant_id = p.tenant_id and d.id = p.id
            order by {order.By.Replace("l.", "p.", StringComparison.Ordinal)
                .Replace("x.", "p.", StringComparison.Ordinal)}
            """;

        string From(string lines) =>
            $"select {OfLine}, {order.Due} as due from {order.From(lines)} where l.tenant_id = @tenant";
    }

    /// <summary>What is read of each line.</summary>
    /// <param name="Columns">Of the page's line <c>p</c> and of its entry <c>d</c>.</param>
    private sealed record Rows<TLine>(
        string Columns, Func<NpgsqlDataReader, TLine> Read, Func<TLine, RegisterLine> Shown);

    /// <summary>An order of lines.</summary>
    /// <param name="From">The lines as <c>l</c>, from those that the caller sees.</param>
    /// <param name="Columns">What they are sorted by.</param>
    private sealed record Order(Func<string, string> From, string Due, string Columns, bool Descending)
    {
        /// <summary>Whether there are none but those that are overdue.</summary>
        public bool IsOfOverdue { get; init; }

        public static Order ByReport { get; } =
            new(lines => $"{lines} l", RegisterQuery.Due, "l.reported_at, l.id", Descending: true);

        public static Order BySeverity { get; } = ByReport with
        {
            Columns = "l.severity_rank, l.reported_at, l.id",
        };

        public static Order OverdueByReport { get; } = ByReport with
        {
            From = Overdue,
            Columns = "x.reported_at, x.id",
            IsOfOverdue = true,
        };

        public static Order OverdueBySeverity { get; } = BySeverity with
        {
            From = Overdue,
            IsOfOverdue = true,
        };

        public static Order ByDue { get; } = new(WithDue, "x.due", "x.due, l.reported_at, l.id", false);

        public static Order NeverDue { get; } = ByReport with
        {
            Due = "null::timestamptz",
            Descending = false,
        };

        public string By => string.Join(
            ", ", Columns.Split(", ").Select(column => Descending ? $"{column} desc" : column));

        /// <summary>The lines after those that a page ended with.</summary>
        public string After(NpgsqlParameterCollection values, RegisterCursor cursor)
        {
            var names = Columns.Split(", ").Select(column => $"@after_{column[2..]}").ToArray();
            foreach (var name in names)
            {
                values.AddWithValue(name[1..], name switch
                {
                    "@after_severity_rank" => cursor.SeverityRank,
                    "@after_due" => cursor.DueAt!.Value.ToUniversalTime(),
                    "@after_reported_at" => cursor.ReportedAt.ToUniversalTime(),
                    _ => cursor.Id,
                });
            }

            var first = Columns.Split(", ")[0];

            return $" and {first} {(Descending ? "<=" : ">=")} {names[0]} and ({Columns}) "
                + $"{(Descending ? '<' : '>')} ({string.Join(", ", names)})";
        }
    }
}
