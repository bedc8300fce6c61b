using Incidents.Domain;

namespace Incidents.Application.Commands;

/// <summary>Who calls, from the credentials alone.</summary>
/// <param name="Tenant">The school whose data it is about.</param>
/// <param name="Actor">Who acts.</param>
/// <param name="Correlation">Our own id for this call; never the client's.</param>
public sealed record Caller(string Tenant, Actor Actor, Guid Correlation);
