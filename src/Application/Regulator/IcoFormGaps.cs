using System.Text.Json.Nodes;

namespace Incidents.Application.Regulator;

/// <summary>Something that a notification asks for and the record does not have.</summary>
/// <param name="Field">Its place in the form pack.</param>
/// <param name="Article">Of the UK GDPR, where the law itself asks for it.</param>
/// <param name="WhatToDo">How it gets into the record.</param>
public sealed record IcoFormGap(string Field, string? Article, string WhatToDo)
{
    /// <summary>As it is answered.</summary>
    internal JsonObject ToJson()
    {
        var gap = new JsonObject { ["field"] = Field };
        if (Article is not null)
            gap["article"] = Article;
        gap["whatToDo"] = WhatToDo;

        return gap;
    }
}

/// <summary>What a form pack still lacks.</summary>
public static class IcoFormGaps
{
    private static readonly IcoFormGap[] Asked =
    [
        new("notification.awareAt", "33(1)",
            "Record when the school became aware (awareness): the 72 hours count from it."),
        new("notification.decision", "33(1)", "Assess whether the ICO must be notified (ico-assessments)."),
        new("nature.whatHappened", "33(3)(a)", "Describe what happened (details: description)."),
        new("nature.occurredAt", "33(3)(a)", "Say when it happened (details: occurredAt)."),
        new("nature.discoveredAt", "33(3)(a)", "Say when it was found (details: discoveredAt)."),
        new("nature.howItHappened", "33(3)(a)",
            "Say what type of breach it is (details or classification: breachType)."),
        new("nature.categoriesOfPeople", "33(3)(a)",
            "Find out whose data it is, such as pupils, parents or staff, and say so in the notification "
            + "(categoriesOfPeople)."),
        new("nature.peopleApproximately", "33(3)(a)",
            "Estimate how many people it concerns and say so in the classification's suggestion "
            + "(individuals) or in the notification (peopleApproximately)."),
        new("nature.kindOfData", "33(3)(a)",
            "Say what kind of data it is in the classification's suggestion (dataType)."),
        new("nature.recordsApproximately", "33(3)(a)",
            "Estimate how many records it concerns and say so in the notification (recordsApproximately)."),
        new("contact", "33(3)(b)",
            "Name the data protection officer or another contact in the notification (contact)."),
        new("consequences.likely", "33(3)(c)",
            "Say what is likely to come of it for the people concerned in the notification (consequences)."),
        new("measures.told", "33(3)(d)",
            "Say in the notification which measures were there before and which were taken since "
            + "(measures)."),
        new("measures.atOnce", "33(3)(d)",
            "Say what was done about it at once (details: remedialActionTaken)."),
        new("further.trainingOfThoseInvolved", null,
            "Say what data protection training those involved had (details: trainingOfThoseInvolved)."),
        new("further.othersInformed", null,
            "Say who else has been told, such as the police or another organisation (details: "
            + "othersInformed)."),
    ];

    /// <summary>What is missing, in the order of the form; reasons for the delay once it is late.</summary>
    public static IEnumerable<IcoFormGap> Of(JsonObject pack) => Asked
        .Where(gap => IsEmpty(At(pack, gap.Field)))
        .Concat(IsUnexplained(pack["notification"]!.AsObject())
            ? [new("notification.reasonsForDelay", "33(1)",
                "The 72 hours are over: give the reasons for the delay in the notification "
                + "(reasonsForDelay).")]
            : []);

    /// <summary>Whether a value says nothing.</summary>
    public static bool IsEmpty(JsonNode? value) => value is null or JsonArray { Count: 0 };

    private static bool IsUnexplained(JsonObject notification) =>
        notification["late"]!.GetValue<bool>() && notification["reasonsForDelay"] is null;

    private static JsonNode? At(JsonNode? pack, string field) =>
        field.Split('.').Aggregate(pack, (node, name) => node?[name]);
}
