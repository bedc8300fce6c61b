using System.Text.Json.Nodes;
using Incidents.Domain;

namespace Incidents.Application.Register;

/// <summary>A line as its reader sees it, and what other registers begin their lines with.</summary>
public static class LineJson
{
    /// <summary>The line. A reporting tool sees it without its title.</summary>
    public static JsonObject Of(RegisterLine shown, Actor actor)
    {
        var entry = shown.Entry;
        var line = new JsonObject
        {
            ["incidentId"] = entry.Id,
            ["reference"] = entry.Reference,
            ["title"] = entry.Erased ? new JsonObject { ["erased"] = true }
                : Visibility.ReadsTitles(actor) ? entry.Title
                : Withheld,
            ["status"] = Words.CamelCase(entry.Status),
            ["kind"] = Words.CamelCase(entry.Kind),
            ["reportedAt"] = Instant(entry.ReportedAt),
            ["version"] = entry.Incident.Version,
            ["informationPolicies"] =
                new JsonArray([.. entry.InformationPolicies.Select(id => JsonValue.Create(id))]),
        };
        Put(line, "importedAt", Instant(entry.ImportedAt));
        Put(line, "severity", entry.Severity is { } severity ? Words.CamelCase(severity) : null);
        Put(line, "breachType", entry.BreachType);
        Put(line, "investigator", entry.Investigator);
        Put(line, "dueAt", Instant(shown.DueAt));

        return line;
    }

    /// <summary>A text that its reader may not see.</summary>
    internal static JsonNode Withheld => new JsonObject { ["withheld"] = true };

    /// <summary>A member, where there is a value.</summary>
    internal static void Put(JsonObject line, string member, JsonNode? value)
    {
        if (value is not null)
            line[member] = value.Parent is null ? value : value.DeepClone();
    }

    /// <summary>An instant, where there is one.</summary>
    internal static JsonNode? Instant(DateTimeOffset? instant) =>
        instant is { } known ? JsonValue.Create(known.UtcDateTime) : null;
}
