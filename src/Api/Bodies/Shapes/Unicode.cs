using System.Text.Json;

namespace Incidents.Api.Bodies.Shapes;

/// <summary>Text of a body, which may escape half of a character; the parser tells
/// only when asked for it.</summary>
internal static class Unicode
{
    /// <summary>The text; nothing when it is no Unicode.</summary>
    public static string? Read(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The name of a field; nothing when it is no Unicode.</summary>
    public static string? NameOf(JsonProperty field)
    {
        try
        {
            return field.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
