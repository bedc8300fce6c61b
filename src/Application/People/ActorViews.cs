using Incidents.Application.History;
using Incidents.Application.PersonalData;
using Incidents.Application.Store;
using Incidents.Application.Tenants;
using Incidents.Domain;
using JasperFx.Events;
using Marten;

namespace Incidents.Application.People;

/// <summary>Who acted in events, as their readers may see it.</summary>
public sealed class ActorViews(PersonRows people, Vault vault)
{
    /// <summary>Finds who acted in these events, and puts their keys on the chain.</summary>
    public async Task<KnownActors> Of(
        IQuerySession session, IReadOnlyList<IEvent> events, KeyChain keys, CancellationToken cancellation)
    {
        Guid[] ids =
        [
            .. events.SelectMany(e => new[] { Metadata.ActorOf(e)?.PersonId, Metadata.OnBehalf(e) })
                .OfType<Guid>().Distinct(),
        ];
        var rows = (await people.Of(session.TenantId, ids, cancellation)).ToDictionary(row => row.Id);
        await vault.Load(session, keys, rows.Keys, cancellation);

        return new(session.TenantId, rows, keys);
    }
}

/// <summary>The actors of some events.</summary>
public sealed class KnownActors(string tenant, IReadOnlyDictionary<Guid, PersonRow> rows, KeyChain keys)
{
    /// <summary>Who acted; nobody where the record does not tell.</summary>
    public ActorView? ActedIn(IEvent e) => Metadata.ActorOf(e) is { } actor
        ? new(actor.PersonId, NameOf(actor.PersonId), [.. actor.Roles.Order()])
        : null;

    /// <summary>For whom it was entered.</summary>
    public ActorView? BehindIt(IEvent e) =>
        Metadata.OnBehalf(e) is { } person ? new(person, NameOf(person), []) : null;

    private Text? NameOf(Guid person) => rows.GetValueOrDefault(person)?.Name is { } name
        ? Vault.OpenPersonal(tenant, person, "name", name, keys)
        : null;
}
