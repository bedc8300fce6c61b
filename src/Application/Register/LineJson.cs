using System.Text.Json.Nodes;
using Incidents.Domain;

namespace Incidents.Application.Register;

/// <summary>A line as its reader sees it, and what other registers begin their lines with.</summary>
public static class LineJson
{
    /// <summary>The line. A reporting tool sees it without its title.</summary>
    public static JsonObject Of(RegisterLine shown, Actor actor)
    {
        var line = new JsonObject
        {
            ["incidentId"] = shown.Id,
            ["reference"] = shown.Reference,
            ["title"] = shown.Erased ? new JsonObject { ["erased"] = true }
                : Visibility.ReadsTitles(actor) ? shown.Title
                : Withheld,
            ["status"] = Words.CamelCase(shown.Status),
            ["kind"] = Words.CamelCase(shown.Kind),
            ["reportedAt"] = Instant(shown.ReportedAt),
            ["version"] = shown.Version,
            ["informationPolicies"] =
                new JsonArray([.. shown.InformationPolicies.Select(id => JsonValue.Create(id))]),
        };
        Put(line, "importedAt", Instant(shown.ImportedAt));
        Put(line, "severity", shown.Severity is { } severity ? Words.CamelCase(severity) : null);
        Put(line, "breachType", shown.BreachType);
        Put(line, "investigator", shown.Investigator);
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
