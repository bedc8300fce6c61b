namespace Incidents.Domain;

/// <summary>What somebody is to one incident, besides their roles in the school.</summary>
public enum Party
{
    /// <summary>Whose report it is; an integration, what it reported. Of an exception or a proposal: who
    /// raised it.</summary>
    Reporter,

    /// <summary>Who has been given the investigation, whether or not they have accepted it.</summary>
    Allocated,

    /// <summary>Who investigates: given it, accepted it, and independent.</summary>
    Investigator,

    /// <summary>A leader who was engaged.</summary>
    Leader,

    /// <summary>Who recorded what is to be corrected.</summary>
    Recorder,

    /// <summary>The role that an escalation went to.</summary>
    EscalationTarget,

    /// <summary>Who comes next in the order of stand-ins.</summary>
    NextInOrder,

    /// <summary>Whoever it is: nobody is asked who they are.</summary>
    Anybody,
}

/// <summary>Who holds a duty, or is told of something.</summary>
/// <param name="Roles">By role in the school.</param>
/// <param name="Parties">By part in the incident.</param>
public sealed record Holders(ImmutableArray<Role> Roles, ImmutableArray<Party> Parties);

/// <summary>A row of the duty table.</summary>
/// <param name="Duty">The duty's id: the path of its step.</param>
/// <param name="BySeverity">Who holds it instead at a severity.</param>
public sealed record DutyRow(
    [property: MaxLength(100)] string Duty,
    Holders Holders,
    ImmutableDictionary<Severity, Holders>? BySeverity = null);

/// <summary>A point of the policy in this school's pack.</summary>
/// <param name="Point">The template's id.</param>
/// <param name="SchoolsOwn">The school's own number, where it differs.</param>
public sealed record PolicyPoint(
    [property: MaxLength(20)] string Point,
    [property: MaxLength(200)] string Title,
    [property: MaxLength(50)] string? SchoolsOwn = null);

/// <summary>Something of the pack that is named by an id.</summary>
public sealed record PackEntry(
    [property: MaxLength(100)] string Id, [property: MaxLength(200)] string Title);

/// <summary>The policy's own document control (doc).</summary>
/// <param name="ApprovedOn">As the policy says it, for example <c>Spring 2019</c>.</param>
public sealed record DocumentControl(
    [property: MaxLength(50)] string PolicyVersion,
    [property: MaxLength(200)] string ApprovedBy,
    [property: MaxLength(50)] string ApprovedOn,
    DateOnly NextReview)
{
    /// <summary>Whether the policy should have been reviewed before this day.</summary>
    public bool IsReviewOverdue(DateOnly today) => NextReview < today;
}

/// <summary>The policy as data, one version of one tenant (doc). Rules ask it who holds a
/// duty, never a role by name.</summary>
/// <param name="StandInOrder">Who takes a duty whose holder is conflicted or away, the nearest first.</param>
/// <param name="Retention">The first rule that fits an incident is the one for it.</param>
/// <param name="ExampleDefaults">Members of this pack that are examples of ours and nobody's policy yet
/// (A2, A6, A7).</param>
/// <param name="Version">The tenant's own numbering, from 1. The service gives it; it is no part of what is
/// adopted.</param>
public sealed record PolicyPack(
    [property: MaxLength(200)] string Title,
    DocumentControl DocumentControl,
    ImmutableArray<PolicyPoint> Points,
    ImmutableArray<DutyRow> Duties,
    ImmutableArray<Role> StandInOrder,
    ImmutableArray<PackEntry> InformationPolicies,
    ImmutableArray<PackEntry> BreachTypes,
    SchoolCalendar Calendar,
    ImmutableArray<Timescale> Timescales,
    ImmutableArray<Rung> Ladder,
    NotificationRules Notifications,
    ImmutableArray<RetentionRule> Retention,
    ImmutableArray<string> ExampleDefaults,
    int? Version = null)
{
    /// <summary>Who holds a duty at a severity, as the pack has it and before any stand-in. A pack from
    /// before there was the duty leaves it to whom the template gives it.</summary>
    public Holders Holders(string duty, Severity? severity)
    {
        if ((RowOf(duty) ?? DefaultPack.RowOf(duty)) is not { } row)
            return new([], []);

        return severity is { } known && row.BySeverity?.GetValueOrDefault(known) is { } special
            ? special
            : row.Holders;
    }

    /// <summary>How long such an incident is kept; the last rule fits every one.</summary>
    public RetentionRule RetentionOf(IncidentKind kind, Severity? severity) =>
        Retention.First(rule => rule.Fits(kind, severity));

    /// <summary>Whether the pack gives this duty to anyone.</summary>
    public bool HasDuty(string duty) => (RowOf(duty) ?? DefaultPack.RowOf(duty)) is not null;

    /// <summary>Whether this is one of the school's information policies.</summary>
    public bool HasInformationPolicy(string id) => InformationPolicies.Any(entry => entry.Id == id);

    /// <summary>Whether this is one of the pack's breach types.</summary>
    public bool HasBreachType(string id) => BreachTypes.Any(entry => entry.Id == id);

    private DutyRow? RowOf(string duty) => Duties.FirstOrDefault(row => row.Duty == duty);
}

/// <summary>Which pack an incident is handled under, from its report to its closure (doc).</summary>
/// <param name="Version">The tenant's own numbering, from 1.</param>
/// <param name="Sha256">Of the pack's canonical JSON, lower-case hexadecimal.</param>
public sealed record PackPin(int Version, string Sha256);
