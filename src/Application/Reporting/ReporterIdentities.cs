using System.Text.Json;
using Incidents.Application.Commands;
using Incidents.Application.People;
using Incidents.Application.PersonalData;
using Incidents.Application.Store;
using Incidents.Domain;
using Marten;

namespace Incidents.Application.Reporting;

/// <summary>Who a protected reporter is, as the report's seal holds it. Somebody whom the directory knows is
/// an id here, so that the name goes when that person is erased; only whoever is not known there is
/// named.</summary>
public sealed record ReporterIdentity(Guid? PersonId, string? Subject, string? Name, string? Position);

/// <summary>Hides who a protected reporter is, and looks behind the seal where the policy lets somebody
/// (how-1).</summary>
public sealed class ReporterIdentities(PeopleDirectory people, Vault vault)
{
    /// <summary>The identity that a report is to seal; none where it asks for no protection.</summary>
    public async Task<HiddenIdentity?> Hide(
        IQuerySession session, Caller caller, IncidentCommand command, CancellationToken cancellation)
    {
        if (command is not ReportIncident { ProtectIdentity: true } report)
            return null;

        var identity = report.OnBehalfOf is { } other
            ? await Told(session, other, cancellation)
            : new(caller.Actor.PersonId, Subject: null, Name: null, Position: null);

        return new(Ids.Random(), JsonSerializer.Serialize(identity, StoreJson.Options));
    }

    /// <summary>Whether somebody is the protected reporter of an incident.</summary>
    public async Task<bool> IsReporter(
        IQuerySession session, Guid incident, Guid person, CancellationToken cancellation)
    {
        if (await Open(session, incident, cancellation) is not { } identity)
            return false;

        if (identity is { PersonId: null, Subject: { } subject })
            return await people.Find(session, subject, cancellation) is { } row && row.Id == person;

        return identity.PersonId == person;
    }

    /// <summary>The identity behind the seal; none where it was erased or never taken.</summary>
    public async Task<ReporterIdentity?> Open(
        IQuerySession session, Guid incident, CancellationToken cancellation)
    {
        var first = await session.Events.FetchStreamAsync(incident, version: 1, token: cancellation);
        if (first is not [{ Data: IncidentReported reported }])
            return null;

        var opened = await vault.OpenAll(session, incident, reported, cancellation);

        return opened.Reporter is { Protection: ReporterProtection.Protected, Name: ClearText identity }
            ? JsonSerializer.Deserialize<ReporterIdentity>(identity.Value, StoreJson.Options)
            : null;
    }

    /// <summary>Somebody for whom it was entered. The directory is only read: a row made now would point to
    /// them.</summary>
    private async Task<ReporterIdentity> Told(
        IQuerySession session, Person other, CancellationToken cancellation)
    {
        var known = other.Subject is { } subject ? await people.Find(session, subject, cancellation) : null;

        return known is { Name: not null }
            ? new(known.Id, Subject: null, Name: null, other.Role)
            : new(known?.Id, known is null ? other.Subject : null, other.Name, other.Role);
    }
}
