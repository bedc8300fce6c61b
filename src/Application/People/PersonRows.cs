using System.Text.Json;
using Incidents.Application.Store;
using Incidents.Application.Tenants;
using Incidents.Application.Batching;
using Npgsql;
using NpgsqlTypes;

namespace Incidents.Application.People;

/// <summary>Looks up who people are, for several callers by one question.</summary>
public sealed class PersonRows
{
    /// <summary>How many callers go together at most.</summary>
    private const int Most = 64;

    private const string Question =
        $"""
        select asked.place, p.data from unnest($1, $2, $3) as asked(tenant, person, place)
        cross join lateral (select data::text from {IncidentStore.Schema}.mt_doc_personrow
            where tenant_id = asked.tenant and id = asked.person offset 0) p
        """;

    private readonly NpgsqlDataSource _database;
    private readonly Batcher<(string Tenant, IReadOnlyList<Guid> People), IReadOnlyList<byte[]>> _batcher;

    /// <summary>Looks into a database.</summary>
    public PersonRows(NpgsqlDataSource database)
    {
        _database = database;
        _batcher = new(Most, LookUp);
    }

    /// <summary>Those of these people of a tenant who are known.</summary>
    public async Task<IReadOnlyList<PersonRow>> Of(
        string tenant, IReadOnlyList<Guid> people, CancellationToken cancellation) =>
        people.Count == 0
            ? []
            : [.. (await _batcher.Ask((tenant, people), cancellation)).Select(
                json => JsonSerializer.Deserialize<PersonRow>(json, StoreJson.Options)!)];

    private async Task<IReadOnlyList<IReadOnlyList<byte[]>>> LookUp(
        IReadOnlyList<(string Tenant, IReadOnlyList<Guid> People)> asked, CancellationToken cancellation)
    {
        (string Tenant, Guid Person, int Place)[] each =
            [.. asked.SelectMany((ask, place) => ask.People.Select(person => (ask.Tenant, person, place)))];
        await using var command = _database.CreateCommand(Question);
        command.Parameters.Add(Sql.Array(NpgsqlDbType.Varchar, each, one => one.Tenant));
        command.Parameters.Add(Sql.Array(NpgsqlDbType.Uuid, each, one => one.Person));
        command.Parameters.Add(Sql.Array(NpgsqlDbType.Integer, each, one => one.Place));

        var found = asked.Select(_ => new List<byte[]>()).ToArray();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            found[row.GetInt32(0)].Add(row.GetFieldValue<byte[]>(1));

        return found;
    }
}
