using Incidents.Domain;

namespace Incidents.Application.Commands;

/// <summary>What a command did.</summary>
/// <param name="Incident">The incident as it is now.</param>
/// <param name="Events">What was recorded; nothing where it was already so.</param>
/// <param name="Made">The id of the part that it made.</param>
/// <param name="Receipt">By which its reporter follows it up; shown here and never again.</param>
public sealed record Done(
    Incident Incident, IReadOnlyList<IncidentEvent> Events, string? Made, string? Receipt = null);

/// <summary>An answer as it goes out, to be given again byte for byte.</summary>
public sealed record Rendered(int Status, string? Location, string? ETag, byte[] Body);
