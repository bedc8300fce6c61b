using System.Text.Json;

namespace Incidents.Api.Bodies.Shapes;

/// <summary>Values of one shape, each under one of the contract's words.</summary>
internal sealed record MapShape(WordShape Key, Shape Item) : Shape
{
    private const int LongestName = 100;

    public override string Expectation =>
        $"an object, in braces, whose fields are of {string.Join(", ", Key.Words)}, each {Item.Expectation}";

    public override void Check(JsonElement value, string pointer, Findings findings)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            findings.Add(pointer, $"must be {Expectation}.");
            return;
        }

        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject().TakeWhile(_ => !findings.IsFull))
        {
            if (Unicode.NameOf(property) is not { Length: <= LongestName } name)
                findings.Add(pointer, $"has a field that is not {Key.Expectation}.");
            else if (!Key.Words.Contains(name))
                findings.Add(Pointers.To(pointer, name), $"is not {Key.Expectation}.");
            else if (!given.Add(name))
                findings.Add(Pointers.To(pointer, name), "is given more than once; give it once.");
            else if (property.Value.ValueKind == JsonValueKind.Null)
                findings.Add(Pointers.To(pointer, name), "must not be null; leave it out.");
            else
                Item.Check(property.Value, Pointers.To(pointer, name), findings);
        }
    }
}
