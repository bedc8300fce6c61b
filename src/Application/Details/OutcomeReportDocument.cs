using System.Text.Json.Nodes;
using Incidents.Application.History;
using Incidents.Domain;

namespace Incidents.Application.Details;

/// <summary>An outcome report as a document: the report with what was judged of it, and the incident's record
/// that it stands on, as far as its reader sees it.</summary>
public static class OutcomeReportDocument
{
    /// <summary>The last event of the record that a report stands on, where a later report has taken its
    /// place; none: the record as it is now.</summary>
    public static long? LastEvent(IncidentReading reading, int number) => reading.Events
        .FirstOrDefault(e => e.Data is OutcomeReportSubmitted next && next.Number > number)?.Version - 1;

    /// <summary>The document; none where the reader sees no report of this number.</summary>
    public static JsonObject? Of(IncidentReading reading, int number)
    {
        var record = IncidentDetails.From(reading);
        var report = (record["outcomeReports"] as JsonArray)?.OfType<JsonObject>()
            .FirstOrDefault(each => each["id"]!.GetValue<int>() == number)?.DeepClone().AsObject();
        if (report is not null)
            report["incident"] = record;

        return report;
    }
}
