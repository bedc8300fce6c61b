using System.Reflection;

namespace Incidents.Domain;

/// <summary>What kind of value a field has.</summary>
internal enum FieldKind
{
    Text,
    Instant,
    Channel,
    Texts,
    InformationPolicies,
    People,
}

/// <summary>A field that can be corrected.</summary>
/// <param name="Longest">Characters of a text, or of each.</param>
/// <param name="Said">What an event says there; nothing where it says nothing of it.</param>
internal sealed record CorrectableField(
    string Name, FieldKind Kind, int Longest, Func<IncidentEvent, object?> Said);

/// <summary>What a correction may change (how-3c): the descriptive fields of an event. What has a command of
/// its own is done again by it.</summary>
public static class Correctable
{
    /// <summary>The title, which the register shows.</summary>
    public const string Title = "title";

    /// <summary>The information policies, which the register shows.</summary>
    public const string InformationPolicies = "informationPolicies";

    /// <summary>A member of a notification that changes another.</summary>
    public const string SentAt = "sentAt";

    /// <summary>When it happened, which the registers show.</summary>
    public const string OccurredAt = "occurredAt";

    internal const string DiscoveredAt = "discoveredAt";
    internal const string AwareAt = "awareAt";
    internal const string PeopleInvolved = "peopleInvolved";

    private static readonly ImmutableArray<CorrectableField> Fields =
    [
        Text(Title, e => e is IncidentImported x ? x.Title : (e as IncidentReported)?.Title),
        Text("description", e => Of(e, x => x.Description, x => x.Description, x => x.Description)),
        Instant(OccurredAt, e => Of(e, x => x.OccurredAt, x => x.OccurredAt, x => x.OccurredAt)),
        Instant(DiscoveredAt, e => Of(e, x => x.DiscoveredAt, x => x.DiscoveredAt, x => x.DiscoveredAt)),
        new("channel", FieldKind.Channel, 0, e => (e as IncidentReported)?.Channel),
        Text("location", e => Of(e, x => x.Location, x => x.Location, x => x.Location)),
        new(PeopleInvolved, FieldKind.People, 0,
            e => Of(e, x => Some(x.PeopleInvolved), x => Some(x.PeopleInvolved),
                x => Some(x.PeopleInvolved))),
        new("systemsInvolved", FieldKind.Texts, LongestOf("systemsInvolved"),
            e => Of(e, x => Some(x.SystemsInvolved), x => Some(x.SystemsInvolved))),
        new(InformationPolicies, FieldKind.InformationPolicies, LongestOf(InformationPolicies),
            e => Of(e, x => Some(x.InformationPolicies), x => Some(x.InformationPolicies),
                x => Some(x.InformationPolicies))),
        Text("remedialActionTaken",
            e => Of(e, x => x.RemedialActionTaken, x => x.RemedialActionTaken, x => x.RemedialActionTaken)),
        Text("trainingOfThoseInvolved",
            e => Of(e, x => x.TrainingOfThoseInvolved, x => x.TrainingOfThoseInvolved)),
        Text("othersInformed", e => Of(e, x => x.OthersInformed, x => x.OthersInformed)),
        Instant(AwareAt, e => (e as BreachAwarenessEstablished)?.AwareAt),
        Instant("heldAt", e => (e as InterviewRecorded)?.HeldAt),
        Instant("collectedAt", e => (e as EvidenceRecorded)?.CollectedAt),
        Instant(SentAt, e => e switch
        {
            IcoNotified x => x.SentAt,
            IcoNotificationSupplemented x => x.SentAt,
            CommunicationSent x => x.SentAt,
            _ => null,
        }),
    ];

    /// <summary>Whether some event may have this field corrected.</summary>
    public static bool Knows(string field) => Find(field) is not null;

    /// <summary>The member of <see cref="RecordCorrected"/> that holds what such a field should have
    /// been.</summary>
    public static string HeldIn(string field) => Find(field)?.Kind switch
    {
        FieldKind.Instant => "instant",
        FieldKind.Channel => "channel",
        FieldKind.Texts => "texts",
        FieldKind.InformationPolicies => InformationPolicies,
        FieldKind.People => PeopleInvolved,
        _ => "text",
    };

    /// <summary>A field by its name.</summary>
    internal static CorrectableField? Find(string name) => Fields.FirstOrDefault(field => field.Name == name);

    /// <summary>What can be corrected of an event: of the fields, those that it says something of.</summary>
    internal static IEnumerable<string> Of(IncidentEvent @event) =>
        Fields.Where(field => field.Said(@event) is not null).Select(field => field.Name);

    /// <summary>What is wrong with a value, whatever the incident is.</summary>
    internal static string? Wrong(CorrectableField field, CorrectedValue value) => field.Kind switch
    {
        FieldKind.Text when value.Text is null => $"must be text, because {field.Name} is.",
        FieldKind.Text when value.Text!.Length > field.Longest =>
            $"is {value.Text.Length} characters long; shorten it to {field.Longest} at most.",
        FieldKind.Instant when value.Instant is null =>
            $"must be an instant such as 2026-03-01T09:30:00Z, because {field.Name} is one.",
        FieldKind.Channel when ChannelOf(value) is null =>
            $"must be one of {string.Join(", ", Enum.GetValues<ReportChannel>().Select(Words.CamelCase))}.",
        FieldKind.Texts or FieldKind.InformationPolicies when value.Texts is null =>
            $"must be a list of texts, because {field.Name} is one.",
        FieldKind.Texts or FieldKind.InformationPolicies
            when value.Texts!.Any(text => text.Length > field.Longest) =>
            $"has an item that is too long; shorten each to {field.Longest} characters at most.",
        // A list without items is a list of either.
        FieldKind.People when value.People is null && value.Texts is not { Count: 0 } =>
            "must be a list of people, each with name and relation.",
        _ => null,
    };

    /// <summary>The word for a channel, as it is written.</summary>
    internal static ReportChannel? ChannelOf(CorrectedValue value) =>
        Enum.GetValues<ReportChannel>().Where(word => Words.CamelCase(word) == value.Text)
            .Select(word => (ReportChannel?)word).FirstOrDefault();

    private static CorrectableField Text(string name, Func<IncidentEvent, object?> said) =>
        new(name, FieldKind.Text, LongestOf(name), said);

    /// <summary>What a report may say there is as long as what it should have said.</summary>
    private static int LongestOf(string name) =>
        typeof(FirstReport).GetProperty(name, BindingFlags.Public | BindingFlags.Instance
            | BindingFlags.IgnoreCase)!.GetCustomAttribute<MaxLengthAttribute>()!.Length;

    private static CorrectableField Instant(string name, Func<IncidentEvent, object?> said) =>
        new(name, FieldKind.Instant, 0, said);

    private static object? Of(
        IncidentEvent @event, Func<IncidentReported, object?> reported, Func<DetailsAdded, object?> added,
        Func<IncidentImported, object?>? imported = null) =>
        @event switch
        {
            IncidentReported e => reported(e),
            DetailsAdded e => added(e),
            IncidentImported e => imported?.Invoke(e),
            _ => null,
        };

    private static ImmutableArray<T>? Some<T>(ImmutableArray<T> list) =>
        list.IsDefaultOrEmpty ? null : list;
}
