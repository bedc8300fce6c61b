using System.Text.Json.Nodes;

namespace Incidents.Application.History;

/// <summary>The fields of what is shown of an incident, by stable dotted names: a part of a list is named by
/// its id (<c>remedialActions.019f….completion.outcome</c>), a step of a part that can be taken again by
/// its number, and a list of plain values is one field.</summary>
internal static class Fields
{
    /// <summary>Members that say which, when and by whom; not what changed.</summary>
    private static readonly string[] Marks = ["id", "version", "recordedAt", "actor"];

    /// <summary>Lists that repeat, event by event, what the members beside them show.</summary>
    private static readonly string[] Repeating = ["details", "corrections"];

    /// <summary>Whether each item of a list is a part, or a step, with marks of its own.</summary>
    public static bool IsOfParts(JsonArray list) =>
        list is [JsonObject first, ..] && first.ContainsKey("id") && first.ContainsKey("version");

    /// <summary>The fields of the whole.</summary>
    public static Dictionary<string, JsonNode?> Of(JsonObject view)
    {
        var fields = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var (name, value) in view)
        {
            if (value is JsonArray list && IsOfParts(list))
                foreach (var part in list.OfType<JsonObject>())
                    Collect($"{name}.{part["id"]}", part, fields);
            else
                Collect(name, value, fields);
        }

        return fields;
    }

    /// <summary>The fields of one member, or of one part.</summary>
    public static Dictionary<string, JsonNode?> Of(string name, JsonNode? value)
    {
        var fields = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        Collect(name, value, fields);

        return fields;
    }

    /// <summary>A field with what it was and what it is.</summary>
    public static JsonObject Change(string field, JsonNode? from, JsonNode? to) => new()
    {
        ["field"] = field,
        ["from"] = from?.DeepClone(),
        ["to"] = to?.DeepClone(),
    };

    private static void Collect(string name, JsonNode? value, Dictionary<string, JsonNode?> fields)
    {
        switch (value)
        {
            case JsonArray when Repeating.Contains(name):
                break;
            case JsonArray steps when steps is [JsonObject step, ..] && step.ContainsKey("recordedAt"):
                foreach (var (index, item) in steps.Index())
                    Collect($"{name}.{index + 1}", item, fields);
                break;
            case JsonObject map when !map.ContainsKey("withheld") && !map.ContainsKey("erased"):
                var isStep = map.ContainsKey("recordedAt");
                foreach (var (member, inner) in map.Where(each => !isStep || !Marks.Contains(each.Key)))
                    Collect($"{name}.{member}", inner, fields);
                break;
            case JsonArray list:
                fields[name] = list.Count == 0 ? null : list.DeepClone();
                break;
            default:
                fields[name] = value;
                break;
        }
    }
}
