using System.Text.Json;
using Incidents.Application.Commands;
using Incidents.Application.Policy;
using Incidents.Application.Register;
using Incidents.Application.Store;
using Incidents.Domain;
using Marten;
using Npgsql;

namespace Incidents.Application.Retention;

/// <summary>An incident whose retention is over.</summary>
/// <param name="EndedAt">When it ended, UTC.</param>
public sealed record PastRetention(RegisterEntry Entry, DateTimeOffset EndedAt);

/// <summary>What may be erased: a proposal, on which a person decides. Nothing is erased by itself.</summary>
public sealed class RetentionQuery(
    IDocumentStore store, NpgsqlDataSource database, PolicyPacks packs, TimeProvider clock)
{
    /// <summary>Incidents whose retention is over and that are not erased, the longest closed first, of those
    /// that the caller sees.</summary>
    /// <param name="after">Where the page before ended.</param>
    public async Task<IReadOnlyList<PastRetention>> Page(
        Caller caller, (DateTimeOffset ClosedAt, Guid Id)? after, int limit, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(caller.Tenant);
        await using var command = database.CreateCommand();
        command.CommandText =
            $"""
            select r.data::text from {RegisterLines.Table} l
            join {RegisterLines.Whole} r on r.tenant_id = l.tenant_id and r.id = l.id
            where l.tenant_id = @tenant and l.closed_at < @now and not l.is_erased
                {(after is null ? "" : """
                    and l.closed_at >= @closedAt and (l.closed_at, l.id) > (@closedAt, @id)
                    """)}
                and {RegisterSight.Of(command.Parameters, caller.Actor, "l.")}
            order by l.closed_at, l.id
            """;
        var now = clock.GetUtcNow();
        command.Parameters.AddWithValue("tenant", caller.Tenant);
        command.Parameters.AddWithValue("now", now);
        command.Parameters.AddWithValue("closedAt", after?.ClosedAt ?? now);
        command.Parameters.AddWithValue("id", after?.Id ?? Guid.Empty);

        var found = new List<PastRetention>();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (found.Count < limit && await rows.ReadAsync(cancellation))
        {
            var entry = JsonSerializer.Deserialize<RegisterEntry>(rows.GetString(0), StoreJson.Options)!;
            var pack = await packs.Pinned(session, entry.Incident.Pack!, cancellation);
            if (RetentionPeriod.EndOf(entry.Incident, pack) is { } end && end <= now)
                found.Add(new(entry, end));
        }

        return found;
    }
}
