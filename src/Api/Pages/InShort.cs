using System.Text.Json.Nodes;
using static Incidents.Api.Pages.Blocks;

namespace Incidents.Api.Pages;

/// <summary>What the record comes to on the questions that a headteacher asks first.</summary>
internal static class InShort
{
    /// <summary>What was decided about the ICO, and whether it was told in time.</summary>
    public static Html? Ico(JsonObject record, Shown shown)
    {
        var decision = Shown.Word(Items(record, "icoAssessments").LastOrDefault()?["decision"]);
        var notified = Items(record, "icoNotifications").FirstOrDefault(
            notice => !notice["supplements"]!.GetValue<bool>());
        if (notified is null)
            return Text(decision) ?? Html.Text("Not assessed");

        var late = notified["lateBySeconds"]?.GetValue<long>() is { } seconds
            ? $"late by {Shown.Length(seconds)}"
            : "in time";

        return Html.Of($"{decision ?? "Not assessed"}; notified {shown.Moment(notified["sentAt"])}, {late}");
    }

    /// <summary>Whether the people whose data it is were told.</summary>
    public static Html People(JsonObject record) => Items(record, "dataSubjectNotices").ToList() switch
    {
        [] => Html.Text("Nothing is recorded"),
        var notices when notices.Any(notice => notice["informed"]!.GetValue<bool>()) => Html.Text("Informed"),
        _ => Html.Text("Not informed, with a reason"),
    };

    /// <summary>Whether there was disciplinary action; the reason stands further down, for whoever may read
    /// it.</summary>
    public static Html Disciplinary(JsonObject record) => Html.Text(record["disciplinary"] switch
    {
        JsonObject hidden when IsHidden(hidden["reason"]) => "Decided; withheld from you",
        JsonObject decided => decided["commenced"]!.GetValue<bool>() ? "Commenced" : "None, with a reason",
        _ => "Nothing is recorded",
    });

    /// <summary>How far the remedial actions are.</summary>
    public static Html? Actions(JsonObject record)
    {
        var actions = Items(record, "remedialActions")
            .Where(action => action["none"]?.GetValue<bool>() != true).ToList();
        var done = actions.Count(action => action["completion"] is not null);

        return actions.Count == 0 ? null : Html.Text($"{done} of {actions.Count} completed");
    }

    /// <summary>Whether a text is withheld from the reader, or erased.</summary>
    public static bool IsHidden(JsonNode? text) => text is JsonObject;

    /// <summary>The parts of a list.</summary>
    public static IEnumerable<JsonObject> Items(JsonObject record, string list) =>
        (record[list] as JsonArray ?? []).OfType<JsonObject>();
}
