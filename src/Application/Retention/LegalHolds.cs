using System.Text.Json.Nodes;
using Incidents.Application.Commands;
using Incidents.Application.Details;
using Incidents.Application.History;
using Incidents.Application.Register;
using Npgsql;

namespace Incidents.Application.Retention;

/// <summary>The legal holds of a tenant, found by the register and read from the incidents' events.</summary>
public sealed class LegalHolds(NpgsqlDataSource database, IncidentReader reader)
{
    /// <summary>Of a line of the register: that a hold on its incident is in force.</summary>
    internal const string InForce =
        "r.data @? '$.incident.legalHolds[*] ? (@.released == false)'";

    /// <summary>The incident that a hold is on.</summary>
    public async Task<Guid?> IncidentOf(string tenant, Guid hold, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"""
            select id from {RegisterLines.Whole} r where tenant_id = @tenant
                and r.data->'incident'->'legalHolds' @> jsonb_build_array(jsonb_build_object('id', @hold))
            """);
        command.Parameters.AddWithValue("tenant", tenant);
        command.Parameters.AddWithValue("hold", hold.ToString());

        return await command.ExecuteScalarAsync(cancellation) as Guid?;
    }

    /// <summary>The holds on incidents that the caller sees, released ones too, the latest first.</summary>
    public async Task<IReadOnlyList<JsonObject>> All(Caller caller, CancellationToken cancellation)
    {
        var incidents = new List<Guid>();
        await using var command = database.CreateCommand(
            $"""
            select id from {RegisterLines.Whole} r
            where tenant_id = @tenant and r.data @? '$.incident.legalHolds[*]'
            """);
        command.Parameters.AddWithValue("tenant", caller.Tenant);
        await using (var rows = await command.ExecuteReaderAsync(cancellation))
        {
            while (await rows.ReadAsync(cancellation))
                incidents.Add(rows.GetGuid(0));
        }

        var holds = new List<JsonObject>();
        foreach (var incident in incidents)
            holds.AddRange(await On(caller, incident, cancellation));

        return [.. holds.OrderByDescending(hold => hold["recordedAt"]!.GetValue<DateTime>())];
    }

    /// <summary>One of them.</summary>
    public async Task<JsonObject?> Find(Caller caller, Guid hold, CancellationToken cancellation) =>
        await IncidentOf(caller.Tenant, hold, cancellation) is { } incident
            ? (await On(caller, incident, cancellation))
                .FirstOrDefault(each => each["id"]!.GetValue<string>() == hold.ToString())
            : null;

    private async Task<IEnumerable<JsonObject>> On(
        Caller caller, Guid incident, CancellationToken cancellation)
    {
        if (await reader.Read(caller, incident, Moment.Now, cancellation) is not { } reading)
            return [];

        var details = IncidentDetails.From(reading);
        var holds = details["legalHolds"]?.AsArray().Select(hold => hold!.DeepClone().AsObject()).ToArray();
        foreach (var hold in holds ?? [])
        {
            hold.Insert(1, "incidentId", incident);
            hold.Insert(2, "reference", details["reference"]?.DeepClone());
        }

        return holds ?? [];
    }
}
