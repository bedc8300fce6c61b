using System.Globalization;
using System.Text.Json.Nodes;
using Incidents.Application.Register;
using Incidents.Domain;

namespace Incidents.Application.Statistics;

/// <summary>How many incidents of one kind, severity and status were reported in a month.</summary>
/// <param name="Month">By the school's clock, like 2026-03.</param>
public sealed record Tally(
    string Month, IncidentKind Kind, Severity? Severity, IncidentStatus Status, long Incidents);

/// <summary>How long something takes.</summary>
/// <param name="Incidents">How many were measured.</param>
/// <param name="MedianSeconds">Half of them took no longer.</param>
/// <param name="NinetiethPercentileSeconds">Nine in ten took no longer.</param>
public sealed record Duration(long Incidents, long? MedianSeconds, long? NinetiethPercentileSeconds)
{
    /// <summary>As it is answered.</summary>
    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["incidents"] = Incidents };
        if (MedianSeconds is { } median)
            json["medianSeconds"] = median;
        if (NinetiethPercentileSeconds is { } ninetieth)
            json["ninetiethPercentileSeconds"] = ninetieth;

        return json;
    }
}

/// <summary>Numbers of a time, of the incidents that the caller sees as a whole.</summary>
/// <param name="NearMissRatio">Near misses among all incidents, 0 to 1; none where there are no
/// incidents.</param>
/// <param name="TimeToReport">From the discovery to the report.</param>
/// <param name="TimeToClassify">From the report to the first classification.</param>
/// <param name="TimeToClose">From the report to the closure.</param>
public sealed record IncidentStatistics(
    IReadOnlyList<Tally> Tallies, long Incidents, decimal? NearMissRatio, Duration TimeToReport,
    Duration TimeToClassify, Duration TimeToClose)
{
    /// <summary>As it is answered. Every word has its number, also where it is 0.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["incidents"] = Incidents };
        if (NearMissRatio is { } ratio)
            json["nearMissRatio"] = ratio.ToString("0.0000", CultureInfo.InvariantCulture);
        json["byMonth"] = Counts.Of(Tallies, tally => tally.Month, tally => tally.Incidents);
        json["byKind"] = Counts.Of(
            Tallies, tally => Words.CamelCase(tally.Kind), tally => tally.Incidents,
            Counts.Words<IncidentKind>());
        json["bySeverity"] = Counts.Of(
            Tallies, tally => Counts.Severity(tally.Severity), tally => tally.Incidents, Counts.Severities);
        json["byStatus"] = Counts.Of(
            Tallies, tally => Words.CamelCase(tally.Status), tally => tally.Incidents,
            Counts.Words<IncidentStatus>());
        json["timeToReport"] = TimeToReport.ToJson();
        json["timeToClassify"] = TimeToClassify.ToJson();
        json["timeToClose"] = TimeToClose.ToJson();

        return json;
    }
}
