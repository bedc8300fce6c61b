using System.Text.Json.Nodes;
using Incidents.Application.Details;
using Incidents.Application.History;
using Incidents.Application.Register;
using Incidents.Application.Regulator;
using Incidents.Domain;
using static Incidents.Application.Register.LineJson;

namespace Incidents.Application.BreachRegister;

/// <summary>A breach as UK GDPR Art 33(5) wants it documented: its facts, its effects and the remedial
/// action, whether it was reported or why not, and when what happened. Words and instants stand in the
/// register; texts are opened from the events for whoever may read them.</summary>
public static class BreachRegisterLine
{
    /// <summary>The line.</summary>
    /// <param name="reading">The incident as the caller may read it; none: they see the line without a
    /// text.</param>
    public static JsonObject Of(WholeLine whole, Actor actor, IncidentReading? reading)
    {
        var line = LineJson.Of(whole.Shown, actor);
        var entry = whole.Entry;
        var (facts, record) = (entry.Facts, reading is null ? null : IncidentDetails.From(reading));
        line["personalDataInvolved"] = Words.CamelCase(entry.Incident.PersonalData);
        foreach (var (member, text) in Texts(record, entry.Incident.IcoNotified))
            Put(line, member, record is null ? Withheld : text);
        if (facts.IcoSupplements > 0)
            Put(line, "supplements", record is null ? Withheld : Supplements(record));

        Put(line, "icoDecision", facts.IcoDecision is { } decision ? Words.CamelCase(decision) : null);
        line["reportedToIco"] = entry.Incident.IcoNotified;
        Put(line, "lateBySeconds", facts.IcoLateBySeconds);
        Put(line, "peopleInformed", facts.PeopleInformed);
        Put(line, "occurredAt", Instant(facts.OccurredAt));
        Put(line, "discoveredAt", Instant(facts.DiscoveredAt));
        Put(line, "awareAt", Instant(entry.Incident.AwareAt));
        Put(line, "icoAssessedAt", Instant(facts.IcoAssessedAt));
        Put(line, "icoNotifiedAt", Instant(facts.IcoNotifiedAt));
        Put(line, "peopleInformedAt", Instant(facts.PeopleInformedAt));
        Put(line, "closedAt", Instant(facts.ClosedAt));

        return line;
    }

    private static IEnumerable<(string Member, JsonNode? Text)> Texts(JsonObject? record, bool icoNotified)
    {
        var assessment = Last(record, "icoAssessments");
        var notified = new IcoNotices(record).First;

        yield return ("facts", notified?["nature"] ?? record?["description"]);
        yield return ("effects", notified?["consequences"] ?? assessment?["rationale"]);
        yield return ("remedialAction", Remedies(record));
        yield return ("reasonNotReported",
            icoNotified ? null : assessment?["rationale"] ?? record?["import"]?["icoReason"]);
    }

    private static JsonArray? Supplements(JsonObject record) => new IcoNotices(record)
        .Each(("sentAt", "sentAt"), ("facts", "nature"), ("effects", "consequences"));

    /// <summary>What was done at once, and the actions and controls since.</summary>
    private static JsonArray? Remedies(JsonObject? record)
    {
        JsonNode?[] remedies =
        [
            record?["remedialActionTaken"],
            .. Items(record, "remedialActions").Select(action => action["description"] ?? action["reason"]),
            .. Items(record, "controls").Select(control => control["description"]),
        ];

        return remedies.OfType<JsonNode>().Select(text => text.DeepClone()).ToArray() is { Length: > 0 } texts
            ? new JsonArray(texts)
            : null;
    }

    private static JsonObject? Last(JsonObject? record, string list) => Items(record, list).LastOrDefault();

    private static IEnumerable<JsonObject> Items(JsonObject? record, string list) =>
        (record?[list] as JsonArray ?? []).OfType<JsonObject>();
}
