using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Incidents.Application.Csv;

/// <summary>Lines that are answered as JSON, as rows of a table.</summary>
public static class JsonCells
{
    /// <summary>The cells of a line.</summary>
    /// <param name="columns">Names of members, of those within others with a point between.</param>
    public static IEnumerable<object?> Of(JsonObject line, IEnumerable<string> columns) => columns
        .Select(column => Of(column.Split('.').Aggregate((JsonNode?)line, (node, name) => node?[name])));

    /// <summary>A value as a cell: words of a list separated by semicolons, and in brackets what is
    /// hidden.</summary>
    public static object? Of(JsonNode? node) => node switch
    {
        null => null,
        JsonObject hidden when hidden.ContainsKey("withheld") => "(withheld)",
        JsonObject hidden when hidden.ContainsKey("erased") => "(erased)",
        JsonArray list => string.Join("; ", list.Select(item => $"{Of(item)}")),
        JsonValue value => Of(value),
        _ => node.ToJsonString(),
    };

    private static object? Of(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>(),
        JsonValueKind.Number => long.Parse(value.ToJsonString(), CultureInfo.InvariantCulture),
        _ => JsonSerializer.Deserialize<string>(value.ToJsonString()),
    };
}
