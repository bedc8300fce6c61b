using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Incidents.Api.Bodies.Shapes;
using Incidents.Domain;

namespace Incidents.Api.Bodies;

/// <summary>Reads a request's body into a command, and says everything that is
/// wrong with it at once.</summary>
public static class BodyReader
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = Json.MaxDepth };

    private static readonly byte[] Nothing = "{}"u8.ToArray();

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a body.</summary>
    /// <param name="utf8">The body as it came.</param>
    /// <param name="path">The values of the route by name; those that the command
    /// takes from it must be there.</param>
    /// <param name="given">Members that the service gives in its answers, so that such an answer can be sent
    /// back as a body; what they say is not read.</param>
    public static BodyReading<T> Read<T>(
        ReadOnlyMemory<byte> utf8, IReadOnlyDictionary<string, string?> path, params string[] given)
        where T : class => Reading<T>(typeof(T), utf8, path, given);

    /// <summary>Reads a body into a command whose type a table of routes names.</summary>
    public static BodyReading<object> Read(
        Type command, ReadOnlyMemory<byte> utf8, IReadOnlyDictionary<string, string?> path) =>
        Reading<object>(command, utf8, path);

    /// <summary>Reads the fields of a form. All of them are text, so that it serves commands of texts,
    /// words, ids and instants.</summary>
    public static BodyReading<T> ReadForm<T>(
        IEnumerable<KeyValuePair<string, string>> fields, IReadOnlyDictionary<string, string?> path)
        where T : class
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in fields)
                writer.WriteString(name, value);
            writer.WriteEndObject();
        }

        return Read<T>(json.WrittenMemory, path);
    }

    private static BodyReading<T> Reading<T>(
        Type type, ReadOnlyMemory<byte> utf8, IReadOnlyDictionary<string, string?> path,
        params string[] given)
        where T : class
    {
        var shape = (ObjectShape)Shape.Of(type) with { Given = [.. given] };
        if (shape.Misnamed(path) is { } misnamed)
            return new NoSuchPath<T>(misnamed.Name);

        var findings = new Findings();
        using var document = Parse(utf8, shape, findings);
        if (document is null)
            return new Misread<T>(findings.All());

        shape.Check(document.RootElement, "", findings);
        if (!findings.IsEmpty)
            return new Misread<T>(findings.All());

        var command = (
            T)JsonSerializer.Deserialize(shape.Whole(document.RootElement, path), type, Json.Bodies)!;
        foreach (var problem in (command as Command)?.Problems() ?? [])
            findings.Add(problem.Pointer, problem.Message);

        return findings.IsEmpty ? new Understood<T>(command) : new Misread<T>(findings.All());
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> utf8, ObjectShape shape, Findings findings)
    {
        if (utf8.Span.StartsWith(ByteOrderMark))
            utf8 = utf8[ByteOrderMark.Length..];

        if (utf8.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            if (shape.AsksForNothing)
                return JsonDocument.Parse(Nothing);

            findings.Add("", $"is empty; send {shape.Expectation}.");
            return null;
        }

        if (!Utf8.IsValid(utf8.Span))
        {
            findings.Add("", "is not UTF-8; send the JSON in that encoding.");
            return null;
        }

        try
        {
            return JsonDocument.Parse(utf8, Strict);
        }
        catch (JsonException e)
        {
            // What the parser itself says speaks of tokens and byte values; where it stopped is what helps.
            findings.Add("",
                $"is not JSON: reading stopped at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}. "
                + "Check quotes, commas and brackets there; comments are not JSON, and nesting ends at "
                + $"{Json.MaxDepth} levels.");
            return null;
        }
    }
}
