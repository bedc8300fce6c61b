using System.Text.Json.Nodes;
using Incidents.Application.Details;
using Incidents.Domain;

namespace Incidents.Application.History;

/// <summary>What changed between two versions of an incident, field by field, whatever came
/// between.</summary>
public static class IncidentDiff
{
    /// <summary>The changes from one version to the one that was read.</summary>
    /// <param name="to">The incident at the later version.</param>
    /// <param name="from">The earlier version; 0: before the report.</param>
    public static JsonObject Of(IncidentReading to, long from)
    {
        var (before, after) = (FieldsAt(to, from), FieldsAt(to, to.Incident.Version));

        return new()
        {
            ["from"] = from,
            ["to"] = to.Incident.Version,
            ["changes"] = new JsonArray([.. before.Keys.Union(after.Keys, StringComparer.Ordinal)
                .Select(field =>
                    (Field: field, From: before.GetValueOrDefault(field), To: after.GetValueOrDefault(field)))
                .Where(change => !JsonNode.DeepEquals(change.From, change.To))
                .Select(change => Fields.Change(change.Field, change.From, change.To))]),
        };
    }

    private static Dictionary<string, JsonNode?> FieldsAt(IncidentReading reading, long version)
    {
        var events = reading.Events.TakeWhile(e => e.Version <= version).ToArray();
        var view = new JsonObject();
        if (events is [.., { Status: { } status }])
            view["status"] = Words.CamelCase(status);
        foreach (var e in Corrections.Applied(events))
            IncidentDetails.Show(view, e);

        return Fields.Of(view);
    }
}
