using System.Collections.Immutable;
using System.Text.Json;

namespace Incidents.Api.Bodies.Shapes;

/// <summary>One of the contract's words.</summary>
internal sealed record WordShape(ImmutableArray<string> Words) : WrittenShape
{
    public override string Expectation => $"one of {string.Join(", ", Words)}";

    /// <summary>The words of an enum, as they are written.</summary>
    public static WordShape Of(Type type) => new(
        [.. Enum.GetValues(type).Cast<object>()
            .Select(value => JsonSerializer.SerializeToElement(value, type, Json.Bodies).GetString()!)]);

    protected override string? Wrong(string text)
    {
        if (Words.Contains(text, StringComparer.Ordinal))
            return null;

        return Spelling.Nearest(text, Words) is { } nearest
            ? $"must be {Expectation}; did you mean `{nearest}`?"
            : $"must be {Expectation}.";
    }
}
