using System.Text;
using System.Text.Json;
using Incidents.Application.Commands;
using Incidents.Application.Policy;
using Incidents.Application.Register;
using Incidents.Application.Store;
using Incidents.Domain;
using Marten;
using Npgsql;

namespace Incidents.Application.Deadlines;

/// <summary>What to look for on the board; nothing: everything that is still to be done and that the caller
/// may see.</summary>
/// <param name="For">Only what a holder of this role is to do.</param>
/// <param name="Mine">Only what the caller is to do.</param>
/// <param name="DueBefore">UTC, this instant excluded.</param>
public sealed record BoardFilter(
    bool? Overdue = null, IReadOnlyList<Severity>? Severity = null, string? Step = null, Role? For = null,
    bool Mine = false, DateTimeOffset? DueBefore = null);

/// <summary>A deadline of an incident, with who is to do its step.</summary>
/// <param name="Roles">The roles that hold the step's duty here and now.</param>
/// <param name="Person">The investigator, where the step is theirs.</param>
public sealed record BoardItem(
    RegisterEntry Entry, Deadline Deadline, IReadOnlyList<Role> Roles, Guid? Person);

/// <summary>Where a page of the board ends.</summary>
public sealed record BoardCursor(DateTimeOffset DueAt, string Id)
{
    /// <summary>As it goes out: opaque, for the caller to send back.</summary>
    public string ToText() => System.Buffers.Text.Base64Url.EncodeToString(
        JsonSerializer.SerializeToUtf8Bytes(this, StoreJson.Options));

    /// <summary>As it comes back; none where it is not one of ours.</summary>
    public static BoardCursor? Parse(string text)
    {
        try
        {
            var cursor = JsonSerializer.Deserialize<BoardCursor>(
                System.Buffers.Text.Base64Url.DecodeFromChars(text), StoreJson.Options);

            return cursor is { Id: not null } ? cursor : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }
}

/// <summary>A page of the board.</summary>
/// <param name="Next">Where the next page begins; none: this is the last.</param>
public sealed record BoardPage(IReadOnlyList<BoardItem> Items, BoardCursor? Next);

/// <summary>What is due and overdue, what is due first at the top. Shown to whoever sees the line of the
/// register; not to whoever sees only their own report.</summary>
public sealed class DeadlineBoard(
    NpgsqlDataSource database, IDocumentStore store, PolicyPacks packs, TimeProvider clock)
{
    private const int Lot = 500;

    /// <summary>A page of what the caller may see.</summary>
    /// <param name="limit">1 to 500.</param>
    public async Task<BoardPage> Page(
        Caller caller, BoardFilter filter, BoardCursor? after, int limit, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(caller.Tenant);
        var items = new List<(BoardItem Item, BoardCursor At)>();
        // Who is to do a step is asked of each, so where that is looked for more have to be read.
        for (var size = limit + 1; items.Count <= limit; size = Math.Min(size * 2, Lot))
        {
            var lot = await Rows(caller, filter, after, size, cancellation);
            foreach (var (entry, row) in lot)
            {
                var pack = await packs.Pinned(session, entry.Incident.Pack!, cancellation);
                var item = Item(entry, row.Deadline, pack);
                if (IsWanted(item, filter, caller.Actor))
                    items.Add((item, new(row.Deadline.DueAt, row.Id)));
            }

            if (lot.Count < size)
                break;

            after = new(lot[^1].Row.Deadline.DueAt, lot[^1].Row.Id);
        }

        return items.Count <= limit
            ? new([.. items.Select(found => found.Item)], Next: null)
            : new([.. items.Take(limit).Select(found => found.Item)], items[limit - 1].At);
    }

    /// <summary>Who is to do a step is the domain's to say, so that is asked of each.</summary>
    private static BoardItem Item(RegisterEntry entry, Deadline deadline, PolicyPack pack)
    {
        var incident = entry.Incident;
        var parties = pack.Holders(deadline.Step, incident.Severity).Parties;

        return new(entry, deadline,
            [.. StandIns.Holding(deadline.Step, incident, pack).Order()],
            parties.Contains(Party.Investigator) || parties.Contains(Party.Allocated)
                ? incident.Allocation?.InvestigatorId
                : null);
    }

    private static bool IsWanted(BoardItem item, BoardFilter filter, Actor actor) =>
        (filter.For is not { } role || item.Roles.Contains(role))
        && (!filter.Mine || item.Roles.Any(actor.Is) || item.Person == actor.PersonId);

    private async Task<List<(RegisterEntry Entry, DeadlineRow Row)>> Rows(
        Caller caller, BoardFilter filter, BoardCursor? after, int size,
        CancellationToken cancellation)
    {
        await using var command = database.CreateCommand();
        command.CommandText = Sql(command.Parameters, caller, filter, after);
        command.Parameters.AddWithValue("size", size);

        var rows = new List<(RegisterEntry, DeadlineRow)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add((
                JsonSerializer.Deserialize<RegisterEntry>(reader.GetString(0), StoreJson.Options)!,
                JsonSerializer.Deserialize<DeadlineRow>(reader.GetString(1), StoreJson.Options)!));
        }

        return rows;
    }

    private string Sql(
        NpgsqlParameterCollection values, Caller caller, BoardFilter filter, BoardCursor? after)
    {
        var sql = new StringBuilder(
            $"""
            select deadline.tenant_id, deadline.incident_id, deadline.due_at, deadline.id, deadline.data
            from {IncidentStore.Schema}.mt_doc_deadlinerow as deadline
            join {RegisterLines.Table} as line
                on line.tenant_id = deadline.tenant_id and line.id = deadline.incident_id
            where deadline.tenant_id = @tenant and deadline.due_at is not null
                and {RegisterSight.Whole(values, caller.Actor, "line.")}
            """);
        values.AddWithValue("tenant", caller.Tenant);

        if (filter.Overdue is { } overdue)
        {
            sql.Append(overdue ? " and deadline.due_at < @now" : " and deadline.due_at >= @now");
            values.AddWithValue("now", clock.GetUtcNow());
        }

        if (filter.DueBefore is { } before)
        {
            sql.Append(" and deadline.due_at < @before");
            values.AddWithValue("before", before.ToUniversalTime());
        }

        if (filter.Step is { } step)
        {
            sql.Append(" and deadline.data->'deadline'->>'step' = @step");
            values.AddWithValue("step", step);
        }

        if (filter.Severity is { Count: > 0 } severities)
        {
            sql.Append(" and line.severity = any(@severity)");
            values.AddWithValue("severity", severities.Select(Words.CamelCase).ToArray());
        }

        if (after is not null)
        {
            sql.Append(" and deadline.due_at >= @due and (deadline.due_at, deadline.id) > (@due, @id)");
            values.AddWithValue("due", after.DueAt.ToUniversalTime());
            values.AddWithValue("id", after.Id);
        }

        sql.Append(" order by deadline.due_at, deadline.id limit @size");

        return $"""
            select whole.data::text, found.data::text from ({sql}) as found
            join {RegisterLines.Whole} as whole
                on whole.tenant_id = found.tenant_id and whole.id = found.incident_id
            order by found.due_at, found.id
            """;
    }
}
