using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;
using Incidents.Application.Store;
using Incidents.Domain;

namespace Incidents.Application.Tests.Store;

public sealed class TheSnapshotOfAnIncident
{
    private static readonly Gen<IncidentEvent> Any = Gen.OneOf<IncidentEvent>(
    [
        .. EventNames.All.Keys.Where(type => type.IsSubclassOf(typeof(IncidentEvent)))
            .Select(type => AnyEvent.Of(type).Select(@event => (IncidentEvent)@event)),
    ]);

    private static readonly Gen<ImmutableArray<IncidentEvent>> AnyLife =
        Any.Array[0, 40].Select(events => Possible(events));

    [Fact]
    public void is_written_again_as_it_was_read() =>
        AnyLife.Sample(events =>
        {
            var written = Write(Fold(Incident.Initial, events));

            return Write(Read(written)) == written;
        });

    [Fact]
    public void is_the_fold_of_all_events_wherever_it_was_stored_between() =>
        Gen.Select(AnyLife, Gen.Int[0, 40]).Sample((events, cut) =>
        {
            var first = Read(Write(Fold(Incident.Initial, events.Take(cut))));

            return Write(Fold(first, events.Skip(cut))) == Write(Fold(Incident.Initial, events));
        });

    [Fact]
    public void is_the_fold_also_when_it_is_stored_after_every_event() =>
        AnyLife.Sample(events =>
        {
            var stored = events.Aggregate(
                Write(Incident.Initial), (snapshot, @event) => Write(Read(snapshot).Evolve(@event)));

            return stored == Write(Fold(Incident.Initial, events));
        }, iter: 50);

    [Fact]
    public void decides_as_the_fold_does()
    {
        var pack = DefaultPack.Create();

        AnyLife.Sample(events =>
        {
            var whole = Fold(Incident.Initial, events);
            var snapshot = Read(Write(whole));

            return Domain.Checklist.Of(snapshot).SequenceEqual(Domain.Checklist.Of(whole))
                && snapshot.Status == whole.Status
                && ClosureGate.Blocking(snapshot, pack).Select(no => no.Rule)
                    .SequenceEqual(ClosureGate.Blocking(whole, pack).Select(no => no.Rule))
                && pack.Duties.All(row => StandIns.Holding(row.Duty, snapshot, pack)
                    .SetEquals(StandIns.Holding(row.Duty, whole, pack)));
        });
    }

    [Fact]
    public void holds_no_text() =>
        AnyLife.Sample(events =>
            !Write(Fold(Incident.Initial, events))
                .Contains("ciphertext", StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void of_a_tenant_is_written_again_as_it_was_read() =>
        AnyEvent.Of(typeof(PolicyPackAdopted)).Sample(adopted =>
        {
            var tenant = Tenant.Initial.Evolve((TenantEvent)adopted);
            var json = JsonSerializer.Serialize(tenant, StoreJson.Options);

            return JsonSerializer.Deserialize<Tenant>(json, StoreJson.Options) == tenant;
        });

    /// <summary>Nobody takes on or judges what is not there; everything else may come in any order.</summary>
    private static ImmutableArray<IncidentEvent> Possible(IEnumerable<IncidentEvent> events)
    {
        var incident = Incident.Initial;
        var possible = ImmutableArray.CreateBuilder<IncidentEvent>();
        foreach (var @event in events)
        {
            var lacksItsSubject = @event switch
            {
                AllocationAccepted => incident.Allocation is null,
                OutcomeAssessed or OutcomeReportAccepted or OutcomeReportReturned => incident.Report is null,
                _ => false,
            };
            if (lacksItsSubject)
                continue;

            possible.Add(@event);
            incident = incident.Evolve(@event);
        }

        return possible.ToImmutable();
    }

    private static Incident Fold(Incident from, IEnumerable<IncidentEvent> events) =>
        events.Aggregate(from, (incident, @event) => incident.Evolve(@event));

    private static string Write(Incident incident) => JsonSerializer.Serialize(incident, StoreJson.Options);

    private static Incident Read(string json) =>
        JsonSerializer.Deserialize<Incident>(json, StoreJson.Options)!;
}
