using System.Text.Json;
using System.Text.Json.Nodes;
using Incidents.Application.Details;
using Incidents.Application.Store;
using Incidents.Domain;

namespace Incidents.Application.History;

/// <summary>Every event from reporting to closure in order, each with what it changed.</summary>
public static class IncidentHistory
{
    /// <summary>Events and looks as items of the history.</summary>
    public static IEnumerable<JsonObject> Of(IncidentReading reading) =>
        InOrder(reading).Select(entry => entry.Item);

    /// <summary>The items that follow on a place.</summary>
    public static HistoryPage Page(IncidentReading reading, HistoryCursor after, int limit)
    {
        var entries = InOrder(reading)
            .Where(entry => entry.IsLook ? entry.At.Look > after.Look : entry.At.Version > after.Version)
            .Take(limit + 1).ToArray();

        return new([.. entries.Take(limit).Select(entry => entry.Item)],
            entries.Length > limit
                ? new(
                    Math.Max(after.Version, entries[limit - 1].At.Version),
                    Math.Max(after.Look, entries[limit - 1].At.Look))
                : null);
    }

    /// <summary>Looks stand among the events by time, after an event of the same instant.</summary>
    private static IEnumerable<(HistoryCursor At, bool IsLook, JsonObject Item)> InOrder(
        IncidentReading reading)
    {
        var looks = new Queue<OpenedLook>(reading.Looks);
        var at = HistoryCursor.Start;
        foreach (var (e, item) in Events(reading))
        {
            while (looks.TryPeek(out var earlier) && earlier.RecordedAt < e.RecordedAt)
                yield return Look(looks.Dequeue());

            yield return (at = at with { Version = e.Version }, IsLook: false, item);
        }

        while (looks.TryDequeue(out var later))
            yield return Look(later);

        (HistoryCursor At, bool IsLook, JsonObject Item) Look(OpenedLook look) =>
            (at = at with { Look = look.Number }, IsLook: true, Item(look));
    }

    private static IEnumerable<(OpenedEvent Event, JsonObject Item)> Events(IncidentReading reading)
    {
        var corrections = reading.Events.Where(e => e.Data is RecordCorrected)
            .ToLookup(e => ((RecordCorrected)e.Data).Corrects);
        var changes = new FieldChanges();
        foreach (var e in reading.Events)
        {
            var item = Item(e, changes.By(e));
            if (corrections.Contains(e.Version))
            {
                item["supersededBy"] = corrections[e.Version].Last().Version;
                item["corrections"] = new JsonArray([.. corrections[e.Version].Select(
                    correction => Correction(e, correction))]);
            }

            yield return (e, item);
        }
    }

    /// <summary>What a correction makes of an event, beside the event.</summary>
    private static JsonObject Correction(OpenedEvent said, OpenedEvent correction)
    {
        var field = ((RecordCorrected)correction.Data).Field;

        return new()
        {
            ["version"] = correction.Version,
            ["field"] = field,
            ["from"] = said.Json()[field]?.DeepClone(),
            ["to"] = Corrections.ValueOf(correction),
        };
    }

    private static JsonObject Item(OpenedLook look)
    {
        var item = new JsonObject
        {
            ["access"] = true,
            ["type"] = EventNames.InApi(look.Data.GetType()),
            ["recordedAt"] = JsonValue.Create(look.RecordedAt.UtcDateTime),
        };
        if (look.Actor is { } actor)
            item["actor"] = JsonSerializer.SerializeToNode(actor, EdgeJson.Options);
        if (look.Causation is { } causation)
            item["causationId"] = causation.ToString();
        item["policyPoints"] = new JsonArray(
            [.. PolicyAttribute.Of(look.Data.GetType()).Select(point => JsonValue.Create(point))]);
        item["changes"] = new JsonArray();
        item["data"] = JsonSerializer.SerializeToNode(look.Data, look.Data.GetType(), EdgeJson.Options);

        return item;
    }

    private static JsonObject Item(OpenedEvent e, JsonArray changes)
    {
        var item = new JsonObject
        {
            ["version"] = e.Version,
            ["type"] = e.Type,
            ["recordedAt"] = JsonValue.Create(e.RecordedAt.UtcDateTime),
        };
        if (e.OccurredAt is { } occurredAt)
            item["occurredAt"] = JsonValue.Create(occurredAt.UtcDateTime);
        if (e.Actor is { } actor)
            item["actor"] = JsonSerializer.SerializeToNode(actor, EdgeJson.Options);
        if (e.OnBehalfOf is { } person)
            item["onBehalfOf"] = JsonSerializer.SerializeToNode(person, EdgeJson.Options);
        if (e.Causation is { } causation)
            item["causationId"] = causation.ToString();
        item["policyPoints"] = new JsonArray([.. e.PolicyPoints.Select(point => JsonValue.Create(point))]);
        item["changes"] = changes;
        item["data"] = e.Json();

        return item;
    }
}
