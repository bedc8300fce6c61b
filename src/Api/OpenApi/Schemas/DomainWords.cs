using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Incidents.Api.OpenApi.Schemas;

/// <summary>What the domain says of itself in its documentation, so that no sentence is written
/// twice.</summary>
internal static partial class DomainWords
{
    private static readonly Dictionary<string, XElement> Members = Load();

    /// <summary>The sentence of a type; none for a type of another assembly.</summary>
    public static string? Of(Type type) => Sentence(Find(type)?.Element("summary"));

    /// <summary>The sentence of a property, or of the parameter that it comes from.</summary>
    public static string? Of(PropertyInfo property)
    {
        var type = property.DeclaringType!;

        return Sentence(Members.GetValueOrDefault($"P:{type.FullName}.{property.Name}")?.Element("summary"))
            ?? Sentence(Find(type)?.Elements("param")
                .FirstOrDefault(of => of.Attribute("name")?.Value == property.Name));
    }

    /// <summary>The sentence of an enum's value.</summary>
    public static string? Of(Type type, string value) =>
        Sentence(Members.GetValueOrDefault($"F:{type.FullName}.{value}")?.Element("summary"));

    private static XElement? Find(Type type) => Members.GetValueOrDefault($"T:{type.FullName}");

    private static Dictionary<string, XElement> Load()
    {
        using var xml = Embedded.Open("Incidents.Domain.xml");

        return XDocument.Load(xml).Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);
    }

    private static string? Sentence(XElement? element)
    {
        var text = string.Concat(element?.Nodes().Select(Words) ?? []).Trim();

        return text.Length == 0 ? null : Spaces().Replace(text, " ");
    }

    private static string Words(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => $"`{see.Attribute("cref")?.Value.Split('.')[^1]}`",
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement other => other.Value,
        _ => "",
    };

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
