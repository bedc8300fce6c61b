using System.Collections.Immutable;
using Incidents.Application.Commands;
using Incidents.Application.PersonalData;
using Incidents.Application.Policy;
using Incidents.Domain;
using JasperFx.Events;
using Marten;

namespace Incidents.Application.Register;

/// <summary>The register as it stood at an instant: the lines of today whose incidents were reported by then,
/// each folded again from its events up to then. Who sees a line is asked of today. A line whose incident
/// has not changed since costs nothing more; for the others their events are read, so that a page costs as
/// much as the events of the incidents that it passes over.</summary>
public sealed class RegisterAsOf(
    IDocumentStore store, RegisterQuery register, Vault vault, PolicyPacks packs)
{
    /// <summary>After how many incidents a page ends, whatever it has found.</summary>
    public const int MostPassedOver = 2_000;

    private const int Batch = 200;

    private static readonly ImmutableHashSet<TextClass> TitleClass = [TextClass.Narrative];

    /// <summary>A page of what the caller may see, the latest report first.</summary>
    public async Task<RegisterPage> Page(
        Caller caller, RegisterFilter filter, DateTimeOffset asOf, RegisterCursor? after, int limit,
        CancellationToken cancellation)
    {
        await using var session = store.QuerySession(caller.Tenant);
        var reported = Reported(filter, asOf);
        var found = new List<RegisterLine>();
        for (var passed = 0; passed < MostPassedOver; passed += Batch)
        {
            var today = await register.Page(
                caller, reported, RegisterSort.ReportedAt, after, Batch, cancellation);
            var entries = today.Items.Select(line => line.Entry).ToArray();
            foreach (var entry in await Then(session, entries, asOf, cancellation))
            {
                if (!filter.Fits(entry, Visibility.ReadsTitles(caller.Actor)))
                    continue;

                if (found.Count == limit)
                    return new(found, RegisterCursor.After(found[^1]));

                found.Add(new(entry, DueAt: null));
            }

            after = today.Next;
            if (after is null)
                break;
        }

        return new(found, after);
    }

    /// <summary>What never changes of an incident is asked of the table.</summary>
    private static RegisterFilter Reported(RegisterFilter filter, DateTimeOffset asOf)
    {
        var end = asOf.AddTicks(TimeSpan.TicksPerMicrosecond);

        return new([], [], [], ReportedFrom: filter.ReportedFrom,
            ReportedTo: filter.ReportedTo < end ? filter.ReportedTo : end);
    }

    private async Task<IReadOnlyList<RegisterEntry>> Then(
        IQuerySession session, IReadOnlyList<RegisterEntry> today, DateTimeOffset asOf,
        CancellationToken cancellation)
    {
        var changed = today.Where(entry => entry.Incident.RecordedAt > asOf)
            .Select(entry => entry.Id).ToArray();
        if (changed.Length == 0)
            return today;

        var events = await session.Events.QueryAllRawEvents()
            .Where(e => e.StreamId.IsOneOf(changed) && e.Timestamp <= asOf)
            .ToListAsync(cancellation);
        var keys = new KeyChain();
        await vault.Load(session, keys, changed, cancellation);
        var lives = events.ToLookup(e => e.StreamId);

        var then = new List<RegisterEntry>();
        foreach (var entry in today)
        {
            var pack = await packs.Pinned(session, entry.Incident.Pack!, cancellation);
            then.Add(entry.Incident.RecordedAt > asOf
                ? Fold(session.TenantId, entry, lives[entry.Id].OrderBy(e => e.Version), keys, pack)
                : entry);
        }

        return then;
    }

    private static RegisterEntry Fold(
        string tenant, RegisterEntry today, IEnumerable<IEvent> life, KeyChain keys,
        PolicyPack pack)
    {
        var then = new RegisterEntry { Id = today.Id };
        var title = default(Text);
        foreach (var e in life)
        {
            var @event = (IncidentEvent)e.Data;
            then = RegisterFold.After(
                then, @event, e.Timestamp, then.Incident.Evolve(@event, e.Timestamp), pack);
            if (TitleIn(@event) is not null)
                title = TitleIn(Vault.Open(tenant, today.Id, @event, keys, TitleClass));
        }

        then = RegisterFold.Shown(then, pack);

        // What has been erased since is not shown as of before either.
        return title is ClearText clear
            ? then with { Title = clear.Value }
            : then with { Title = "", Erased = true };
    }

    private static Text? TitleIn(IncidentEvent @event) => @event switch
    {
        IncidentReported e => e.Title,
        RecordCorrected { Field: Correctable.Title } e => e.Text,
        _ => null,
    };
}
