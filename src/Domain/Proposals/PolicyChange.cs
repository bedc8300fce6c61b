using System.Diagnostics;

namespace Incidents.Domain;

/// <summary>Where a proposal to change the policy stands.</summary>
public enum ProposalStatus
{
    /// <summary>Nobody has decided on it.</summary>
    Proposed,

    /// <summary>It was agreed to and forwarded.</summary>
    Agreed,

    /// <summary>It was not agreed to.</summary>
    Declined,
}

/// <summary>A proposal to change the policy (chg), as its events say.</summary>
public sealed record PolicyChange : IFold<PolicyChange, PolicyChangeEvent>, IRaised
{
    /// <summary>A proposal of which nothing has happened yet.</summary>
    public static PolicyChange Initial { get; } = new();

    /// <summary>The proposal's id.</summary>
    public Guid Id { get; init; }

    /// <summary>How many events there are.</summary>
    public long Version { get; init; }

    /// <summary>Where it stands.</summary>
    public ProposalStatus Status { get; init; }

    /// <summary>Who proposed it.</summary>
    public Raiser Raiser { get; init; } = new(Guid.Empty, []);

    /// <summary>The points that it is about.</summary>
    public ImmutableArray<string> Points { get; init; } = [];

    /// <summary>Whether this actor sees it.</summary>
    public bool IsSeenBy(Actor actor, PolicyPack pack) =>
        SchoolDuties.Sees(actor, DutyAttribute.Of(typeof(DecideOnPolicyChange)), Raiser, pack);

    /// <summary>The proposal as it is after one more event.</summary>
    public PolicyChange Evolve(PolicyChangeEvent @event) => (@event switch
    {
        PolicyChangeProposed e => this with { Raiser = e.Raiser, Points = e.Points },
        PolicyChangeAgreed => this with { Status = ProposalStatus.Agreed },
        PolicyChangeDeclined => this with { Status = ProposalStatus.Declined },
        _ => throw new UnreachableException($"PolicyChange.Evolve does not name {@event.GetType().Name}."),
    }) with
    {
        Version = Version + 1,
    };
}
