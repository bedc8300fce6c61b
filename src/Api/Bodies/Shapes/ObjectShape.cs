using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Incidents.Domain;

namespace Incidents.Api.Bodies.Shapes;

/// <summary>A command, or an object within one.</summary>
/// <param name="Noun">What it is called in a sentence.</param>
/// <param name="Fields">Those that the body gives.</param>
/// <param name="PathFields">Those that the path gives.</param>
/// <param name="Names">Of what the body gives, in the command's order.</param>
internal sealed record ObjectShape(
    string Noun, ImmutableDictionary<string, Field> Fields, ImmutableArray<Field> PathFields,
    ImmutableArray<string> Names) : Shape
{
    private const int LongestName = 100;

    /// <summary>Members that are taken and not read.</summary>
    public ImmutableArray<string> Given { get; init; } = [];

    /// <summary>Whether an empty body says all that must be said.</summary>
    public bool AsksForNothing => Fields.Values.All(each => !each.IsRequired);

    public override string Expectation => Names.IsEmpty
        ? "an empty object, {}"
        : $"an object, in braces, with {string.Join(", ", Names)}";

    /// <summary>The shape of what the serializer knows as an object.</summary>
    public static ObjectShape Of(JsonTypeInfo info)
    {
        var fields = info.Properties.Select(Field.Of).OfType<Field>().ToImmutableArray();
        var ofBody = fields.Where(field => !field.IsOfPath).ToImmutableArray();
        var noun = info.Type.IsAssignableTo(typeof(Command)) ? "command" : "object";

        return new(noun, ofBody.ToImmutableDictionary(field => field.Name, StringComparer.Ordinal),
            [.. fields.Where(field => field.IsOfPath)], [.. ofBody.Select(field => field.Name)]);
    }

    public override void Check(JsonElement value, string pointer, Findings findings)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            findings.Add(pointer, $"must be {Expectation}.");
            return;
        }

        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject().TakeWhile(_ => !findings.IsFull))
            CheckProperty(property, pointer, given, findings);

        foreach (var name in Names.Where(name => Fields[name].IsRequired && !given.Contains(name)))
            findings.Add(Pointers.To(pointer, name), $"is required: give {Fields[name].Shape.Expectation}.");
    }

    /// <summary>The first part of the path that cannot be what the command takes it for.</summary>
    /// <exception cref="InvalidOperationException">The route lacks a part that the command takes: a defect of
    /// the table of routes.</exception>
    public Field? Misnamed(IReadOnlyDictionary<string, string?> path) =>
        PathFields.FirstOrDefault(field => !field.Allows(Part(field, path)));

    /// <summary>The body with what the path gives.</summary>
    public ReadOnlySpan<byte> Whole(JsonElement body, IReadOnlyDictionary<string, string?> path)
    {
        var json = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(json);

        writer.WriteStartObject();
        foreach (var property in body.EnumerateObject().Where(each => !Given.Contains(each.Name)))
            property.WriteTo(writer);
        foreach (var field in PathFields)
            Write(writer, field, Part(field, path)!);
        writer.WriteEndObject();
        writer.Flush();

        return json.WrittenSpan;
    }

    private static void Write(Utf8JsonWriter writer, Field field, string part)
    {
        if (field.Shape is WholeNumberShape)
            writer.WriteNumber(field.Name, int.Parse(part, CultureInfo.InvariantCulture));
        else
            writer.WriteString(field.Name, part);
    }

    private static string? Part(Field field, IReadOnlyDictionary<string, string?> path)
    {
        foreach (var (name, part) in path)
        {
            if (name.Equals(field.Name, StringComparison.OrdinalIgnoreCase))
                return part;
        }

        throw new InvalidOperationException($"The path does not give {field.Name}.");
    }

    private void CheckProperty(
        JsonProperty property, string pointer, HashSet<string> given, Findings findings)
    {
        if (Unicode.NameOf(property) is not { } name)
            findings.Add(pointer, "has a field whose name holds half of a character (a lone surrogate); "
                + "leave it out.");
        else if (name.Length > LongestName)
            findings.Add(
                pointer, $"has a field whose name is longer than {LongestName} characters; leave it out.");
        else if (!given.Add(name))
            findings.Add(Pointers.To(pointer, name), "is given more than once; give it once.");
        else if (Given.Contains(name))
            return;
        else if (Fields.TryGetValue(name, out var field))
            field.Check(property.Value, Pointers.To(pointer, name), findings);
        else
            findings.Add(Pointers.To(pointer, name), Unknown(name));
    }

    private string Unknown(string name)
    {
        if (PathFields.Any(field => field.Name == name))
            return "is not a field of the body, because the path gives it; leave it out.";

        if (Names.IsEmpty)
            return $"is not a field of this {Noun}, which takes none; leave it out.";

        return Spelling.Nearest(name, Names) is { } nearest
            ? $"is not a field of this {Noun}; did you mean `{nearest}`?"
            : $"is not a field of this {Noun}; its fields are {string.Join(", ", Names)}.";
    }
}
