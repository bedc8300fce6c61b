using Incidents.Domain;

namespace Incidents.Application.PersonalData;

/// <summary>A text of an event and where in the event it stands, as in its JSON:
/// <c>peopleInvolved[0].name</c>.</summary>
public readonly record struct TextField(string Path, Text Text);

/// <summary>The texts of an event, wherever they stand in it.</summary>
public static class TextFields
{
    /// <summary>The event with each of its texts changed, and all else as it was; the same instance where
    /// nothing changes.</summary>
    /// <param name="change">Path and text to the text that takes its place.</param>
    public static T Map<T>(T record, Func<string, Text, Text> change)
        where T : class => (T)TextShape.Of(record.GetType()).Map(record, path: null, change);

    /// <summary>Every text with its path.</summary>
    public static IReadOnlyList<TextField> Of(object record)
    {
        var found = new List<TextField>();
        Map(record, (path, text) =>
        {
            found.Add(new(path, text));
            return text;
        });

        return found;
    }

    /// <summary>Whether some text of the event is like this.</summary>
    public static bool Any(object record, Func<Text, bool> condition) =>
        Of(record).Any(field => condition(field.Text));
}
