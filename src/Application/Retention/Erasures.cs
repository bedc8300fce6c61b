using Incidents.Application.Commands;
using Incidents.Application.History;
using Incidents.Application.PersonalData;
using Incidents.Application.Register;
using Incidents.Application.Store;
using Incidents.Application.Tenants;
using Incidents.Domain;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace Incidents.Application.Retention;

/// <summary>That something was erased, by whom and why; it is read after everything else is gone.</summary>
/// <param name="IncidentId">The incident; none where it was a person.</param>
/// <param name="PersonId">The person; none where it was an incident.</param>
/// <param name="RecordedAt">UTC.</param>
/// <param name="LegalBasis">By what law.</param>
public sealed record Erasure(
    Guid? IncidentId, Guid? PersonId, DateTimeOffset RecordedAt, ActorView? Actor, Text LegalBasis,
    Text Reason);

/// <summary>The erasures of a tenant, for whoever must account for them.</summary>
public sealed class Erasures(IDocumentStore store, NpgsqlDataSource database, Vault vault)
{
    private static readonly IReadOnlySet<TextClass> Classes =
        new HashSet<TextClass> { TextClass.Narrative, TextClass.Actor };

    /// <summary>All of them, the latest first.</summary>
    public async Task<IReadOnlyList<Erasure>> All(Caller caller, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(caller.Tenant);
        var ofTenant = await session.Events.FetchStreamAsync(Tenant.StreamId, token: cancellation);
        var events = ofTenant.Where(e => e.Data is PersonErased).ToList();
        foreach (var incident in await ErasedIncidents(caller.Tenant, cancellation))
        {
            var stream = await session.Events.FetchStreamAsync(incident, token: cancellation);
            events.AddRange(stream.Where(e => e.Data is IncidentErased));
        }

        var actors = (await session.LoadManyAsync<PersonRow>(cancellation,
            [.. events.Select(e => Metadata.ActorOf(e)?.PersonId).OfType<Guid>().Distinct()]))
            .ToDictionary(row => row.Id);
        var keys = new KeyChain();
        await vault.Load(session, keys, actors.Keys.Append(Tenant.StreamId), cancellation);

        return [.. events.OrderByDescending(e => e.Timestamp).ThenByDescending(e => e.Sequence)
            .Select(e => Opened(e, actors, keys))];
    }

    private async Task<IReadOnlyList<Guid>> ErasedIncidents(string tenant, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"select id from {RegisterLines.Table} where tenant_id = @tenant and is_erased");
        command.Parameters.AddWithValue("tenant", tenant);

        var found = new List<Guid>();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            found.Add(rows.GetGuid(0));

        return found;
    }

    private static Erasure Opened(IEvent e, Dictionary<Guid, PersonRow> actors, KeyChain keys)
    {
        var actor = Metadata.ActorOf(e) is { } who
            ? new ActorView(who.PersonId,
                actors.GetValueOrDefault(who.PersonId)?.Name is { } name
                    ? Vault.OpenPersonal(e.TenantId, who.PersonId, "name", name, keys)
                    : null,
                [.. who.Roles.Order()])
            : null;

        return Vault.Open(e.TenantId, e.StreamId, (StoredEvent)e.Data, keys, Classes) switch
        {
            PersonErased person =>
                new(null, person.PersonId, e.Timestamp, actor, person.LegalBasis, person.Reason),
            IncidentErased incident =>
                new(e.StreamId, null, e.Timestamp, actor, incident.LegalBasis, incident.Reason),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
