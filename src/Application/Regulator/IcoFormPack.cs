using System.Text.Json.Nodes;
using Incidents.Application.Details;
using Incidents.Application.History;
using Incidents.Domain;

namespace Incidents.Application.Regulator;

/// <summary>What the ICO asks for in a notification (UK GDPR Art 33(3)), as far as the record has it, what is
/// still missing, and how much time there is. A notification that was sent comes before what the record says
/// otherwise; its supplements stand beside it, each with its own words.</summary>
public static class IcoFormPack
{
    private static readonly string[] Supplemented =
    [
        "sentAt", "reference", "nature", "categoriesOfPeople", "peopleApproximately", "recordsApproximately",
        "consequences", "measures", "contact",
    ];

    /// <summary>The pack as its reader may see it.</summary>
    /// <param name="now">The instant by which it is late or in time, UTC.</param>
    public static JsonObject Of(IncidentReading reading, DateTimeOffset now)
    {
        var record = IncidentDetails.From(reading);
        var sent = new IcoNotices(record);
        var pack = new JsonObject();
        foreach (var member in (string[])["incidentId", "reference", "version", "status", "title"])
            Put(pack, member, record[member]);

        pack["notification"] = Notification(reading.Incident.AwareAt, record, sent, now);
        pack["nature"] = Nature(reading.Pack, record, sent);
        Put(pack, "contact", sent.Told("contact") ?? ProtectionOfficer(reading));
        pack["consequences"] = Consequences(record, sent);
        pack["measures"] = Measures(record, sent);
        pack["further"] = Further(record);
        pack["missing"] = new JsonArray([.. IcoFormGaps.Of(pack).Select(gap => gap.ToJson())]);

        return pack;
    }

    /// <summary>When the 72 hours end (UK GDPR Art 33(1)), and whether it was late or would be now.</summary>
    private static JsonObject Notification(
        DateTimeOffset? awareAt, JsonObject record, IcoNotices sent, DateTimeOffset now)
    {
        var notification = new JsonObject();
        var first = sent.First;
        Put(notification, "decision", Items(record, "icoAssessments").LastOrDefault()?["decision"]);
        Put(notification, "sentAt", first?["sentAt"]);
        Put(notification, "reference", first?["reference"]);
        Put(notification, "reasonsForDelay", first?["reasonsForDelay"]);
        Put(notification, "supplements", sent.Each(Supplemented.Select(member => (member, member))));

        var lateBy = first is not null ? first["lateBySeconds"]?.GetValue<long>()
            : awareAt is { } aware ? NotifyIco.LateBySeconds(aware, now) : null;
        notification["late"] = lateBy is not null;
        if (lateBy is { } seconds)
            notification["lateBySeconds"] = seconds;
        if (awareAt is not { } from)
            return notification;

        var endsAt = from + NotifyIco.TimeLimit;
        notification["awareAt"] = JsonValue.Create(from.UtcDateTime);
        notification["endsAt"] = JsonValue.Create(endsAt.UtcDateTime);
        if (first is null && lateBy is null)
            notification["secondsLeft"] = (endsAt - now).Ticks / TimeSpan.TicksPerSecond;

        return notification;
    }

    /// <summary>Art 33(3)(a): the nature of the breach, the people and the records.</summary>
    private static JsonObject Nature(PolicyPack pack, JsonObject record, IcoNotices sent)
    {
        var nature = new JsonObject();
        var answers = record["classification"]?["suggestion"]?["answers"];
        Put(nature, "whatHappened", sent.Told("nature") ?? record["description"]);
        Put(nature, "occurredAt", record["occurredAt"]);
        Put(nature, "discoveredAt", record["discoveredAt"]);
        Put(nature, "kind", record["kind"]);
        Put(nature, "howItHappened", TitleOf(pack, record["breachType"]));
        Put(nature, "causes", Items(record, "outcomeReports").LastOrDefault()?["causes"]);
        Put(nature, "location", record["location"]);
        Put(nature, "systemsInvolved", record["systemsInvolved"]);
        Put(nature, "categoriesOfPeople", sent.Told("categoriesOfPeople"));
        Put(nature, "peopleApproximately", sent.Told("peopleApproximately") ?? answers?["individuals"]);
        Put(nature, "kindOfData", answers?["dataType"]);
        Put(nature, "recordsApproximately", sent.Told("recordsApproximately"));

        return nature;
    }

    /// <summary>Art 33(3)(c): the likely consequences.</summary>
    private static JsonObject Consequences(JsonObject record, IcoNotices sent)
    {
        var consequences = new JsonObject();
        var assessment = Items(record, "icoAssessments").LastOrDefault();
        Put(consequences, "likely", sent.Told("consequences"));
        Put(consequences, "likelihood", assessment?["likelihood"]);
        Put(consequences, "highRisk", assessment?["highRisk"]);
        Put(consequences, "assessment", assessment?["rationale"]);
        Put(consequences, "risks", Several(record, "risks", risk => risk["description"]));

        return consequences;
    }

    /// <summary>Art 33(3)(d): the measures, before and since.</summary>
    private static JsonObject Measures(JsonObject record, IcoNotices sent)
    {
        var measures = new JsonObject();
        Put(measures, "told", sent.Told("measures"));
        Put(measures, "atOnce", record["remedialActionTaken"]);
        Put(measures, "remedialActions", Several(record, "remedialActions", action => action["description"]));
        Put(measures, "controls", Several(record, "controls", control => control["description"]));

        return measures;
    }

    private static JsonObject Further(JsonObject record)
    {
        var further = new JsonObject();
        Put(further, "trainingOfThoseInvolved", record["trainingOfThoseInvolved"]);
        Put(further, "othersInformed", record["othersInformed"]);
        Put(further, "dataSubjectNotices", record["dataSubjectNotices"]);

        return further;
    }

    /// <summary>Who acted as data protection officer last, by name.</summary>
    private static JsonNode? ProtectionOfficer(IncidentReading reading) => reading.Events
        .Select(e => e.Actor)
        .LastOrDefault(actor => actor?.Roles.Contains(Role.DataProtectionOfficer) == true)
        ?.Name is ClearText name ? $"{name.Value}, data protection officer" : null;

    private static JsonNode? TitleOf(PolicyPack pack, JsonNode? id) => id is null ? null
        : pack.BreachTypes.FirstOrDefault(type => type.Id == id.GetValue<string>())?.Title
            ?? id.GetValue<string>();

    private static JsonArray? Several(JsonObject record, string list, Func<JsonObject, JsonNode?> of) =>
        Items(record, list).Select(of).OfType<JsonNode>().Select(item => item.DeepClone()).ToArray()
            is { Length: > 0 } items ? new JsonArray(items) : null;

    private static IEnumerable<JsonObject> Items(JsonObject record, string list) =>
        (record[list] as JsonArray ?? []).OfType<JsonObject>();

    private static void Put(JsonObject into, string member, JsonNode? value)
    {
        if (!IcoFormGaps.IsEmpty(value))
            into[member] = value!.DeepClone();
    }
}
