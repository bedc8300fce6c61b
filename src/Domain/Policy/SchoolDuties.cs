namespace Incidents.Domain;

/// <summary>Who raised a matter of the policy: an exception from it, or a change to it.</summary>
/// <param name="Roles">The roles held at that moment.</param>
public sealed record Raiser(Guid PersonId, ImmutableArray<Role> Roles);

/// <summary>Whether an actor holds a duty that belongs to no incident.</summary>
public static class SchoolDuties
{
    /// <summary>Roles that read every matter besides who decides on it.</summary>
    private static readonly ImmutableArray<Role> Readers = [Role.OfficeManager, Role.Auditor];

    /// <summary>Who decides on what somebody raised: the pack's holders, and for one who raised it themself
    /// the next in the order of stand-ins (why-6).</summary>
    public static ImmutableHashSet<Role> Deciding(string duty, Raiser raiser, PolicyPack pack)
    {
        var unable = raiser.Roles.ToImmutableHashSet();

        return [.. pack.Holders(duty, severity: null).Roles
            .Select(role => unable.Contains(role) ? StandIns.Next(role, unable, pack) : role)];
    }

    /// <summary>Whether an actor sees what somebody raised: their own, what they decide on, and everything
    /// where they oversee or audit.</summary>
    public static bool Sees(Actor actor, string duty, Raiser raiser, PolicyPack pack) =>
        actor.PersonId == raiser.PersonId
        || Deciding(duty, raiser, pack).Any(actor.Is)
        || pack.Holders(duty, severity: null).Roles.Any(actor.Is)
        || Readers.Any(actor.Is);

    /// <summary>The refusal, where the actor does not hold the duty.</summary>
    internal static Refusal? Forbid(Type command, Context context) =>
        Forbid(command, context.Pack.Holders(DutyAttribute.Of(command), severity: null).Roles, context);

    /// <summary>The refusal, where the actor does not decide on what this person raised.</summary>
    internal static Refusal? ForbidDeciding(Type command, Raiser raiser, Context context)
    {
        if (context.Actor.PersonId == raiser.PersonId)
        {
            return Rules.ConflictOfInterest.Refuses(
                "You raised this yourself, so somebody else decides on it.");
        }

        return Forbid(command, Deciding(DutyAttribute.Of(command), raiser, context.Pack), context);
    }

    private static Refusal? Forbid(Type command, IReadOnlyCollection<Role> holders, Context context) =>
        holders.Any(context.Actor.Is)
            ? null
            : Rules.NotYourDuty.Refuses(
                $"This step is for {Duties.AnyOf(holders)}.",
                PolicyAttribute.Of(command)[0]);
}

/// <summary>A matter of the policy that somebody raised.</summary>
public interface IRaised
{
    /// <summary>Its id.</summary>
    public Guid Id { get; }

    /// <summary>Whether this actor sees it.</summary>
    public bool IsSeenBy(Actor actor, PolicyPack pack);
}
