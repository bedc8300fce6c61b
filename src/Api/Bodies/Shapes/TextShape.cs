using System.Buffers;
using System.Globalization;

namespace Incidents.Api.Bodies.Shapes;

/// <summary>A text for people to read.</summary>
internal sealed record TextShape(int MaxLength) : WrittenShape
{
    /// <summary>Where a command states no other.</summary>
    public const int DefaultMaxLength = 10_000;

    public override string Expectation => $"text of at most {Digits(MaxLength)} characters";

    /// <summary>Whether there is nothing to read in it.</summary>
    public static bool IsBlank(string text) =>
        text.All(c => char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format);

    protected override string? Wrong(string text)
    {
        if (text.Length > MaxLength)
            return $"is {Digits(text.Length)} characters long; shorten it to {Digits(MaxLength)} at most.";

        var control = text.AsSpan().IndexOfAny(Controls);

        return control < 0
            ? null
            : $"holds the control character U+{(int)text[control]:X4} as its character "
                + $"{Digits(control + 1)}; remove it.";
    }

    private static string Digits(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Tab and the ends of lines are how people write.</summary>
    private static SearchValues<char> Controls { get; } = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(code => (char)code)
            .Where(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r'))]);
}
