using System.Text;
using System.Text.Json.Nodes;

namespace Incidents.Api.Tests.Fuzz;

/// <summary>Bodies that are right, nearly right, or no bodies at all.</summary>
internal static class NonsenseBodies
{
    private const string Place = "@@here@@";

    /// <summary>Something made of a right body.</summary>
    public static byte[] Of(JsonNode right, Random random) => random.Next(10) switch
    {
        0 or 1 => Utf8(right.ToJsonString()),
        2 or 3 or 4 or 5 => Utf8(WithOneThingOther(right, random)),
        6 => Utf8(WithANameOther(right, random)),
        7 => Broken(Utf8(right.ToJsonString()), random),
        8 => Utf8(NoObject(right, random)),
        _ => Noise(random),
    };

    private static string WithOneThingOther(JsonNode right, Random random)
    {
        var body = right.DeepClone();
        var places = Places(body).ToList();
        if (places.Count == 0)
            return Any(random);

        var (holder, name, index) = places[random.Next(places.Count)];
        if (holder is JsonObject map && random.Next(5) == 0)
            map.Remove(name!);
        else if (holder is JsonObject named)
            named[name!] = Place;
        else
            holder.AsArray()[index] = Place;

        return body.ToJsonString().Replace($"\"{Place}\"", Any(random), StringComparison.Ordinal);
    }

    private static string WithANameOther(JsonNode right, Random random)
    {
        var text = right.ToJsonString();
        var names = (right as JsonObject)?.Select(member => member.Key).ToList() ?? [];
        if (names.Count == 0)
            return Any(random);

        var name = $"\"{names[random.Next(names.Count)]}\":";
        var other = random.Next(5) switch
        {
            0 => "\"\":",
            1 => name.ToUpperInvariant(),
            2 => $"{name}null,{name}",
            3 => "\"__proto__\":",
            _ => $"\"strange{random.Next(100)}\":",
        };

        return text.Replace(name, other, StringComparison.Ordinal);
    }

    private static string NoObject(JsonNode right, Random random) => random.Next(6) switch
    {
        0 => $"[{right.ToJsonString()}]",
        1 => string.Concat(Enumerable.Repeat("[", 200)) + string.Concat(Enumerable.Repeat("]", 200)),
        2 => string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100),
        3 => right.ToJsonString() + right.ToJsonString(),
        4 => "",
        _ => Any(random),
    };

    private static byte[] Broken(byte[] text, Random random)
    {
        var at = random.Next(text.Length);

        return random.Next(4) switch
        {
            0 => text[..at],
            1 => [.. text[..at], (byte)random.Next(256), .. text[at..]],
            2 => [0xEF, 0xBB, 0xBF, .. text],
            _ => [.. text[..at], 0xC3, 0x28, .. text[at..]],
        };
    }

    private static byte[] Noise(Random random)
    {
        var noise = new byte[random.Next(200)];
        random.NextBytes(noise);

        return noise;
    }

    /// <summary>Each place in a body where another value could stand.</summary>
    private static IEnumerable<(JsonNode Holder, string? Name, int Index)> Places(JsonNode? node) =>
        node switch
        {
            JsonObject map => map.ToList().SelectMany(member =>
                Places(member.Value).Prepend((map, member.Key, 0))),
            JsonArray list => list.ToList().SelectMany((item, i) => Places(item).Prepend((list, null, i))),
            _ => [],
        };

    private static string Any(Random random) => Hostile.Json[random.Next(Hostile.Json.Length)];

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
