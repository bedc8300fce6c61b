namespace Incidents.Domain;

/// <summary>The words of the policy as the contract spells them.</summary>
public static class Words
{
    private static readonly ImmutableDictionary<string, string> Abbreviations =
        ImmutableDictionary.CreateRange<string, string>([new("api", "API"), new("ico", "ICO")]);

    /// <summary>An enum's value as it stands in a body.</summary>
    public static string CamelCase<TEnum>(TEnum value)
        where TEnum : struct, Enum => CamelCase(value.ToString());

    /// <summary>A name as it stands in a body.</summary>
    public static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary>A name in plain words: <c>icoNotified</c> is ICO notified.</summary>
    public static string Plain(string name)
    {
        var words = string.Concat(name.Select(letter =>
            char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));

        return string.Join(' ', words.TrimStart().Split(' ')
            .Select(word => Abbreviations.GetValueOrDefault(word, word)));
    }
}
