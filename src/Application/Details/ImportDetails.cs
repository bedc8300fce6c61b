using System.Text.Json.Nodes;

namespace Incidents.Application.Details;

/// <summary>What a paper register says of an incident, in the members in which a report says it; what only an
/// import has is a member of its own.</summary>
public static class ImportDetails
{
    /// <summary>The members that a report has too.</summary>
    public static IReadOnlyList<string> OfReports { get; } =
    [
        "kind", "title", "reportedAt", "severity", "description", "occurredAt", "discoveredAt", "location",
        "breachType", "informationPolicies", "personalDataInvolved", "peopleInvolved", "remedialActionTaken",
    ];

    /// <summary>Shows it.</summary>
    /// <param name="step">The event as it was recorded, with when and by whom.</param>
    public static void Show(JsonObject view, JsonObject step)
    {
        Move("reference", "reference");
        foreach (var member in OfReports)
            Move(member, member);
        Move("pack", "policyPack");

        var reporter = new JsonObject { ["protection"] = "named", ["roles"] = new JsonArray() };
        if (step["reportedBy"] is JsonObject named)
        {
            reporter["personId"] = named["personId"]?.DeepClone();
            reporter["name"] = named["name"]?.DeepClone();
        }

        step.Remove("reportedBy");
        view["reporter"] = reporter;
        view["concernsRoles"] ??= new JsonArray();
        view["systemsInvolved"] ??= new JsonArray();
        view["import"] = step;

        void Move(string from, string to)
        {
            if (step[from] is not { } value)
                return;

            step.Remove(from);
            view[to] = value;
        }
    }
}
