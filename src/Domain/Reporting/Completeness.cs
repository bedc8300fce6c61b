namespace Incidents.Domain;

/// <summary>How much of what a report may say has been said, and what is still asked (must-2).</summary>
/// <param name="Percent">The share of the optional facts that are answered, 0 to 100.</param>
/// <param name="Questions">What is still asked, in the order of the form.</param>
public sealed record Completeness(int Percent, ImmutableArray<OpenQuestion> Questions)
{
    private static readonly ImmutableArray<OpenQuestion> Asked =
    [
        new("description", "What happened?"),
        new("occurredAt", "When did it happen?"),
        new("discoveredAt", "When was it found?"),
        new("channel", "How was it reported?"),
        new("location", "Where did it happen?"),
        new("breachType", "What type of breach is it?"),
        new("peopleInvolved", "Who is involved, saw it, or is affected?"),
        new("systemsInvolved", "Which devices, services or papers are involved?"),
        new("informationPolicies", "Which information policies does it touch?"),
        new("remedialActionTaken", "What has been done about it already?"),
        new("trainingOfThoseInvolved", "What data protection training had those involved had?"),
        new("othersInformed", "Who else has been told?"),
        new("personalDataInvolved", "Is personal data involved?"),
    ];

    /// <summary>What a report, and whatever became known since, leave open.</summary>
    public static Completeness Of(params IEnumerable<IncidentEvent> events)
    {
        var answered = events.SelectMany(Answered).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<OpenQuestion> open = [.. Asked.Where(question => !answered.Contains(question.Field))];

        return new((Asked.Length - open.Length) * 100 / Asked.Length, open);
    }

    private static IEnumerable<string> Answered(IncidentEvent @event) => @event switch
    {
        IncidentReported e => Answered(e),
        IncidentImported => Asked.Select(question => question.Field),
        DetailsAdded e => Answered(e),
        IncidentClassified e => Settled(e.BreachType, e.PersonalDataInvolved),
        IncidentReclassified e => Settled(e.BreachType, e.PersonalDataInvolved),
        _ => [],
    };

    private static IEnumerable<string> Answered(IncidentReported e) =>
    [
        .. Named(e.Description, e.OccurredAt, e.DiscoveredAt, e.Location, e.BreachType, e.RemedialActionTaken,
            e.TrainingOfThoseInvolved, e.OthersInformed, e.PersonalDataInvolved),
        .. Listed(e.PeopleInvolved.Length, e.SystemsInvolved.Length, e.InformationPolicies.Length),
        .. e.Channel is null ? Array.Empty<string>() : ["channel"],
    ];

    private static IEnumerable<string> Answered(DetailsAdded e) =>
    [
        .. Named(e.Description, e.OccurredAt, e.DiscoveredAt, e.Location, e.BreachType, e.RemedialActionTaken,
            e.TrainingOfThoseInvolved, e.OthersInformed, e.PersonalDataInvolved),
        .. Listed(e.PeopleInvolved.Length, e.SystemsInvolved.Length, e.InformationPolicies.Length),
    ];

    private static IEnumerable<string> Named(
        Text? description, DateTimeOffset? occurredAt, DateTimeOffset? discoveredAt, Text? location,
        string? breachType, Text? remedialActionTaken, Text? training, Text? othersInformed,
        Answer? personalData)
    {
        if (description is not null) yield return "description";
        if (occurredAt is not null) yield return "occurredAt";
        if (discoveredAt is not null) yield return "discoveredAt";
        if (location is not null) yield return "location";
        if (breachType is not null) yield return "breachType";
        if (remedialActionTaken is not null) yield return "remedialActionTaken";
        if (training is not null) yield return "trainingOfThoseInvolved";
        if (othersInformed is not null) yield return "othersInformed";
        if (personalData is Answer.Yes or Answer.No) yield return "personalDataInvolved";
    }

    private static IEnumerable<string> Settled(string? breachType, Answer personalData)
    {
        if (breachType is not null) yield return "breachType";
        if (personalData is Answer.Yes or Answer.No) yield return "personalDataInvolved";
    }

    private static IEnumerable<string> Listed(int people, int systems, int policies)
    {
        if (people > 0) yield return "peopleInvolved";
        if (systems > 0) yield return "systemsInvolved";
        if (policies > 0) yield return "informationPolicies";
    }
}

/// <summary>A fact that a report has not given yet.</summary>
public sealed record OpenQuestion(string Field, string Question);
