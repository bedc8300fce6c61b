using System.Text.Json.Nodes;
using Incidents.Application.Details;
using Incidents.Application.History;
using Incidents.Application.Register;
using Incidents.Application.Regulator;
using Incidents.Domain;
using static Incidents.Application.Register.LineJson;

namespace Incidents.Application.IcoRegister;

/// <summary>An incident of which the ICO was notified or is to be, and how the 72 hours of UK GDPR Art 33(1)
/// were kept.</summary>
public static class IcoRegisterLine
{
    /// <summary>The line.</summary>
    /// <param name="reading">The incident as the caller may read it; none: they see the line without a
    /// text.</param>
    /// <param name="now">By which what has not been sent is late, UTC.</param>
    public static JsonObject Of(
        WholeLine whole, Actor actor, IncidentReading? reading, DateTimeOffset now)
    {
        var line = LineJson.Of(whole.Shown, actor);
        var entry = whole.Entry;
        var (facts, sent) = (entry.Facts, entry.Incident.IcoNotified);
        var awareAt = entry.Incident.AwareAt;
        var lateBy = sent ? facts.IcoLateBySeconds
            : awareAt is { } aware ? NotifyIco.LateBySeconds(aware, now) : null;

        Put(line, "decision", facts.IcoDecision is { } decision ? Words.CamelCase(decision) : null);
        line["sent"] = sent;
        Put(line, "awareAt", Instant(awareAt));
        Put(line, "endsAt", Instant(awareAt + NotifyIco.TimeLimit));
        Put(line, "assessedAt", Instant(facts.IcoAssessedAt));
        Put(line, "sentAt", Instant(facts.IcoNotifiedAt));
        line["late"] = lateBy is not null;
        Put(line, "lateBySeconds", lateBy);
        line["supplements"] = facts.IcoSupplements;
        if (sent)
            AddTexts(line, reading);

        return line;
    }

    private static void AddTexts(JsonObject line, IncidentReading? reading)
    {
        var record = reading is null ? null : IncidentDetails.From(reading);
        var notices = new IcoNotices(record);
        Put(line, "icoReference", record is null
            ? Withheld
            : notices.First?["reference"] ?? record["import"]?["icoReference"]);
        Put(line, "reasonsForDelay", reading is null ? Withheld : notices.First?["reasonsForDelay"]);
        if (line["supplements"]!.GetValue<int>() > 0)
            Put(line, "supplementsSent", reading is null
                ? Withheld
                : notices.Each(("sentAt", "sentAt"), ("icoReference", "reference")));
    }
}
