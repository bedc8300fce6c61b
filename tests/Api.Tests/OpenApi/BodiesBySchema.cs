using System.Text.Json.Nodes;

namespace Incidents.Api.Tests.OpenApi;

/// <summary>Bodies that a schema allows, and bodies that it forbids in one place.</summary>
internal static class BodiesBySchema
{
    /// <summary>The fullest body, the least, and the fullest with each thing once at its limit.</summary>
    public static IEnumerable<JsonObject> Good(JsonObject schema)
    {
        yield return Full(schema).AsObject();
        yield return Least(schema);

        foreach (var place in Places(schema, ""))
        {
            foreach (var value in AtTheLimit(place.Schema))
                yield return With(schema, place.Pointer, value);
        }
    }

    /// <summary>The fullest body with one thing wrong, and where.</summary>
    public static IEnumerable<(JsonObject Body, string Pointer)> Bad(JsonObject schema)
    {
        foreach (var place in Places(schema, ""))
        {
            if (place.IsRequired)
                yield return (Without(schema, place.Pointer), place.Pointer);

            foreach (var value in Wrong(place.Schema))
                yield return (With(schema, place.Pointer, value), place.Pointer);
        }

        var objects = Places(schema, "").Where(place => TypeOf(place.Schema) == "object");
        foreach (var at in objects.Select(place => place.Pointer).Prepend(""))
            yield return (With(schema, $"{at}/strange", true), $"{at}/strange");
    }

    private static IEnumerable<JsonNode?> AtTheLimit(JsonObject schema)
    {
        var plain = Plain(schema);
        if (IsNullable(schema))
            yield return null;

        if (plain["maxLength"]?.GetValue<int>() is { } length)
            yield return new string('x', length);

        if (plain["maxItems"]?.GetValue<int>() is { } items)
            yield return List(items, plain);

        foreach (var word in plain["enum"]?.AsArray() ?? [])
            yield return word!.DeepClone();
    }

    private static IEnumerable<JsonNode?> Wrong(JsonObject schema)
    {
        var plain = Plain(schema);
        if (!IsNullable(schema))
            yield return null;

        yield return TypeOf(schema) == "boolean" ? 1 : true;
        if (TypeOf(schema) == "string")
            yield return " ";

        if (plain["enum"] is not null
            || plain["format"]?.GetValue<string>() is "uuid" or "date" or "date-time" or "time-local")
            yield return "somewhat";

        if (plain["maxLength"]?.GetValue<int>() is { } length)
            yield return new string('x', length + 1);

        if (plain["maxItems"]?.GetValue<int>() is { } items)
            yield return List(items + 1, plain);
    }

    private static JsonArray List(int length, JsonObject schema) =>
        new([.. Enumerable.Range(0, length).Select(_ => Full(schema["items"]!))]);

    /// <summary>Every field, also those within objects and in the first items of lists.</summary>
    private static IEnumerable<(string Pointer, JsonObject Schema, bool IsRequired)> Places(
        JsonObject schema, string at)
    {
        var plain = Plain(schema);
        var required = Required(plain);
        foreach (var (name, member) in plain["properties"]?.AsObject() ?? [])
        {
            var pointer = $"{at}/{name}";
            yield return (pointer, member!.AsObject(), required.Contains(name));

            var inner = TypeOf(member.AsObject()) == "array" ? Plain(member.AsObject())["items"]! : member;
            foreach (var place in Places(inner.AsObject(), inner == member ? pointer : $"{pointer}/0"))
                yield return place;
        }
    }

    private static JsonNode Full(JsonNode schema)
    {
        var plain = Plain(schema.AsObject());

        return TypeOf(schema.AsObject()) switch
        {
            "object" => new JsonObject((plain["properties"]?.AsObject() ?? [])
                .Select(member => KeyValuePair.Create(member.Key, (JsonNode?)Full(member.Value!)))),
            "array" => new JsonArray(Full(plain["items"]!)),
            "boolean" => true,
            "integer" => 1,
            _ => plain["enum"]?[0]?.DeepClone() ?? plain["format"]?.GetValue<string>() switch
            {
                "uuid" => "0195b3c2-7d4e-7a10-8f21-3c5d9e0a4b67",
                "date" => "2026-03-01",
                "time-local" => "08:30",
                "date-time" => "2026-03-01T09:30:00Z",
                _ => "words",
            },
        };
    }

    private static JsonObject Least(JsonObject schema)
    {
        var body = Full(schema).AsObject();
        foreach (var name in body.Select(member => member.Key).Except(Required(schema)).ToList())
            body.Remove(name);

        return body;
    }

    private static JsonObject With(JsonObject schema, string pointer, JsonNode? value)
    {
        var (body, parent, name) = At(schema, pointer);
        parent[name] = value;

        return body;
    }

    private static JsonObject Without(JsonObject schema, string pointer)
    {
        var (body, parent, name) = At(schema, pointer);
        parent.Remove(name);

        return body;
    }

    private static (JsonObject Body, JsonObject Parent, string Name) At(JsonObject schema, string pointer)
    {
        var body = Full(schema).AsObject();
        var names = pointer.Split('/')[1..];
        var parent = names[..^1].Aggregate((JsonNode)body,
            (from, name) => from is JsonArray list ? list[int.Parse(name)]! : from[name]!);

        return (body, parent.AsObject(), names[^1]);
    }

    private static HashSet<string> Required(JsonObject schema) =>
        [.. (schema["required"]?.AsArray() ?? []).Select(name => name!.GetValue<string>())];

    private static bool IsNullable(JsonObject schema) =>
        schema["oneOf"] is not null
        || (schema["type"] as JsonArray)?.Any(type => $"{type}" == "null") == true;

    /// <summary>The schema of what is not null.</summary>
    private static JsonObject Plain(JsonObject schema) =>
        Description.Resolve(schema["oneOf"]?.AsArray().First(each => each!["$ref"] is not null) ?? schema);

    private static string TypeOf(JsonObject schema) => Plain(schema)["type"] switch
    {
        JsonArray several => several.Select(type => $"{type}").First(type => type != "null"),
        var one => $"{one}",
    };
}
