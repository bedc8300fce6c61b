namespace Incidents.Domain;

/// <summary>Bring in the headteacher or a senior leader, who works on a major incident
/// with the office manager.</summary>
[Policy(How5c, How4b, How6b), Duty(DutyIds.Engagements)]
public sealed record EngageLeader(Assignee Leader, [property: MaxLength(5_000)] string Purpose)
    : IncidentCommand, INamesPeople
{
    /// <inheritdoc/>
    public IEnumerable<INamedPerson> NamedPeople => [Leader];

    /// <returns><see cref="LeaderEngaged"/>.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to engage a leader.");

        var leaders = StandIns.Holding(DutyIds.Leadership, incident, context.Pack)
            .Union(incident.RequiredLeaders(context.Pack));
        if (!leaders.Contains(Leader.Role))
            return Decision.Wrong("/leader/role", $"is one of {Duties.Named(leaders)}.");

        var leader = context.Who(Leader).PersonId;

        return new LeaderEngaged(
            context.NewId, leader, Text.Name(Leader.Name, leader, TextClass.Actor), Leader.Role,
            Text.Narrative(Purpose));
    }
}
