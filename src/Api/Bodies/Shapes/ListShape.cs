using System.Text.Json;

namespace Incidents.Api.Bodies.Shapes;

/// <summary>A list of values of one shape.</summary>
internal sealed record ListShape(Shape Item) : Shape
{
    public const int MaxItems = 200;

    public override string Expectation =>
        $"a list, in square brackets, whose items are each {Item.Expectation}";

    public override void Check(JsonElement value, string pointer, Findings findings)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            findings.Add(pointer, $"must be {Expectation}.");
            return;
        }

        var length = value.GetArrayLength();
        if (length > MaxItems)
            findings.Add(pointer, $"has {length} items; send {MaxItems} at most.");

        foreach (var (index, item) in value.EnumerateArray().Take(MaxItems).Index())
            CheckItem(item, Pointers.To(pointer, index), findings);
    }

    private void CheckItem(JsonElement item, string pointer, Findings findings)
    {
        if (item.ValueKind == JsonValueKind.Null)
            findings.Add(pointer, "must not be null; leave the item out.");
        else if (Item is TextShape && item.ValueKind == JsonValueKind.String
            && Unicode.Read(item) is { } text && TextShape.IsBlank(text))
            findings.Add(pointer, "must not be blank; leave the item out.");
        else
            Item.Check(item, pointer, findings);
    }
}
