using System.Text.Json;
using System.Text.Json.Nodes;
using Incidents.Application.History;
using Incidents.Domain;

namespace Incidents.Application.Checklist;

/// <summary>Each step of how-3 to how-6 on one incident, and what stands in the way of closing.</summary>
public static class IncidentChecklist
{
    /// <summary>The checklist at the moment that was read.</summary>
    public static JsonObject Of(IncidentReading reading)
    {
        var reasons = reading.Events.Where(e => e.Data is StepRuledOut)
            .ToDictionary(e => e.Version, e => (StepRuledOut)e.Data);

        return new()
        {
            ["items"] = new JsonArray([.. Domain.Checklist.Of(reading.Incident)
                .Select(item => Item(item, reading.Pack, reasons))]),
            ["blocking"] = new JsonArray(
                [.. ClosureGate.Blocking(reading.Incident, reading.Pack).Select(Blocking)]),
        };
    }

    private static JsonObject Item(
        ChecklistItem item, PolicyPack pack, Dictionary<long, StepRuledOut> reasons)
    {
        var shown = new JsonObject
        {
            ["point"] = item.Point,
            ["title"] = pack.Points.FirstOrDefault(point => point.Point == item.Point)?.Title ?? item.Point,
            ["state"] = Words.CamelCase(item.State),
        };
        if (item.Version is { } version)
            shown["version"] = version;
        if (item is { State: StepState.RuledOut, Version: { } ruledOut }
            && reasons.TryGetValue(ruledOut, out var step))
            shown["reason"] = JsonSerializer.SerializeToNode(step.Reason, EdgeJson.Options);

        return shown;
    }

    private static JsonObject Blocking(Refusal refusal) => new()
    {
        ["code"] = refusal.Rule.Code,
        ["policyPoint"] = refusal.Point,
        ["detail"] = refusal.Detail,
    };
}
