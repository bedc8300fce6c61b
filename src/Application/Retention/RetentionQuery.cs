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
    private const int Lot = 100;

    /// <summary>Incidents whose retention is over and that are not erased, the longest closed first, of those
    /// that the caller sees.</summary>
    /// <param name="after">Where the page before ended.</param>
    public async Task<IReadOnlyList<PastRetention>> Page(
        Caller caller, (DateTimeOffset ClosedAt, Guid Id)? after, int limit, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(caller.Tenant);
        var now = clock.GetUtcNow();
        var found = new List<PastRetention>();
        while (true)
        {
            var lot = await Closed(caller, now, after, cancellation);
            foreach (var entry in lot)
            {
                var pack = await packs.Pinned(session, entry.Incident.Pack!, cancellation);
                if (RetentionPeriod.EndOf(entry.Incident, pack) is { } end && end <= now)
                    found.Add(new(entry, end));
                if (found.Count == limit)
                    return found;
            }

            if (lot is not [.., { Incident.ClosedAt: { } closedAt, Id: var id }] || lot.Count < Lot)
                return found;

            after = (closedAt, id);
        }
    }

    /// <summary>What was closed and is not erased, the longest first.</summary>
    private async Task<IReadOnlyList<RegisterEntry>> Closed(
        Caller caller, DateTimeOffset now, (DateTimeOffset ClosedAt, Guid Id)? after,
        CancellationToken cancellation)
    {
        await using var command = database.CreateCommand();
        command.CommandText =
            $"""
            select r.data::text from (
                select l.tenant_id, l.id, l.closed_at from {RegisterLines.Table} l
                where l.tenant_id = @tenant and l.closed_at < @now and not l.is_erased
                    {(after is null ? "" : """
                        and l.closed_at >= @closedAt and (l.closed_at, l.id) > (@closedAt, @id)
                        """)}
                    and {RegisterSight.Of(command.Parameters, caller.Actor, "l.")}
                order by l.closed_at, l.id limit {Lot}) l
            join {RegisterLines.Whole} r on r.tenant_id = l.tenant_id and r.id = l.id
            order by l.closed_at, l.id
            """;
        command.Parameters.AddWithValue("tenant", caller.Tenant);
        command.Parameters.AddWithValue("now", now);
        command.Parameters.AddWithValue("closedAt", after?.ClosedAt ?? now);
        command.Parameters.AddWithValue("id", after?.Id ?? Guid.Empty);

        var entries = new List<RegisterEntry>();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            entries.Add(JsonSerializer.Deserialize<RegisterEntry>(rows.GetString(0), StoreJson.Options)!);

        return entries;
    }
}
