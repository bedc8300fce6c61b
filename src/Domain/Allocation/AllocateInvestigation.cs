namespace Incidents.Domain;

/// <summary>Decide who investigates, oneself or another, as directed by the headteacher.</summary>
[Policy(How4c, Must3, Must4, How6a, How6b), Duty(DutyIds.Allocation)]
public sealed record AllocateInvestigation(
    Assignee Investigator,
    [property: MaxLength(200)] string DirectedBy,
    [property: MaxLength(5_000)] string? Reason = null) : IncidentCommand, INamesPeople, IAsksWhoReported
{
    /// <inheritdoc/>
    public IEnumerable<INamedPerson> NamedPeople => [Investigator];

    /// <returns><see cref="InvestigationAllocated"/>, with <see cref="AllocationAccepted"/> where one
    /// investigates personally; nothing when it is already so.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        var investigator = context.Who(Investigator).PersonId;
        var holders = StandIns.Holding(DutyIds.Investigation, incident, context.Pack);

        if (incident.Allocation is { } current
            && (current.InvestigatorId, current.Role) == (investigator, Investigator.Role))
        {
            return Decision.Nothing;
        }

        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to allocate it.");

        if (incident.Severity is not { } severity)
            return Rules.NotClassified.Refuses(
                "Classify the incident first; its severity decides who may investigate.");

        if (!holders.Contains(Investigator.Role) && severity == Severity.Critical)
            return Rules.CriticalNeedsOfficeManager.Refuses(
                $"A critical incident is investigated by {Duties.AnyOf(holders)}; allocate it to them.");

        if (!holders.Contains(Investigator.Role))
            return Decision.Wrong(
                "/investigator/role", $"cannot investigate; it is one of {Duties.Named(holders)}.");

        if (incident.LacksLeader(context.Pack) is { } refusal)
            return refusal;

        if (incident.BarsFromInvestigating(investigator))
            return Rules.InvestigatorNotIndependent.Refuses(
                "Allocate it to somebody who neither reported the incident nor is involved in it, saw it or "
                    + "is affected.");

        if (context.ActorIsReporter && IsPersonal(investigator, context))
            return RequiredIndependence.OfReporter(
                "You reported this incident, so somebody else investigates it. Nobody else is told, and "
                    + "nothing was recorded; allocate it to somebody else.");

        if (incident.Allocation is not null && Reason is null)
            return Decision.Wrong(
                "/reason", "is required to allocate again: say why the investigator changes.");

        return Allocated(investigator, context);
    }

    private Decision Allocated(Guid investigator, Context context)
    {
        var allocated = new InvestigationAllocated(
            investigator, Text.Name(Investigator.Name, investigator, TextClass.Actor), Investigator.Role,
            Text.Narrative(DirectedBy), Text.Narrative(Reason));

        return IsPersonal(investigator, context)
            ? Decision.Of(allocated, new AllocationAccepted(investigator))
            : allocated;
    }

    private bool IsPersonal(Guid investigator, Context context) =>
        investigator == context.Actor.PersonId && context.Actor.Is(Investigator.Role);
}
