namespace Incidents.Domain;

/// <summary>Which leader a major incident needs, asked by allocation and by the outcome
/// report (how-4b, how-6b).</summary>
public static class RequiredLeader
{
    /// <summary>Roles of which one must be engaged at this severity; none: nobody must.</summary>
    public static ImmutableHashSet<Role> RequiredLeaders(this Incident incident, PolicyPack pack) =>
        StandIns.Holding(DutyIds.RequiredLeader, incident, pack);

    /// <summary>The refusal, unless the leader whom this severity asks for is engaged and not shut
    /// out.</summary>
    public static Refusal? LacksLeader(this Incident incident, PolicyPack pack)
    {
        var required = incident.RequiredLeaders(pack);
        var isEngaged = incident.Circle.Leaders.Any(leader =>
            required.Contains(leader.Role)
            && !Visibility.IsShutOut(incident.Circle, new(leader.PersonId, [leader.Role]), pack));

        return required.IsEmpty || isEngaged
            ? null
            : Rules.HeadteacherNotEngaged.Refuses(
                $"Engage {Duties.AnyOf(required)} first: a major incident is worked on with them.");
    }
}
