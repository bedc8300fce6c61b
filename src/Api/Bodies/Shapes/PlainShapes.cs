using System.Globalization;
using System.Text.Json;

namespace Incidents.Api.Bodies.Shapes;

/// <summary>True or false.</summary>
internal sealed record YesNoShape : Shape
{
    public override string Expectation => "true or false, without quotes";

    public override void Check(JsonElement value, string pointer, Findings findings)
    {
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            findings.Add(pointer, $"must be {Expectation}.");
    }
}

/// <summary>A whole number within what is counted here.</summary>
internal sealed record WholeNumberShape(long Min, long Max) : Shape
{
    public override string Expectation => "a whole number, without quotes";

    public override void Check(JsonElement value, string pointer, Findings findings)
    {
        if (value.ValueKind != JsonValueKind.Number)
            findings.Add(pointer, $"must be {Expectation}.");
        else if (value.GetRawText().AsSpan().ContainsAny(".eE"))
            findings.Add(pointer, "must be a whole number: leave out fraction and exponent.");
        else if (!value.TryGetInt64(out var number) || number < Min || number > Max)
            findings.Add(pointer, $"must be a whole number from {Digits(Min)} to {Digits(Max)}.");
    }

    private static string Digits(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
