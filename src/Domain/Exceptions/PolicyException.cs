using System.Diagnostics;

namespace Incidents.Domain;

/// <summary>Where a request for an exception stands.</summary>
public enum ExceptionStatus
{
    /// <summary>Nobody has decided on it.</summary>
    Requested,

    /// <summary>It was granted and has not expired.</summary>
    Approved,

    /// <summary>It was not granted.</summary>
    Refused,

    /// <summary>It was granted, and its last day is past.</summary>
    Expired,
}

/// <summary>An exception from points of the policy for a valid business reason (exc), as its events say.
/// </summary>
public sealed record PolicyException : IFold<PolicyException, PolicyExceptionEvent>, IRaised
{
    /// <summary>A request of which nothing has happened yet.</summary>
    public static PolicyException Initial { get; } = new();

    /// <summary>The request's id.</summary>
    public Guid Id { get; init; }

    /// <summary>How many events there are.</summary>
    public long Version { get; init; }

    /// <summary>Where it stands.</summary>
    public ExceptionStatus Status { get; init; }

    /// <summary>Who asked for it.</summary>
    public Raiser Raiser { get; init; } = new(Guid.Empty, []);

    /// <summary>The points that it is about.</summary>
    public ImmutableArray<string> Points { get; init; } = [];

    /// <summary>Until when it is asked for.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>The last day on which it holds, once it was granted.</summary>
    public DateOnly? ExpiresOn { get; init; }

    /// <summary>Whether this actor sees it.</summary>
    public bool IsSeenBy(Actor actor, PolicyPack pack) =>
        SchoolDuties.Sees(actor, DutyAttribute.Of(typeof(DecideOnPolicyException)), Raiser, pack);

    /// <summary>The request as it is after one more event.</summary>
    public PolicyException Evolve(PolicyExceptionEvent @event) => (@event switch
    {
        PolicyExceptionRequested e => this with { Raiser = e.Raiser, Points = e.Points, Until = e.Until },
        PolicyExceptionApproved e => this with { Status = ExceptionStatus.Approved, ExpiresOn = e.ExpiresOn },
        PolicyExceptionRefused => this with { Status = ExceptionStatus.Refused },
        PolicyExceptionExpired => this with { Status = ExceptionStatus.Expired },
        _ => throw new UnreachableException(
            $"PolicyException.Evolve does not name {@event.GetType().Name}."),
    }) with
    {
        Version = Version + 1,
    };
}
