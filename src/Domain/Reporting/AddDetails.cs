namespace Incidents.Domain;

/// <summary>Add what became known since the report (must-2).</summary>
[Policy(Must2, How2), Duty(DutyIds.Details)]
public sealed record AddDetails : ReportedFacts
{
    /// <inheritdoc/>
    public override IEnumerable<FieldProblem> Problems()
    {
        var said = this with
        {
            PeopleInvolved = UnlessEmpty(PeopleInvolved),
            ConcernsRoles = UnlessEmpty(ConcernsRoles),
            SystemsInvolved = UnlessEmpty(SystemsInvolved),
            InformationPolicies = UnlessEmpty(InformationPolicies),
        };
        if (said == new AddDetails())
            yield return new("", "says nothing; give at least one detail.");
    }

    /// <summary>A list of nothing says nothing.</summary>
    private static IReadOnlyList<T>? UnlessEmpty<T>(IReadOnlyList<T>? list) => list is [] ? null : list;

    /// <returns><see cref="DetailsAdded"/>.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to add details.");

        if (incident.Severity is not null && Kind is not null)
            return Decision.Wrong("/kind", "was settled by the classification; classify again to change it.");

        if (incident.Severity is not null && PersonalDataInvolved is not null)
            return Decision.Wrong("/personalDataInvolved",
                "was settled by the classification; classify again to change it.");

        if (DiscoveredAt > incident.AwareAt)
            return Rules.AwarenessImpossible.Refuses(
                "The school was aware before this discoveredAt; establish awareness anew first, or check the "
                    + "instant.");

        if (Unacceptable(incident.Circle, context) is { } unacceptable)
            return unacceptable;

        return new DetailsAdded(
            Kind, Text.Narrative(Description), AsKept(OccurredAt, context), AsKept(DiscoveredAt, context),
            Text.Narrative(Location), BreachType, Concerned(context), [.. ConcernsRoles ?? []],
            Text.Narratives(SystemsInvolved), [.. InformationPolicies ?? []],
            Text.Narrative(RemedialActionTaken), Text.Narrative(TrainingOfThoseInvolved),
            Text.Narrative(OthersInformed), PersonalDataInvolved);
    }
}
