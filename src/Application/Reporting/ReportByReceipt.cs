using System.Text.Json;
using System.Text.Json.Nodes;
using Incidents.Application.Details;
using Incidents.Application.History;
using Incidents.Domain;

namespace Incidents.Application.Reporting;

/// <summary>What a reporter sees by receipt: how far it has come, what is still asked, and the messages. Not
/// what they reported: whoever else comes by the receipt reads as little as may be.</summary>
public static class ReportByReceipt
{
    /// <summary>The view of what the receipt's holder may see.</summary>
    public static JsonObject Of(IncidentReading reading)
    {
        var whole = IncidentDetails.From(reading);

        return new()
        {
            ["incidentId"] = whole["incidentId"]!.DeepClone(),
            ["reference"] = whole["reference"]!.DeepClone(),
            ["version"] = whole["version"]!.DeepClone(),
            ["status"] = whole["status"]!.DeepClone(),
            ["reportedAt"] = whole["reportedAt"]!.DeepClone(),
            ["completeness"] = whole["completeness"]!.DeepClone(),
            ["questions"] = whole["questions"]!.DeepClone(),
            ["messages"] = new JsonArray([.. reading.Events.Select(Message).OfType<JsonObject>()]),
            ["detrimentConcerns"] = new JsonArray([.. reading.Events
                .Select(e => e.Data).OfType<DetrimentConcernRaised>()
                .Select(raised => Concern(raised, reading.Events.Select(e => e.Data)))]),
        };
    }

    /// <summary>That it was said, and what came of it.</summary>
    private static JsonObject Concern(DetrimentConcernRaised raised, IEnumerable<IncidentEvent> events)
    {
        var concern = new JsonObject { ["id"] = raised.ConcernId.ToString() };
        if (events.OfType<DetrimentConcernResolved>().FirstOrDefault(e => e.ConcernId == raised.ConcernId)
            is { } resolved)
        {
            concern["resolution"] = JsonSerializer.SerializeToNode(resolved.Resolution, EdgeJson.Options);
        }

        return concern;
    }

    private static JsonObject? Message(OpenedEvent e) => e.Data switch
    {
        ReporterAsked x => Message(e, x.MessageId, MessageFrom.School, x.Text),
        ReporterAnswered x => Message(e, x.MessageId, MessageFrom.Reporter, x.Text),
        _ => null,
    };

    private static JsonObject Message(OpenedEvent e, Guid id, MessageFrom from, Text text) => new()
    {
        ["id"] = id.ToString(),
        ["from"] = Words.CamelCase(from),
        ["recordedAt"] = JsonValue.Create(e.RecordedAt.UtcDateTime),
        ["text"] = JsonSerializer.SerializeToNode(text, EdgeJson.Options),
    };
}

/// <summary>Who wrote a message.</summary>
public enum MessageFrom
{
    /// <summary>Who handles the incident.</summary>
    School,

    /// <summary>Whoever reported it.</summary>
    Reporter,
}
