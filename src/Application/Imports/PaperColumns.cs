namespace Incidents.Application.Imports;

/// <summary>The columns of the template, named as the members of the command.</summary>
public static class PaperColumns
{
    /// <summary>In the template's order.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "paperReference", "title", "reportedOn", "closedOn", "outcome", "kind", "severity", "occurredOn",
        "discoveredOn", "description", "location", "breachType", "informationPolicies",
        "personalDataInvolved", "reportedBy", "peopleInvolved", "witnesses", "peopleAffected",
        "investigatedBy", "icoNotified", "icoNotifiedOn", "icoReference", "icoReason", "peopleInformed",
        "peopleInformedOn", "remedialActionTaken", "lessons",
    ];

    /// <summary>Those that every row fills.</summary>
    public static IReadOnlyList<string> Required { get; } =
        ["paperReference", "title", "reportedOn", "closedOn", "outcome"];

    /// <summary>The template: the first row alone.</summary>
    public static string Template { get; } = string.Join(',', All) + "\r\n";
}
