using System.Text.Json.Nodes;
using Incidents.Application.History;
using Incidents.Domain;

namespace Incidents.Application.Details;

/// <summary>Brings corrections to what they correct: the details show what should have been said, the history
/// shows both.</summary>
internal static class Corrections
{
    /// <summary>Every event with what the events among them correct of it.</summary>
    public static IReadOnlyList<OpenedEvent> Applied(IReadOnlyList<OpenedEvent> events)
    {
        var corrections = events.Where(e => e.Data is RecordCorrected).ToArray();
        if (corrections.Length == 0)
            return events;

        var corrected = events.ToDictionary(e => e.Version);
        foreach (var correction in corrections)
        {
            if (corrected.GetValueOrDefault(Of(correction).Corrects) is { } said)
                corrected[said.Version] = By(said, correction);
        }

        return [.. events.Select(e => corrected[e.Version])];
    }

    /// <summary>An event with one correction.</summary>
    public static OpenedEvent By(OpenedEvent said, OpenedEvent correction)
    {
        var data = Of(correction);
        if (!Correctable.Knows(data.Field))
            return said;

        var members = said.Corrected.SetItem(data.Field, ValueOf(correction));

        return said with
        {
            Corrected = data.Field == Correctable.SentAt && said.Data is IcoNotified
                ? members.SetItem("lateBySeconds", JsonValue.Create(data.LateBySeconds))
                : members,
        };
    }

    /// <summary>Shows a correction in a view that shows the events so far.</summary>
    /// <param name="told">The events so far, corrected.</param>
    public static void Show(JsonObject view, OpenedEvent correction, IReadOnlyList<OpenedEvent> told)
    {
        var data = Of(correction);
        if (!Correctable.Knows(data.Field)
            || told.FirstOrDefault(e => e.Version == data.Corrects) is not { } said)
            return;

        if (said.Data is IncidentReported or IncidentImported or DetailsAdded)
        {
            var anew = new JsonObject();
            foreach (var e in told.Where(e => e.Data is IncidentReported or IncidentImported or DetailsAdded))
                IncidentDetails.Show(anew, e);
            view[data.Field] = anew[data.Field]?.DeepClone();
        }

        if (StepOf(view, said.Version) is not { } step)
            return;

        foreach (var (member, value) in said.Corrected)
        {
            if (value is null)
                step.Remove(member);
            else
                step[member] = value.DeepClone();
        }
    }

    /// <summary>What the field should have been, as JSON under its reader's eyes.</summary>
    public static JsonNode? ValueOf(OpenedEvent correction) =>
        correction.Json()[Correctable.HeldIn(Of(correction).Field)]?.DeepClone();

    /// <summary>The member, or the part of a list, that shows an event.</summary>
    private static JsonObject? StepOf(JsonObject view, long version) => view
        .SelectMany(member => member.Value is JsonArray list
            ? list.OfType<JsonObject>()
            : member.Value is JsonObject step ? [step] : [])
        .FirstOrDefault(step => step.ContainsKey("recordedAt")
            && step["version"]?.GetValue<long>() == version);

    private static RecordCorrected Of(OpenedEvent correction) => (RecordCorrected)correction.Data;
}
