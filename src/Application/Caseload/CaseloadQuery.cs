using System.Text.Json.Nodes;
using Incidents.Application.Commands;
using Incidents.Application.PersonalData;
using Incidents.Application.Register;
using Incidents.Application.Tenants;
using Incidents.Domain;
using Marten;
using Npgsql;

namespace Incidents.Application.Caseload;

/// <summary>Who holds how much.</summary>
/// <param name="PersonId">The person; none: whoever has one of the roles.</param>
/// <param name="OldestSince">Since when the oldest of it waits, UTC.</param>
public sealed record Holding(
    Guid? PersonId, IReadOnlyList<Role> Roles, long Open, long Grave, DateTimeOffset OldestSince);

/// <summary>Asks who holds what of the open incidents that the caller sees as a whole.</summary>
public sealed class CaseloadQuery(NpgsqlDataSource database, IDocumentStore store, Vault vault)
{
    /// <summary>Everybody who holds something, with the most first.</summary>
    public async Task<IReadOnlyList<Holding>> Holders(Caller caller, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand();
        command.Parameters.AddWithValue("tenant", caller.Tenant);
        command.CommandText = $"""
            select holder, holder_roles, count(*), count(*) filter (where severity_rank >= 3),
                min(holder_since)
            from {RegisterLines.Table}
            where tenant_id = @tenant and is_open and {RegisterSight.Whole(command.Parameters, caller.Actor)}
            group by 1, 2 order by 3 desc, 5, 1, 2
            """;

        var holders = new List<Holding>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            holders.Add(new(
                reader.IsDBNull(0) ? null : reader.GetGuid(0),
                [.. JsonNode.Parse(reader.GetString(1))!.AsArray()
                    .Select(role => Enum.Parse<Role>(role!.GetValue<string>(), ignoreCase: true))],
                reader.GetInt64(2), reader.GetInt64(3), reader.GetFieldValue<DateTimeOffset>(4)));
        }

        return holders;
    }

    /// <summary>The names of people as they are known here, or that they are erased.</summary>
    public async Task<IReadOnlyDictionary<Guid, Text?>> Names(
        Caller caller, IEnumerable<Guid?> ids, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(caller.Tenant);
        var rows = await session.LoadManyAsync<PersonRow>(cancellation, [.. ids.OfType<Guid>().Distinct()]);
        var keys = new KeyChain();
        await vault.Load(session, keys, rows.Select(row => row.Id), cancellation);

        return rows.ToDictionary(row => row.Id, row => row.Name is { } name
            ? Vault.OpenPersonal(caller.Tenant, row.Id, "name", name, keys)
            : null);
    }
}
