using System.Reflection;

namespace Incidents.Domain;

/// <summary>The points of the policy, by the ids of the template; a pack maps a
/// school's own numbers to them.</summary>
public static class Points
{
    public const string Must1 = "must-1";
    public const string Must2 = "must-2";
    public const string Must3 = "must-3";
    public const string Must4 = "must-4";
    public const string Must5 = "must-5";
    public const string Must6 = "must-6";
    public const string Must7 = "must-7";
    public const string Why1 = "why-1";
    public const string Why2 = "why-2";
    public const string Why3 = "why-3";
    public const string Why4 = "why-4";
    public const string Why5 = "why-5";
    public const string Why6 = "why-6";
    public const string Why7 = "why-7";
    public const string How1 = "how-1";
    public const string How2 = "how-2";
    public const string How3 = "how-3";
    public const string How3a = "how-3a";
    public const string How3b = "how-3b";
    public const string How3c = "how-3c";
    public const string How3d = "how-3d";
    public const string How3e = "how-3e";
    public const string How3f = "how-3f";
    public const string How3g = "how-3g";
    public const string How3h = "how-3h";
    public const string How3i = "how-3i";
    public const string How3j = "how-3j";
    public const string How3k = "how-3k";
    public const string How4a = "how-4a";
    public const string How4b = "how-4b";
    public const string How4c = "how-4c";
    public const string How4d = "how-4d";
    public const string How4e = "how-4e";
    public const string How5a = "how-5a";
    public const string How5b = "how-5b";
    public const string How5c = "how-5c";
    public const string How5d = "how-5d";
    public const string How5e = "how-5e";
    public const string How6a = "how-6a";
    public const string How6b = "how-6b";
    public const string How6c = "how-6c";
    public const string How6d = "how-6d";
    public const string How7 = "how-7";
    public const string Exc = "exc";
    public const string Chg = "chg";
    public const string Doc = "doc";
    public const string Ref = "ref";
    public const string Brch = "brch";
}

/// <summary>The points of the policy that a command or an event carries out, the nearest first.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PolicyAttribute(params string[] points) : Attribute
{
    /// <summary>Ids of <see cref="Incidents.Domain.Points"/>.</summary>
    public IReadOnlyList<string> Points { get; } = points;

    /// <summary>What a command or an event cites.</summary>
    /// <exception cref="InvalidOperationException">The type cites nothing, which a test forbids.</exception>
    public static IReadOnlyList<string> Of(Type type) =>
        type.GetCustomAttribute<PolicyAttribute>()?.Points
        ?? throw new InvalidOperationException($"{type.Name} cites no point of the policy.");
}
