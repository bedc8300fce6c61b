using System.Text.Json;
using System.Text.Json.Nodes;
using Incidents.Application.Details;
using Incidents.Application.Store;
using Incidents.Domain;

namespace Incidents.Application.History;

/// <summary>Every event from reporting to closure in order, each with what it changed.</summary>
public static class IncidentHistory
{
    /// <summary>Members that say when and by whom, not what changed.</summary>
    private static readonly string[] Marks = ["version", "recordedAt", "actor"];

    /// <summary>Events and looks as items of the history.</summary>
    public static IEnumerable<JsonObject> Of(IncidentReading reading) =>
        InOrder(reading).Select(entry => entry.Item);

    /// <summary>The items that follow on a place.</summary>
    public static HistoryPage Page(IncidentReading reading, HistoryCursor after, int limit)
    {
        var entries = InOrder(reading)
            .Where(entry => entry.IsLook ? entry.At.Look > after.Look : entry.At.Version > after.Version)
            .Take(limit + 1).ToArray();

        return new([.. entries.Take(limit).Select(entry => entry.Item)],
            entries.Length > limit
                ? new(
                    Math.Max(after.Version, entries[limit - 1].At.Version),
                    Math.Max(after.Look, entries[limit - 1].At.Look))
                : null);
    }

    /// <summary>Looks stand among the events by time, after an event of the same instant.</summary>
    private static IEnumerable<(HistoryCursor At, bool IsLook, JsonObject Item)> InOrder(
        IncidentReading reading)
    {
        var looks = new Queue<OpenedLook>(reading.Looks);
        var at = HistoryCursor.Start;
        foreach (var (e, item) in Events(reading))
        {
            while (looks.TryPeek(out var earlier) && earlier.RecordedAt < e.RecordedAt)
                yield return Look(looks.Dequeue());

            yield return (at = at with { Version = e.Version }, IsLook: false, item);
        }

        while (looks.TryDequeue(out var later))
            yield return Look(later);

        (HistoryCursor At, bool IsLook, JsonObject Item) Look(OpenedLook look) =>
            (at = at with { Look = look.Number }, IsLook: true, Item(look));
    }

    private static IEnumerable<(OpenedEvent Event, JsonObject Item)> Events(IncidentReading reading)
    {
        var view = new JsonObject();
        var before = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var e in reading.Events)
        {
            IncidentDetails.Show(view, e);
            var after = Fields(view);
            yield return (e, Item(e, Changes(before, after)));
            before = after;
        }
    }

    private static JsonObject Item(OpenedLook look)
    {
        var item = new JsonObject
        {
            ["access"] = true,
            ["type"] = EventNames.InApi(look.Data.GetType()),
            ["recordedAt"] = JsonValue.Create(look.RecordedAt.UtcDateTime),
        };
        if (look.Actor is { } actor)
            item["actor"] = JsonSerializer.SerializeToNode(actor, EdgeJson.Options);
        item["policyPoints"] = new JsonArray(
            [.. PolicyAttribute.Of(look.Data.GetType()).Select(point => JsonValue.Create(point))]);
        item["changes"] = new JsonArray();
        item["data"] = JsonSerializer.SerializeToNode(look.Data, look.Data.GetType(), EdgeJson.Options);

        return item;
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
