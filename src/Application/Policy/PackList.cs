using Incidents.Application.Commands;
using Incidents.Application.History;
using Incidents.Application.People;
using Incidents.Application.PersonalData;
using Incidents.Application.Timescales;
using Incidents.Domain;
using JasperFx.Events;
using Marten;

namespace Incidents.Application.Policy;

/// <summary>A pack that was adopted.</summary>
/// <param name="Version">The tenant's own numbering, from 1.</param>
/// <param name="Sha256">Of the pack's canonical JSON; incidents pin it with the version.</param>
/// <param name="AdoptedAt">UTC.</param>
/// <param name="AdoptedBy">Who adopted it.</param>
/// <param name="DocumentControl">Which policy it is, who approved it when, and its next review.</param>
/// <param name="InForce">Whether it is what new incidents are handled under.</param>
/// <param name="ReviewOverdue">Whether it is in force and should have been reviewed by today.</param>
public sealed record AdoptedPackView(
    int Version, string Sha256, DateTimeOffset AdoptedAt, ActorView? AdoptedBy,
    DocumentControl DocumentControl, bool InForce, bool ReviewOverdue);

/// <summary>The packs that a tenant has adopted, the latest first.</summary>
public sealed class PackList(
    IDocumentStore store, Vault vault, PolicyPacks packs, ActorViews actors, TimeProvider clock)
{
    /// <summary>A page of them.</summary>
    /// <param name="before">Only versions below this one.</param>
    public async Task<IReadOnlyList<AdoptedPackView>> Page(
        Caller caller, int? before, int limit, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(caller.Tenant);
        var (pin, current) = await packs.InForce(session, cancellation);
        var today = TimeZones.DateOf(current.Calendar, clock.GetUtcNow());
        var adopted = (await session.Events.FetchStreamAsync(Tenant.StreamId, token: cancellation))
            .Where(e => e.Data is PolicyPackAdopted each && !(each.Version >= before))
            .Reverse().Take(limit).ToArray();

        var keys = new KeyChain();
        var acted = await actors.Of(session, adopted, keys, cancellation);
        await vault.Load(session, keys, [Tenant.StreamId], cancellation);

        return [.. adopted.Select(View)];

        AdoptedPackView View(IEvent e)
        {
            var opened = Vault.Open(
                caller.Tenant, e.StreamId, (PolicyPackAdopted)e.Data, keys,
                new HashSet<TextClass> { TextClass.Narrative });
            var control = PolicyPacks.Read(opened).DocumentControl;
            var inForce = opened.Version == pin.Version;

            return new(opened.Version, opened.Sha256, e.Timestamp, acted.ActedIn(e), control, inForce,
                inForce && control.IsReviewOverdue(today));
        }
    }

    /// <summary>The pack in force, and whether its review is overdue.</summary>
    public async Task<(PackPin Pin, PolicyPack Pack, bool ReviewOverdue)> InForce(
        Caller caller, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(caller.Tenant);
        var (pin, pack) = await packs.InForce(session, cancellation);

        return (pin, pack, IsOverdue(pack));
    }

    /// <summary>A version, in force or not; none where the tenant never adopted it.</summary>
    public async Task<(PackPin Pin, PolicyPack Pack, bool ReviewOverdue)?> Version(
        Caller caller, int version, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(caller.Tenant);
        var (inForce, _) = await packs.InForce(session, cancellation);
        var adopted = (await session.Events.FetchStreamAsync(Tenant.StreamId, token: cancellation))
            .Select(e => e.Data).OfType<PolicyPackAdopted>().FirstOrDefault(each => each.Version == version);
        if (adopted is null)
            return null;

        var pin = new PackPin(adopted.Version, adopted.Sha256);
        var pack = await packs.Pinned(session, pin, cancellation);

        return (pin, pack, pin == inForce && IsOverdue(pack));
    }

    private bool IsOverdue(PolicyPack pack) =>
        pack.DocumentControl.IsReviewOverdue(TimeZones.DateOf(pack.Calendar, clock.GetUtcNow()));
}
