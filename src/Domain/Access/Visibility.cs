namespace Incidents.Domain;

/// <summary>How much of an incident somebody sees.</summary>
public enum Extent
{
    /// <summary>Nothing: as if it were not there.</summary>
    None,

    /// <summary>Their own report, its status, and questions to them.</summary>
    OwnReport,

    /// <summary>The whole incident, but for the texts of other classes.</summary>
    Whole,
}

/// <summary>What somebody sees of an incident.</summary>
public sealed record Sight(Extent Extent, ImmutableHashSet<TextClass> Opens)
{
    /// <summary>Nothing.</summary>
    public static Sight None { get; } = new(Extent.None, []);
}

/// <summary>Who sees an incident (how-1, why-6).</summary>
public static class Visibility
{
    private static readonly ImmutableArray<Role> Workers =
    [
        Role.OfficeManager, Role.Headteacher, Role.DeputyHeadteacher, Role.ChairOfGovernors,
        Role.DataProtectionOfficer,
    ];

    /// <summary>Whether a role sees incidents as such.</summary>
    public static bool SeesIncidents(Role role) => Workers.Contains(role);

    /// <summary>Roles that see an incident unless they are shut out of it; only
    /// they can be escalated to.</summary>
    public static IEnumerable<Role> SeeingRoles(Circle circle, PolicyPack pack) =>
        Workers.Where(role => !IsShutOut(role, circle, pack));

    /// <summary>Whether this actor's roles see the lines of the register, but for
    /// those they are shut out of.</summary>
    public static bool SeesRegister(Actor actor) =>
        Workers.Any(actor.Is) || actor.Is(Role.Auditor) || actor.Is(Role.Reporting);

    /// <summary>Whether the actor reads the titles of lines: a reporting tool alone sees
    /// no text of an incident.</summary>
    public static bool ReadsTitles(Actor actor) => !actor.Roles.IsSubsetOf([Role.Reporting]);

    /// <summary>What this actor sees of the incident.</summary>
    public static Sight Of(Incident incident, Actor actor, PolicyPack pack)
    {
        var circle = incident.Circle;

        if (actor.IsClock)
            return new(Extent.Whole, []);

        if (IsShutOut(circle, actor, pack))
            return IsOwnReport(incident, actor) ? OwnOf(circle) : Sight.None;

        if (WorksOn(circle, actor))
            return new(Extent.Whole, Classes(incident, actor, pack));

        if (actor.Is(Role.Auditor))
            return new(Extent.Whole, [TextClass.Narrative, TextClass.Actor]);

        return IsOwnReport(incident, actor) ? OwnOf(circle) : Sight.None;
    }

    /// <summary>Whether this is the actor's own report, by name or by its receipt, or what this integration
    /// reported.</summary>
    public static bool IsOwnReport(Incident incident, Actor actor)
    {
        var reporter = incident.Circle.Reporter;

        return actor.IsUnnamed
            ? actor.ReceiptOf == incident.Id
            : reporter.PersonId == actor.PersonId
                || (actor.Is(Role.Integration) && reporter.EnteredBy == actor.PersonId);
    }

    /// <summary>Whether a file of evidence is handed out to whoever sees this much: it may hold anything, the
    /// names of people too.</summary>
    public static bool ReadsFiles(Sight sight) => sight.Opens.Contains(TextClass.Personal);

    /// <summary>Which classes of an event's texts open: a concern about detriment is not read by whose role
    /// it is about.</summary>
    public static ImmutableHashSet<TextClass> Opens(Sight sight, StoredEvent @event, Actor actor) =>
        @event is DetrimentConcernRaised { AboutRole: { } about } && actor.Is(about)
        || @event is DetrimentConcernResolved { AboutRole: { } aboutThen } && actor.Is(aboutThen)
            ? []
            : sight.Opens;

    /// <summary>Whether the actor is among those who work on the incident.</summary>
    public static bool WorksOn(Circle circle, Actor actor) =>
        Workers.Any(actor.Is)
        || circle.Investigator == actor.PersonId
        || circle.Leaders.Any(leader => leader.PersonId == actor.PersonId);

    /// <summary>A sealed identity stays shut on one's own report too: a system that entered it, or whoever
    /// holds the receipt, need not be the reporter.</summary>
    private static Sight OwnOf(Circle circle) => new(
        Extent.OwnReport, WithReporter([TextClass.Narrative, TextClass.Personal, TextClass.Actor], circle));

    /// <summary>Whether the report is about this actor, or was kept from a role of theirs,
    /// and nobody let them in.</summary>
    internal static bool IsShutOut(Circle circle, Actor actor, PolicyPack pack)
    {
        var shutOut = circle.ShutOutRoles.Any(actor.Is)
            || circle.People.Any(p => p.Relation == Relation.Involved && p.PersonId == actor.PersonId);

        return shutOut && !(actor.Is(pack.StandInOrder[^1]) && StandIns.AreExhausted(circle, pack));
    }

    private static bool IsShutOut(Role role, Circle circle, PolicyPack pack) =>
        circle.ShutOutRoles.Contains(role)
        && !(role == pack.StandInOrder[^1] && StandIns.AreExhausted(circle, pack));

    private static ImmutableHashSet<TextClass> Classes(Incident incident, Actor actor, PolicyPack pack)
    {
        var classes = WithReporter(
            [TextClass.Narrative, TextClass.Actor, TextClass.Personal], incident.Circle);

        var closest = StandIns.OrNext([Role.OfficeManager, Role.Headteacher], incident, pack);
        if (closest.Any(actor.Is) || incident.Circle.Investigator == actor.PersonId)
            classes = classes.Union([TextClass.Interview, TextClass.Disciplinary]);

        return classes;
    }

    private static ImmutableHashSet<TextClass> WithReporter(
        ImmutableHashSet<TextClass> classes, Circle circle) =>
        circle.Reporter.Protection == ReporterProtection.Named ? classes.Add(TextClass.Reporter) : classes;
}
