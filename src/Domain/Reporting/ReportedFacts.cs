namespace Incidents.Domain;

/// <summary>What a report may say and details may add: full details such as dates, names and any remedial
/// action (must-2, how-2). Everything is optional, so that nobody waits to report.</summary>
public abstract record ReportedFacts : IncidentCommand, INamesPeople
{
    /// <summary>Breach, potential breach or near miss.</summary>
    public IncidentKind? Kind { get; init; }

    /// <summary>What happened.</summary>
    [MaxLength(20_000)]
    public string? Description { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>When it was found, UTC.</summary>
    public DateTimeOffset? DiscoveredAt { get; init; }

    /// <summary>Where it happened.</summary>
    [MaxLength(500)]
    public string? Location { get; init; }

    /// <summary>An id of the pack's breach types.</summary>
    [MaxLength(100)]
    public string? BreachType { get; init; }

    /// <summary>Who did it, saw it, or whose data it is.</summary>
    public IReadOnlyList<InvolvedPerson>? PeopleInvolved { get; init; }

    /// <summary>Roles whose holders the report is about: shut out from the first event on.</summary>
    public IReadOnlyList<Role>? ConcernsRoles { get; init; }

    /// <summary>Devices, services and papers.</summary>
    [MaxLength(200)]
    public IReadOnlyList<string>? SystemsInvolved { get; init; }

    /// <summary>Ids of the pack's information policies.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string>? InformationPolicies { get; init; }

    /// <summary>What has been done about it already.</summary>
    [MaxLength(20_000)]
    public string? RemedialActionTaken { get; init; }

    /// <summary>What training those involved had, which the ICO asks.</summary>
    [MaxLength(5_000)]
    public string? TrainingOfThoseInvolved { get; init; }

    /// <summary>Who else has been told.</summary>
    [MaxLength(5_000)]
    public string? OthersInformed { get; init; }

    /// <summary>Whether personal data is involved.</summary>
    public Answer? PersonalDataInvolved { get; init; }

    /// <inheritdoc/>
    public virtual IEnumerable<INamedPerson> NamedPeople => PeopleInvolved ?? [];

    /// <summary>The people with who they are.</summary>
    private protected ImmutableArray<PersonConcerned> Concerned(Context context) =>
        [.. (PeopleInvolved ?? []).Select(person => person.Concerned(context.Who(person)))];

    /// <summary>What these facts refer to but the pack does not have, or what cannot be.</summary>
    private protected Decision? Unacceptable(Circle before, Context context)
    {
        if (context.Pack.LacksBreachType(BreachType) is { } noSuchType)
            return noSuchType;

        if (context.Pack.LacksPolicyOf(InformationPolicies ?? [], "informationPolicies") is { } unknown)
            return unknown;

        if (context.IsAhead(OccurredAt))
            return Decision.Wrong("/occurredAt", "lies in the future; give the moment when it happened.");

        if (context.IsAhead(DiscoveredAt))
            return Decision.Wrong("/discoveredAt", "lies in the future; give the moment when it was found.");

        return before.ShutOutRoles.Union(ConcernsRoles ?? []).IsSupersetOf(context.Pack.StandInOrder)
            && ConcernsRoles is not null
            ? Decision.Wrong("/concernsRoles",
                "name everybody who could take the incident on; leave one of them out, so that somebody "
                    + "can act.")
            : null;
    }
}
