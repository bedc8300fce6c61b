using Incidents.Application.Commands;
using Incidents.Application.PersonalData;
using Incidents.Application.Policy;
using Incidents.Application.Store;
using Incidents.Domain;
using Marten;
using Npgsql;

namespace Incidents.Application.Register;

/// <summary>Writes every line of the register again from its incident's events, while the service works: one
/// incident at a time, with the incident locked, so that whoever reads finds either line whole.</summary>
public sealed class RegisterRebuild(
    IDocumentStore store, NpgsqlDataSource database, Vault vault, PolicyPacks packs, TimeProvider clock)
{
    private readonly RegisterEntryProjection projection = new(vault, packs);

    /// <summary>Does it.</summary>
    /// <returns>How many lines there are.</returns>
    public async Task<int> Carry(CancellationToken cancellation)
    {
        var incidents = await All(cancellation);
        foreach (var (tenant, incident) in incidents)
        {
            for (var attempt = 1; !await Try(tenant, incident, attempt, cancellation); attempt++)
                await Task.Delay(Conflicts.Pause(attempt), clock, cancellation);
        }

        return incidents.Count;
    }

    private async Task<bool> Try(
        string tenant, Guid incident, int attempt, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession(tenant);
        try
        {
            await session.Events.FetchForExclusiveWriting<Incident>(incident, cancellation);
            RegisterEntry? line = null;
            foreach (var e in await session.Events.FetchStreamAsync(incident, token: cancellation))
                line = await projection.EvolveAsync(line, incident, session, e, cancellation);

            session.Store(line!);
            await session.SaveChangesAsync(cancellation);

            return true;
        }
        catch (Exception exception) when (attempt < Conflicts.Tries && Conflicts.Is(exception))
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<(string Tenant, Guid Incident)>> All(CancellationToken cancellation)
    {
        var incidents = new List<(string, Guid)>();
        await using var command = database.CreateCommand(
            $"select tenant_id, stream_id from {IncidentStore.Schema}.mt_events where type = @type");
        command.Parameters.AddWithValue("type", EventNames.All[typeof(IncidentReported)]);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            incidents.Add((rows.GetString(0), rows.GetGuid(1)));

        return incidents;
    }
}
