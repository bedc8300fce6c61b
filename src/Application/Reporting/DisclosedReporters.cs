using Incidents.Application.Access;
using Incidents.Application.Commands;
using Incidents.Application.History;
using Incidents.Application.PersonalData;
using Incidents.Application.Tenants;
using Incidents.Domain;
using Marten;

namespace Incidents.Application.Reporting;

/// <summary>Who a protected reporter is, as whoever may know it reads it.</summary>
/// <param name="PersonId">None: somebody whom the school's directory does not know.</param>
/// <param name="Position">What the reporter is to the school, where somebody else entered the report.</param>
public sealed record DisclosedReporter(Guid? PersonId, Text? Name, Text? Subject, string? Position);

/// <summary>What becomes of asking to see a reporter's identity.</summary>
public abstract record Disclosure
{
    /// <summary>There is no such incident for the caller, or its reporter is named in it.</summary>
    public sealed record NotThere : Disclosure;

    /// <summary>The reporter never said who they are.</summary>
    public sealed record NeverTaken : Disclosure;

    /// <summary>It has not been disclosed to this caller.</summary>
    public sealed record NotDisclosed : Disclosure;

    /// <summary>It is shown, and that it is has been recorded.</summary>
    public sealed record Shown(DisclosedReporter Reporter) : Disclosure;
}

/// <summary>Shows a protected reporter's identity to whom it was disclosed, each time as a look that is
/// recorded (how-1). It stands nowhere else: not in the incident, not in its history.</summary>
public sealed class DisclosedReporters(
    IDocumentStore store, IncidentReader reader, ReporterIdentities identities, Vault vault, Looks looks)
{
    /// <summary>Shows it to the caller, or says why not. Nothing is shown unless the look is
    /// stored.</summary>
    public async Task<Disclosure> Show(Caller caller, Guid id, CancellationToken cancellation)
    {
        if (await reader.Glance(caller, id, cancellation) is not ({ } incident, { Extent: Extent.Whole }, _))
            return new Disclosure.NotThere();

        switch (incident.Circle.Reporter.Protection)
        {
            case ReporterProtection.Named: return new Disclosure.NotThere();
            case ReporterProtection.Anonymous: return new Disclosure.NeverTaken();
        }

        if (incident.DisclosureTo(caller.Actor.PersonId) is not { } request)
            return new Disclosure.NotDisclosed();

        await using var session = store.QuerySession(caller.Tenant);
        var shown = await Named(session, await identities.Open(session, id, cancellation), cancellation);
        await looks.Record(caller, id, new ReporterIdentitySeen(request.Id), cancellation);

        return new Disclosure.Shown(shown);
    }

    private async Task<DisclosedReporter> Named(
        IQuerySession session, ReporterIdentity? identity, CancellationToken cancellation)
    {
        if (identity is null)
            return new(null, new ErasedText(TextClass.Reporter), null, null);

        var row = identity.PersonId is { } person
            ? await session.LoadAsync<PersonRow>(person, cancellation)
            : null;
        if (identity.PersonId is not null && row is null)
            return new(identity.PersonId, new ErasedText(TextClass.Reporter), null, identity.Position);

        var keys = new KeyChain();
        if (row is not null)
            await vault.Load(session, keys, [row.Id], cancellation);

        return new(identity.PersonId,
            Directory("name", row?.Name) ?? Text.Of(identity.Name, TextClass.Reporter),
            Directory("subject", row?.Subject) ?? Text.Of(identity.Subject, TextClass.Reporter),
            identity.Position);

        Text? Directory(string field, SealedText? text) => text is null
            ? null
            : Vault.OpenPersonal(session.TenantId, row!.Id, field, text, keys);
    }
}
