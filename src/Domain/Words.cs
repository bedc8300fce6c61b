namespace Incidents.Domain;

/// <summary>The words of the policy as the contract spells them.</summary>
public static class Words
{
    /// <summary>An enum's value as it stands in a body.</summary>
    public static string CamelCase<TEnum>(TEnum value)
        where TEnum : struct, Enum => CamelCase(value.ToString());

    /// <summary>A name as it stands in a body.</summary>
    public static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
