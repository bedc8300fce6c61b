namespace Incidents.Domain;

/// <summary>Whether an actor holds the duty that a command belongs to.</summary>
public static class Duties
{
    /// <summary>The refusal, where the actor does not.</summary>
    public static Refusal? Forbid(IncidentCommand command, Incident incident, Context context)
    {
        var (actor, pack) = (context.Actor, context.Pack);
        if (actor.IsClock && command is (KeepTimescales or RecordScan))
            return null;

        var duty = command.DutyOn(incident);
        var holders = pack.Holders(duty, incident.Severity);
        var about = command.About(context);
        if (about is { } own && actor.Is(own) && StandIns.Holding(duty, incident, pack).Contains(own))
            return Rules.ConflictOfInterest.Refuses(
                "This is about your own role, so the others who hold the duty take it.");

        var roles = StandIns.Holding(duty, incident, pack, about);

        var holds = roles.Any(actor.Is)
            || holders.Parties.Any(party => IsParty(party, command, incident, context));
        var reports = Visibility.IsOwnReport(incident, actor)
            && (holders.Parties.Contains(Party.Reporter)
                || (holders.Parties.Contains(Party.Recorder) && IsRecorder(context)));

        // Whoever is shut out keeps nothing but what belongs to their own report.
        if (reports || (holds && !Visibility.IsShutOut(incident.Circle, actor, pack)))
            return null;

        if (command.IsReview && incident.IsReportedOnBy(actor.PersonId))
            return null;

        if (holds)
        {
            return Rules.ConflictOfInterest.Refuses(
                "This incident is about you, so you see your own report of it and somebody else handles it.");
        }

        var asInvestigator = holders.Parties.Any(party => party is Party.Investigator or Party.Allocated);
        if (asInvestigator && incident.Allocation?.InvestigatorId == actor.PersonId
            && incident.BarsFromInvestigating(actor.PersonId))
        {
            return Rules.ConflictOfInterest.Refuses(
                "You reported, saw or are affected by this incident, so somebody else investigates it. Ask "
                    + $"{AnyOf(StandIns.Holding(DutyIds.Allocation, incident, pack))} to allocate it again.");
        }

        if (roles.IsEmpty && holders.Parties.IsEmpty)
        {
            return Rules.NotYourDuty.Refuses(
                "Nobody does this: the service does it by itself when the time has come.",
                PolicyAttribute.Of(command.GetType())[0]);
        }

        return Rules.NotYourDuty.Refuses(
            $"This step is for {AnyOf(roles, holders.Parties)}. Ask them to take it, or to engage or "
                + "allocate you.",
            PolicyAttribute.Of(command.GetType())[0]);
    }

    /// <summary>Whether the actor holds any duty of the policy by a role, to report included; who only keeps
    /// keys or only reads does not.</summary>
    public static bool HoldsAny(Actor actor, PolicyPack pack) =>
        pack.Duties.Any(row => row.Holders.Roles.Any(actor.Is));

    /// <summary>A role in plain words.</summary>
    public static string InWords(Role role) => Domain.Words.Plain(role.ToString());

    /// <summary>Somebody by their part in an incident, in plain words.</summary>
    public static string InWords(Party party) => party switch
    {
        Party.Reporter => "the reporter",
        Party.Allocated => "the person it was allocated to",
        Party.Investigator => "the investigator",
        Party.Leader => "an engaged leader",
        Party.Recorder => "whoever recorded it",
        Party.EscalationTarget => "the role it was escalated to",
        Party.NextInOrder => "the next in the order of stand-ins",
        Party.Anybody => "anybody, without signing in",
        _ => "nobody",
    };

    /// <summary>Roles as a list.</summary>
    public static string Named(IEnumerable<Role> roles) =>
        string.Join(", ", roles.Order().Select(InWords));

    /// <summary>Roles of which any will do, within a sentence.</summary>
    public static string AnyOf(IEnumerable<Role> roles) => AnyOf(roles, []);

    private static string AnyOf(IEnumerable<Role> roles, IEnumerable<Party> parties) =>
        parties.Select(InWords).Concat(roles.Order().Select(role => $"the {InWords(role)}")).Distinct()
            .ToArray() switch
        {
            [] => "whoever holds the duty",
            [var only] => only,
            [.. var first, var last] => $"{string.Join(", ", first)} or {last}",
        };

    private static bool IsParty(Party party, IncidentCommand command, Incident incident, Context context)
    {
        var actor = context.Actor;

        return party switch
        {
            Party.Reporter => Visibility.IsOwnReport(incident, actor),
            Party.Allocated =>
                IsAllocatedTo(actor, incident) && !incident.BarsFromInvestigating(actor.PersonId),
            Party.Investigator => MayActAsInvestigator(incident, context),
            Party.Leader => incident.Circle.Leaders.Any(
                leader => leader.PersonId == actor.PersonId && actor.Is(leader.Role)),
            Party.Recorder => IsRecorder(context),
            Party.EscalationTarget => command is AcknowledgeEscalation acknowledgement
                && acknowledgement.Target(context) is { } target
                && StandIns.Holding(command.DutyOn(incident), [target], incident, context.Pack).Any(actor.Is),
            Party.NextInOrder => command is StandIn standIn && MayStandIn(standIn, incident, context),
            Party.Anybody => true,
            _ => false,
        };
    }

    private static bool IsRecorder(Context context) => context.Past?.By == context.Actor.PersonId;

    private static bool IsAllocatedTo(Actor actor, Incident incident) =>
        incident.Allocation is { } allocation && allocation.InvestigatorId == actor.PersonId
        && actor.Is(allocation.Role);

    private static bool MayActAsInvestigator(Incident incident, Context context)
    {
        if (incident.Allocation is not { Accepted: true } allocation)
            return false;

        return incident.BarsFromInvestigating(allocation.InvestigatorId)
            ? context.Actor.Is(StandIns.First(incident, context.Pack))
            : IsAllocatedTo(context.Actor, incident);
    }

    /// <summary>A duty that the pack does not have is refused as such, to whoever
    /// could stand in at all.</summary>
    private static bool MayStandIn(StandIn command, Incident incident, Context context) =>
        StandIns.NextFor(command.Duty, incident, context.Pack) is { } next
            ? context.Actor.Is(next)
            : context.Pack.StandInOrder.Any(context.Actor.Is);
}
