using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Incidents.Api.Tests.OpenApi;

/// <summary>Where a value is not what its schema says. It knows the keywords that the description uses, and
/// takes a member that no schema names for a mistake, although readers must expect new ones.</summary>
internal static class Conformity
{
    public static IReadOnlyList<string> Problems(JsonNode? value, JsonNode schema, string at = "")
    {
        var whole = Description.Resolve(schema);
        if (whole["oneOf"] is JsonArray one)
        {
            return one.Count(each => Fits(value, each!)) == 1
                ? []
                : [$"{at} is not exactly one of the possible: {value}"];
        }

        if (whole["anyOf"] is JsonArray any)
            return any.Any(each => Fits(value, each!)) ? [] : [$"{at} is none of the possible: {value}"];

        if (whole["type"] is not { } type)
            return [];

        if (!Types(type).Contains(KindOf(value)))
            return [$"{at} is {KindOf(value)}, not {type.ToJsonString()}"];

        return value switch
        {
            JsonObject map => [.. Members(map, whole, at)],
            JsonArray list =>
            [
                .. list.Index().SelectMany(
                    item => Problems(item.Item, whole["items"]!, $"{at}/{item.Index}")),
            ],
            null => [],
            _ => [.. Single(value, whole, at)],
        };
    }

    private static bool Fits(JsonNode? value, JsonNode schema) => Problems(value, schema).Count == 0;

    private static IEnumerable<string> Members(JsonObject map, JsonObject schema, string at)
    {
        var properties = schema["properties"]?.AsObject() ?? [];
        foreach (var name in (schema["required"]?.AsArray() ?? []).Select(name => name!.GetValue<string>()))
        {
            if (!map.ContainsKey(name))
                yield return $"{at}/{name} is missing.";
        }

        foreach (var (name, value) in map)
        {
            if ((properties[name] ?? schema["additionalProperties"] as JsonObject) is not { } member)
                yield return $"{at}/{name} is not described.";
            else
                foreach (var problem in Problems(value, member, $"{at}/{name}"))
                    yield return problem;
        }
    }

    private static IEnumerable<string> Single(JsonNode value, JsonObject schema, string at)
    {
        if (schema["enum"] is JsonArray words && !words.Any(word => JsonNode.DeepEquals(word, value)))
            yield return $"{at} is not a word of the vocabulary: {value}";

        if (schema["pattern"]?.GetValue<string>() is { } pattern
            && !Regex.IsMatch($"{value}", pattern, RegexOptions.None, TimeSpan.FromSeconds(1)))
            yield return $"{at} does not match {pattern}: {value}";

        var wellFormed = schema["format"]?.GetValue<string>() switch
        {
            "uuid" => Guid.TryParseExact($"{value}", "D", out _),
            "date" => DateOnly.TryParseExact($"{value}", "yyyy-MM-dd", out _),
            "date-time" => $"{value}".EndsWith('Z')
                && DateTimeOffset.TryParse($"{value}", CultureInfo.InvariantCulture, out _),
            _ => true,
        };
        if (!wellFormed)
            yield return $"{at} is no {schema["format"]}: {value}";
    }

    private static IEnumerable<string> Types(JsonNode type) =>
        type is JsonArray several
            ? several.Select(each => each!.GetValue<string>())
            : [type.GetValue<string>()];

    private static string KindOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.Number => "integer",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "string",
    };
}
