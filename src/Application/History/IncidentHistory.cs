using System.Text.Json;
using System.Text.Json.Nodes;
using Incidents.Application.Details;

namespace Incidents.Application.History;

/// <summary>Every event from reporting to closure in order, each with what it changed.</summary>
public static class IncidentHistory
{
    /// <summary>Members that say when and by whom, not what changed.</summary>
    private static readonly string[] Marks = ["version", "recordedAt", "actor"];

    /// <summary>The events as items of the history.</summary>
    public static IEnumerable<JsonObject> Of(IncidentReading reading)
    {
        var view = new JsonObject();
        var before = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var e in reading.Events)
        {
            IncidentDetails.Show(view, e);
            var after = Fields(view);
            yield return Item(e, Changes(before, after));
            before = after;
        }
    }

    private static JsonObject Item(OpenedEvent e, JsonArray changes)
    {
        var item = new JsonObject
        {
            ["version"] = e.Version,
            ["type"] = e.Type,
            ["recordedAt"] = JsonValue.Create(e.RecordedAt.UtcDateTime),
        };
        if (e.OccurredAt is { } occurredAt)
            item["occurredAt"] = JsonValue.Create(occurredAt.UtcDateTime);
        if (e.Actor is { } actor)
            item["actor"] = JsonSerializer.SerializeToNode(actor, EdgeJson.Options);
        if (e.OnBehalfOf is { } person)
            item["onBehalfOf"] = JsonSerializer.SerializeToNode(person, EdgeJson.Options);
        item["policyPoints"] = new JsonArray([.. e.PolicyPoints.Select(point => JsonValue.Create(point))]);
        item["changes"] = changes;
        item["data"] = e.Json();

        return item;
    }

    private static JsonArray Changes(
        Dictionary<string, JsonNode?> before, Dictionary<string, JsonNode?> after) =>
    [
        .. before.Keys.Union(after.Keys, StringComparer.Ordinal)
            .Select(field =>
                (Field: field, From: before.GetValueOrDefault(field), To: after.GetValueOrDefault(field)))
            .Where(change => !JsonNode.DeepEquals(change.From, change.To))
            .Select(change => new JsonObject
            {
                ["field"] = change.Field,
                ["from"] = change.From?.DeepClone(),
                ["to"] = change.To?.DeepClone(),
            }),
    ];

    /// <summary>The single values of the view by dotted name. Lists only ever grow by the event itself, whose
    /// data stands beside its changes.</summary>
    private static Dictionary<string, JsonNode?> Fields(JsonObject view)
    {
        var fields = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        Collect(view, "", fields);

        return fields;
    }

    private static void Collect(JsonObject from, string path, Dictionary<string, JsonNode?> fields)
    {
        foreach (var (name, value) in from)
        {
            if (Marks.Contains(name) || value is JsonArray)
                continue;

            if (value is JsonObject child && !child.ContainsKey("withheld") && !child.ContainsKey("erased"))
                Collect(child, $"{path}{name}.", fields);
            else
                fields[path + name] = value?.DeepClone();
        }
    }
}
