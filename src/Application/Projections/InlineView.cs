using System.Text.Json;
using Incidents.Application.Store;
using Npgsql;
using NpgsqlTypes;

namespace Incidents.Application.Projections;

/// <summary>A view that is written in the event's own transaction, and how its rows are exchanged for those
/// that its incidents' events come to.</summary>
/// <param name="Name">As whoever runs the service calls it.</param>
/// <param name="Id">The type of the rows' ids.</param>
/// <param name="Also">Columns beside the row's data, each with where it comes from.</param>
/// <param name="Rows">The rows of an incident, each with its id.</param>
/// <param name="Surplus">Finds rows of the incidents <c>@incidents</c> that are no more among them; none:
/// an incident has always one.</param>
public sealed record InlineView(
    string Name, string Table, NpgsqlDbType Id, IReadOnlyList<(string Column, string From)> Also,
    Func<IncidentRows, IEnumerable<(object Id, object Row)>> Rows, string? Surplus = null)
{
    /// <summary>The incident as commands load it.</summary>
    public static InlineView Snapshots { get; } = new(
        "snapshots", "mt_doc_incident", NpgsqlDbType.Uuid,
        [("mt_version", "(data->>'version')::bigint")],
        rows => [(rows.Snapshot.Id, rows.Snapshot)]);

    /// <summary>The line of the register.</summary>
    public static InlineView Register { get; } = new(
        "register", "mt_doc_registerentry", NpgsqlDbType.Uuid,
        [
            ("mt_version", "(data->'incident'->>'version')::bigint"), ("reference", "data->>'reference'"),
        ],
        rows => [(rows.Line.Id, rows.Line)]);

    /// <summary>The deadlines.</summary>
    public static InlineView Deadlines { get; } = new(
        "deadlines", "mt_doc_deadlinerow", NpgsqlDbType.Varchar,
        [
            ("incident_id", "(data->>'incidentId')::uuid"), ("due_at", "(data->>'dueAt')::timestamptz"),
            ("next_at", "(data->>'nextAt')::timestamptz"), ("taken_until", "null::timestamptz"),
        ],
        rows => rows.Deadlines.Select(row => ((object)row.Id, (object)row)),
        "incident_id = any(@incidents)");

    /// <summary>All of them, in the order in which a command writes them.</summary>
    public static IReadOnlyList<InlineView> All { get; } = [Deadlines, Snapshots, Register];

    private string Staged => $"staged_{Name}";

    /// <summary>Only what is not as it should be is written, so that a rebuild that finds nothing wrong
    /// leaves the table as it is.</summary>
    private string Merge =>
        $"""
        insert into {IncidentStore.Schema}.{Table} as live
            (tenant_id, id, data{string.Concat(Also.Select(each => $", {each.Column}"))})
        select @tenant, id, data{string.Concat(Also.Select(each => $", {each.From}"))} from {Staged}
        on conflict (tenant_id, id) do update set data = excluded.data{string.Concat(
            Also.Select(each => $", {each.Column} = excluded.{each.Column}"))}
        where live.data is distinct from excluded.data
        """;

    /// <summary>Exchanges the rows of some incidents of a school.</summary>
    internal async Task Exchange(
        NpgsqlConnection connection, string tenant, IReadOnlyCollection<IncidentRows> incidents,
        CancellationToken cancellation)
    {
        await Run(
            connection,
            $"create temporary table if not exists {Staged} (id {Id}, data jsonb) on commit delete rows",
            tenant, incidents, cancellation);
        await using (var copy = await connection.BeginBinaryImportAsync(
            $"copy {Staged} (id, data) from stdin (format binary)", cancellation))
        {
            foreach (var (id, row) in incidents.SelectMany(Rows))
            {
                await copy.StartRowAsync(cancellation);
                await copy.WriteAsync(id, Id, cancellation);
                await copy.WriteAsync(
                    JsonSerializer.SerializeToUtf8Bytes(row, row.GetType(), StoreJson.Options),
                    NpgsqlDbType.Jsonb, cancellation);
            }

            await copy.CompleteAsync(cancellation);
        }

        if (Surplus is not null)
        {
            await Run(
                connection,
                $"delete from {IncidentStore.Schema}.{Table} where tenant_id = @tenant and {Surplus} "
                    + $"and id not in (select id from {Staged})",
                tenant, incidents, cancellation);
        }

        await Run(connection, Merge, tenant, incidents, cancellation);
    }

    private static async Task Run(
        NpgsqlConnection connection, string sql, string tenant, IReadOnlyCollection<IncidentRows> incidents,
        CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("tenant", tenant);
        command.Parameters.AddWithValue(
            "incidents", incidents.Select(incident => incident.Snapshot.Id).ToArray());
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
