using System.Globalization;
using System.Text.Json.Nodes;
using Incidents.Application.Store;
using Incidents.Domain;

namespace Incidents.Application.Changes;

/// <summary>That an event was recorded: what kind, of what, when, and its position in the tenant's feed. No
/// text of it, and not by whom.</summary>
/// <param name="Id">The event's own id.</param>
/// <param name="Type">As the interface names the event.</param>
/// <param name="Subject">What it happened to; none: to the school itself.</param>
/// <param name="IsOfIncident">Whether that is an incident.</param>
/// <param name="Version">The incident's version with it; none, where it changes none.</param>
/// <param name="RecordedAt">As it is stored, UTC.</param>
public sealed record Change(
    string Tenant, long Position, Guid Id, string Type, Guid? Subject, bool IsOfIncident, long? Version,
    DateTimeOffset RecordedAt)
{
    /// <summary>How many digits a position is written with, so that it sorts as text.</summary>
    public const int Digits = 19;

    /// <summary>The stored names of events that tell of an incident, looks at it among them.</summary>
    internal static string[] OfIncidents { get; } =
    [
        .. EventNames.All.Where(each => each.Key.IsSubclassOf(typeof(IncidentEvent))
                || each.Key.IsSubclassOf(typeof(AccessEvent)))
            .Select(each => each.Value),
    ];

    /// <summary>Every name that a change can have, as the interface has it.</summary>
    public static IReadOnlySet<string> Names { get; } =
        EventNames.All.Keys.Select(EventNames.InApi).ToHashSet(StringComparer.Ordinal);

    /// <summary>Where the events of a tenant come from, for whoever reads those of several.</summary>
    public static string Source(string tenant) => $"/tenants/{tenant}";

    /// <summary>From its row.</summary>
    internal static Change Of(
        string tenant, long position, Guid id, string storedName, Guid about, long version,
        DateTimeOffset recordedAt)
    {
        var type = EventNames.TypeOf(storedName)!;

        return new(
            tenant, position, id, EventNames.InApi(type),
            type.IsSubclassOf(typeof(TenantEvent)) ? null : about, OfIncidents.Contains(storedName),
            type.IsSubclassOf(typeof(IncidentEvent)) ? version : null,
            recordedAt);
    }

    /// <summary>As a CloudEvent 1.0 in JSON.</summary>
    public JsonObject ToCloudEvent()
    {
        var data = new JsonObject();
        if (IsOfIncident)
            data["incidentId"] = Subject;
        if (Version is { } version)
            data["version"] = version;

        var written = new JsonObject
        {
            ["specversion"] = "1.0",
            ["type"] = Type,
            ["source"] = Source(Tenant),
            ["id"] = Id,
            ["subject"] = Subject is { } subject ? subject.ToString() : Tenant,
            ["time"] = JsonValue.Create(RecordedAt.UtcDateTime),
            ["sequence"] = Position.ToString($"D{Digits}", CultureInfo.InvariantCulture),
            ["datacontenttype"] = "application/json",
            ["data"] = data,
        };

        return written;
    }
}
