using System.Text.Json;
using System.Text.Json.Nodes;
using Incidents.Application.Csv;

namespace Incidents.Application.History;

/// <summary>A history as a table: a row for each field that an event changed, so that a spreadsheet can sort
/// and filter it.</summary>
public static class HistoryTable
{
    private static readonly string[] Columns =
    [
        "version", "access", "type", "recordedAt", "occurredAt", "actorId", "actorName", "actorRoles",
        "onBehalfOfId", "onBehalfOfName", "causationId", "policyPoints", "supersededBy", "field", "from",
        "to",
    ];

    /// <summary>Writes the table.</summary>
    public static async Task Write(
        Stream sink, IEnumerable<JsonObject> items, CancellationToken cancellation)
    {
        var csv = new CsvWriter(sink);
        await csv.Head(Columns, cancellation);
        foreach (var item in items)
        {
            object?[] common =
            [
                item["version"]?.GetValue<long>(), item.ContainsKey("access"), Text(item["type"]),
                Instant(item["recordedAt"]), Instant(item["occurredAt"]), Text(item["actor"]?["personId"]),
                Text(item["actor"]?["name"]), Text(item["actor"]?["roles"]),
                Text(item["onBehalfOf"]?["personId"]), Text(item["onBehalfOf"]?["name"]),
                Text(item["causationId"]), Text(item["policyPoints"]),
                item["supersededBy"]?.GetValue<long>(),
            ];
            foreach (var (field, from, to) in Changes(item))
                await csv.Row([.. common, field, from, to], cancellation);
        }
    }

    /// <summary>What an event changed; of one that changed nothing, what it holds.</summary>
    private static IEnumerable<(string Field, string? From, string? To)> Changes(JsonObject item)
    {
        var changes = item["changes"]!.AsArray();
        if (changes.Count > 0)
            return changes.Select(
                change => (change!["field"]!.GetValue<string>(), Text(change["from"]), Text(change["to"])));

        return item["data"] is JsonObject { Count: > 0 } data
            ? data.Select(member => (member.Key, (string?)null, Text(member.Value)))
            : [("", null, null)];
    }

    private static DateTimeOffset? Instant(JsonNode? node) =>
        node is null ? null : new DateTimeOffset(node.GetValue<DateTime>(), TimeSpan.Zero);

    /// <summary>A value as people read it: the words of a list separated by semicolons, and what is hidden in
    /// brackets.</summary>
    private static string? Text(JsonNode? node) => node switch
    {
        null => null,
        JsonObject hidden when hidden.ContainsKey("withheld") => "(withheld)",
        JsonObject hidden when hidden.ContainsKey("erased") => "(erased)",
        JsonArray list when list.All(item => item is JsonValue) => string.Join("; ", list.Select(Text)),
        JsonObject or JsonArray => node.ToJsonString(EdgeJson.Options),
        _ when node.GetValueKind() == JsonValueKind.String => node.Deserialize<string>(EdgeJson.Options),
        _ => node.ToJsonString(EdgeJson.Options),
    };
}
