using Incidents.Domain;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace Incidents.Application.Store;

/// <summary>Keeps the fold of each incident beside its events, so that a command loads it in one read. The
/// fold is the domain's; Marten only stores it.</summary>
public sealed partial class IncidentProjection : SingleStreamProjection<Incident, Guid>
{
    /// <inheritdoc/>
    public override Incident? Evolve(Incident? snapshot, Guid id, IEvent e) => e.Data is IncidentEvent @event
        ? (snapshot ?? Incident.Initial).Evolve(@event, e.Timestamp) with { Id = id }
        : snapshot;
}

/// <summary>Keeps which policy pack is in force in a tenant.</summary>
public sealed partial class TenantProjection : SingleStreamProjection<Tenant, Guid>
{
    /// <inheritdoc/>
    public override Tenant? Evolve(Tenant? snapshot, Guid id, IEvent e) =>
        e.Data is TenantEvent @event ? (snapshot ?? Tenant.Initial).Evolve(@event) : snapshot;
}

/// <summary>Keeps where each request for an exception stands.</summary>
public sealed partial class PolicyExceptionProjection : SingleStreamProjection<PolicyException, Guid>
{
    /// <inheritdoc/>
    public override PolicyException? Evolve(PolicyException? snapshot, Guid id, IEvent e) =>
        e.Data is PolicyExceptionEvent @event
            ? (snapshot ?? PolicyException.Initial).Evolve(@event) with { Id = id }
            : snapshot;
}

/// <summary>Keeps where each proposal to change the policy stands.</summary>
public sealed partial class PolicyChangeProjection : SingleStreamProjection<PolicyChange, Guid>
{
    /// <inheritdoc/>
    public override PolicyChange? Evolve(PolicyChange? snapshot, Guid id, IEvent e) =>
        e.Data is PolicyChangeEvent @event
            ? (snapshot ?? PolicyChange.Initial).Evolve(@event) with { Id = id }
            : snapshot;
}
