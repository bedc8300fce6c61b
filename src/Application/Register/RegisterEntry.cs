using System.Collections.Immutable;
using Incidents.Application.PersonalData;
using Incidents.Application.Policy;
using Incidents.Domain;
using JasperFx.Events;
using Marten;
using Marten.Events.Aggregation;

namespace Incidents.Application.Register;

/// <summary>One line of the register: what is there, how grave, how far it has come, and who may see the
/// line. The title stands here in clear so that it can be searched; it is the one text that does.</summary>
public sealed record RegisterEntry
{
    public Guid Id { get; init; }

    public string Reference { get; init; } = "";

    public string Title { get; init; } = "";

    /// <summary>Whether the incident was erased, and its title with it.</summary>
    public bool Erased { get; init; }

    /// <summary>When it was reported, UTC.</summary>
    public DateTimeOffset ReportedAt { get; init; }

    /// <summary>When it was taken over from a paper register, UTC; none: it was reported here.</summary>
    public DateTimeOffset? ImportedAt { get; init; }

    public IncidentStatus Status { get; init; }

    public IncidentKind Kind { get; init; }

    public Severity? Severity { get; init; }

    /// <summary>0 while unclassified, then 1 for minor to 4 for critical, to sort by.</summary>
    public int SeverityRank { get; init; }

    public string? BreachType { get; init; }

    public IReadOnlyList<string> InformationPolicies { get; init; } = [];

    /// <summary>The same by the event that named them, so that one can be corrected.</summary>
    public ImmutableSortedDictionary<long, ImmutableArray<string>> PoliciesIn { get; init; } =
        ImmutableSortedDictionary<long, ImmutableArray<string>>.Empty;

    public Guid? Investigator { get; init; }

    /// <summary>Who sees the line by name, besides the roles that see every incident.</summary>
    public IReadOnlyList<Guid> SeenBy { get; init; } = [];

    /// <summary>Whose own report it is.</summary>
    public IReadOnlyList<Guid> ReportedBy { get; init; } = [];

    /// <summary>The system that entered it.</summary>
    public Guid? EnteredBy { get; init; }

    public IReadOnlyList<Guid> ShutOutPeople { get; init; } = [];

    public IReadOnlyList<Role> ShutOutRoles { get; init; } = [];

    /// <summary>The role that sees it although everybody who could take it on is shut out.</summary>
    public Role? Remaining { get; init; }

    /// <summary>Whether anybody is shut out of it; of most lines nobody is, and then there is no more to look
    /// at.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>Whether it stands in the register of breaches (UK GDPR Art 33(5)): all but what is known to
    /// hold no personal data, or to be no incident.</summary>
    public bool IsBreach { get; init; }

    /// <summary>Whether the ICO has been notified, or it was decided to.</summary>
    public bool IsForIco { get; init; }

    public bool IsOpen { get; init; }

    /// <summary>From the discovery to the report; none where nobody said when it was found.</summary>
    public long? SecondsToReport { get; init; }

    /// <summary>From the report to the first classification.</summary>
    public long? SecondsToClassify { get; init; }

    /// <summary>From the report to the closure that stands.</summary>
    public long? SecondsToClose { get; init; }

    /// <summary>What the registers and reports say beyond the line.</summary>
    public RegisterFacts Facts { get; init; } = new();

    /// <summary>What the line showed, each time from an instant on, so that the register can be asked how it
    /// stood.</summary>
    public ImmutableArray<LineState> States { get; init; } = [];

    /// <summary>The incident as its events put it; the line shows a part of it.</summary>
    public Incident Incident { get; init; } = Incident.Initial;
}

/// <summary>What a line showed from an instant on, of what changes in the life of an incident.</summary>
/// <param name="From">UTC; until the next one begins.</param>
/// <param name="Policies">Ids of the information policies.</param>
/// <param name="TitledIn">The version of the event that holds the title.</param>
public sealed record LineState(
    DateTimeOffset From, IncidentStatus Status, IncidentKind Kind, Severity? Severity, string? BreachType,
    ImmutableArray<string> Policies, Guid? Investigator, long TitledIn)
{
    /// <summary>Whether both show the same, whenever they began.</summary>
    public bool Shows(LineState other) =>
        this with { From = other.From, Policies = other.Policies } == other
        && Policies.SequenceEqual(other.Policies);
}

/// <summary>Builds the register, in the transaction of the event.</summary>
public sealed partial class RegisterEntryProjection(Vault vault, PolicyPacks packs)
    : SingleStreamProjection<RegisterEntry, Guid>
{
    /// <inheritdoc/>
    public override async ValueTask<RegisterEntry?> EvolveAsync(
        RegisterEntry? snapshot, Guid id, IQuerySession session, IEvent e, CancellationToken cancellation)
    {
        if (e.Data is not IncidentEvent @event)
            return snapshot;

        var before = snapshot ?? new() { Id = id };
        var at = Instants.Stored(e.Timestamp);
        var incident = before.Incident.Evolve(@event, at);
        var pack = await packs.Pinned(session, incident.Pack!, cancellation);
        var line = RegisterFold.Shown(RegisterFold.After(before, @event, at, incident, pack), pack);

        return RegisterFold.HoldsTitle(@event)
            ? line with { Title = await vault.RegisterTitle(session, id, @event, cancellation) }
            : line;
    }
}
