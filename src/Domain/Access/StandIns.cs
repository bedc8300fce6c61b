namespace Incidents.Domain;

/// <summary>Who takes a duty when its holder is conflicted, or was stood in for (why-6, A7).
/// Somebody always remains.</summary>
public static class StandIns
{
    private static readonly ImmutableHashSet<string> Closures =
        [DutyIds.Closure, DutyIds.ClosureOfNoIncident];

    private static readonly ImmutableHashSet<string> Reviews =
        Closures.Union([DutyIds.OutcomeReportsAssessment, DutyIds.OutcomeReportsReview]);

    /// <summary>The roles that hold a duty here and now: the pack's holders, those who stood in, and for a
    /// holder who cannot act the next in the pack's order.</summary>
    /// <param name="about">The role that the step is about, which never holds it.</param>
    public static ImmutableHashSet<Role> Holding(
        string duty, Incident incident, PolicyPack pack, Role? about = null) =>
        Holding(duty, pack.Holders(duty, incident.Severity).Roles, incident, pack, about);

    /// <summary>The same, for holders that the step itself names.</summary>
    public static ImmutableHashSet<Role> Holding(
        string duty, IEnumerable<Role> holders, Incident incident, PolicyPack pack, Role? about = null)
    {
        var standing = holders.ToImmutableHashSet()
            .Union(incident.StandIns.Where(row => row.Duty == duty).Select(row => row.Role));
        var unable = Unable(duty, incident);
        if (about is not { } role)
            return WithNext(standing, unable, pack);

        // Its place is taken where it alone held the duty; else the others have it.
        var others = standing.Remove(role);

        return WithNext(others.IsEmpty ? standing : others, unable.Add(role), pack).Remove(role);
    }

    /// <summary>These roles, and for each that is shut out of the incident the next in order: for what is no
    /// duty, and so has nobody who stood in.</summary>
    public static ImmutableHashSet<Role> OrNext(
        ImmutableHashSet<Role> roles, Incident incident, PolicyPack pack) =>
        WithNext(roles, ShutOut(incident.Circle), pack);

    /// <summary>In plain words, who else holds a duty that whoever acts may not take.</summary>
    public static string Others(string duty, Incident incident, Context context) =>
        Duties.AnyOf(Holding(duty, incident, context.Pack).Where(role => !context.Actor.Is(role)));

    /// <summary>Who takes what the investigator should do, where the investigator may not.</summary>
    public static Role First(Incident incident, PolicyPack pack) =>
        Next(after: null, Unable(DutyIds.Investigation, incident), pack);

    /// <summary>The role, or, where it is shut out of the incident or is the one that this is about, the next
    /// in order.</summary>
    public static Role InPlaceOf(Role role, Incident incident, PolicyPack pack, Role? about = null)
    {
        var shutOut = ShutOut(incident.Circle);
        var unable = about is { } other ? shutOut.Add(other) : shutOut;

        return unable.Contains(role) ? Next(role, unable, pack) : role;
    }

    /// <summary>Who may stand in for a duty whose holder is away: the next in order after the holder who does
    /// not hold it yet. An escalation is held by the role that it went to.</summary>
    public static Role? NextFor(string duty, Incident incident, PolicyPack pack)
    {
        var held = pack.Holders(duty, incident.Severity);
        var holders = held.Parties.Contains(Party.EscalationTarget)
            ? [.. incident.OpenEscalations.Select(open => open.To)]
            : held.Roles;

        return holders.IsEmpty
            ? null
            : Next(holders[0], Unable(duty, incident).Union(Holding(duty, holders, incident, pack)), pack);
    }

    /// <summary>Whether people and roles together shut out the whole order, so that its
    /// last role keeps the duty.</summary>
    public static bool AreExhausted(Circle circle, PolicyPack pack) =>
        ShutOut(circle).IsSupersetOf(pack.StandInOrder);

    /// <summary>After the last of the order comes its first, so that whoever
    /// is able takes the duty.</summary>
    internal static Role Next(Role? after, ImmutableHashSet<Role> unable, PolicyPack pack)
    {
        var start = after is { } role ? pack.StandInOrder.IndexOf(role) + 1 : 0;
        var able = pack.StandInOrder.Skip(start).Concat(pack.StandInOrder.Take(start))
            .Where(next => !unable.Contains(next)).ToArray();

        return able is [var first, ..] ? first : pack.StandInOrder[^1];
    }

    /// <summary>A role keeps what its holder may not take: somebody else may hold it too.</summary>
    private static ImmutableHashSet<Role> WithNext(
        ImmutableHashSet<Role> roles, ImmutableHashSet<Role> unable, PolicyPack pack) =>
        roles.Union(roles.Where(unable.Contains).Select(role => Next(role, unable, pack)));

    private static ImmutableHashSet<Role> Unable(string duty, Incident incident)
    {
        var unable = ShutOut(incident.Circle);

        if (duty == DutyIds.Investigation)
        {
            unable = unable.Union(incident.Circle.Reporter.Roles)
                .Union(incident.Circle.People.SelectMany(person => person.Roles));
        }

        if (Reviews.Contains(duty))
            unable = unable.Union(incident.Report?.AuthorRoles ?? []);

        return Closures.Contains(duty) && incident.Allocation is { } allocation
            ? unable.Add(allocation.Role)
            : unable;
    }

    private static ImmutableHashSet<Role> ShutOut(Circle circle) =>
        circle.ShutOutRoles.ToImmutableHashSet().Union(circle.People
            .Where(person => person.Relation == Relation.Involved)
            .SelectMany(person => person.Roles));
}
