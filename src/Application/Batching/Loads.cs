using System.Text.Json;
using Incidents.Application.Commands;
using Incidents.Application.Deadlines;
using Incidents.Application.Register;
using Incidents.Application.Store;
using Incidents.Domain;
using Npgsql;
using NpgsqlTypes;

namespace Incidents.Application.Batching;

/// <summary>What a command rests on.</summary>
/// <param name="Incident">The incident; none: it reports a new one.</param>
/// <param name="Kept">Where an answer of before would be kept; none: it is not asked for.</param>
public sealed record Load(string Tenant, Guid? Incident, string? Kept);

/// <summary>What there is of it, all as of one moment, still as it is stored: of most, a command needs only a
/// part.</summary>
public sealed record Loaded(
    byte[]? Tenant, byte[]? Snapshot, byte[]? Line, IReadOnlyList<byte[]> Deadlines, byte[]? Kept)
{
    /// <summary>Which policy pack is in force.</summary>
    public Tenant? TenantNow => Read<Tenant>(Tenant);

    /// <summary>The incident; none where there is none.</summary>
    public Incident? Incident => Read<Incident>(Snapshot);

    /// <summary>Its line in the register.</summary>
    public RegisterEntry? RegisterLine => Read<RegisterEntry>(Line);

    /// <summary>Its deadlines, in the order in which they started.</summary>
    public IReadOnlyList<DeadlineRow> DeadlineRows =>
        [.. Deadlines.Select(row => Read<DeadlineRow>(row)!).OrderBy(row => row.Deadline.Number)];

    /// <summary>The answer that was given before.</summary>
    public KeptAnswer? Answer => Read<KeptAnswer>(Kept);

    private static T? Read<T>(byte[]? json) where T : class =>
        json is null ? null : JsonSerializer.Deserialize<T>(json, StoreJson.Options);
}

/// <summary>Loads what commands rest on, for several of them by one question.</summary>
public sealed class Loads
{
    /// <summary>How many go together at most.</summary>
    public const int Most = 64;

    /// <summary>Each table is looked into by its key, however few rows it has when the plan is
    /// made.</summary>
    private const string Question =
        $"""
        select t.data, i.data, r.data, k.data, (
            select array_agg(d.data::text) from {IncidentStore.Schema}.mt_doc_deadlinerow d
            where d.tenant_id = asked.tenant and d.incident_id = asked.incident)
        from unnest($1, $2, $3) with ordinality as asked(tenant, incident, kept, place)
        left join lateral (select data::text from {IncidentStore.Schema}.mt_doc_tenant
            where tenant_id = asked.tenant and id = $4 offset 0) t on true
        left join lateral (select data::text from {IncidentStore.Schema}.mt_doc_incident
            where tenant_id = asked.tenant and id = asked.incident offset 0) i on true
        left join lateral (select data::text from {IncidentStore.Schema}.mt_doc_registerentry
            where tenant_id = asked.tenant and id = asked.incident offset 0) r on true
        left join lateral (select data::text from {IncidentStore.Schema}.mt_doc_keptanswer
            where tenant_id = asked.tenant and id = asked.kept offset 0) k on true
        order by asked.place
        """;

    private readonly NpgsqlDataSource _database;
    private readonly Batcher<Load, Loaded> _batcher;

    /// <summary>Loads from a database.</summary>
    public Loads(NpgsqlDataSource database)
    {
        _database = database;
        _batcher = new(Most, LoadAll);
    }

    /// <summary>What there is now.</summary>
    public async Task<Loaded> Of(Load load, CancellationToken cancellation)
    {
        using var trace = Traces.OfStep("load");

        return await _batcher.Ask(load, cancellation);
    }

    private async Task<IReadOnlyList<Loaded>> LoadAll(
        IReadOnlyList<Load> loads, CancellationToken cancellation)
    {
        await using var command = _database.CreateCommand(Question);
        command.Parameters.Add(Sql.Array(NpgsqlDbType.Varchar, loads, load => load.Tenant));
        command.Parameters.Add(Sql.Array(NpgsqlDbType.Uuid, loads, load => load.Incident));
        command.Parameters.Add(Sql.Array(NpgsqlDbType.Varchar, loads, load => load.Kept));
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Tenant.StreamId });

        var loaded = new List<Loaded>(loads.Count);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            loaded.Add(new(
                Json(row, 0), Json(row, 1), Json(row, 2),
                row.IsDBNull(4) ? [] : row.GetFieldValue<byte[][]>(4), Json(row, 3)));
        }

        return loaded;
    }

    private static byte[]? Json(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);
}
