namespace Incidents.Domain;

/// <summary>Say what the investigation is to find out, who has a stake in it and which information policies
/// were breached; said again, it replaces what was said before.</summary>
/// <param name="PoliciesBreached">Ids of the pack's information policies.</param>
[Policy(How3a), Duty(DutyIds.Scope)]
public sealed record ScopeInvestigation(
    [property: MaxLength(5_000)] IReadOnlyList<string> ExpectedOutcomes,
    [property: MaxLength(500)] IReadOnlyList<string> Stakeholders,
    [property: MaxLength(100)] IReadOnlyList<string> PoliciesBreached) : IncidentCommand, IReplaces
{
    /// <inheritdoc/>
    public override IEnumerable<FieldProblem> Problems()
    {
        if (ExpectedOutcomes.Count + Stakeholders.Count + PoliciesBreached.Count == 0)
            yield return new("", "says nothing; give at least one outcome, stakeholder or policy.");
    }

    /// <inheritdoc/>
    public long? Replaced(Incident incident) => incident.ScopedBy;

    /// <returns><see cref="InvestigationScoped"/>; nothing when it is already so.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (context.Replaced is InvestigationScoped scope && Says(scope))
            return Decision.Nothing;

        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to scope its investigation.");

        if (incident.Severity is null)
            return Rules.NotClassified.Refuses("Classify the incident first, then allocate it.");

        if (!incident.IsInvestigated)
            return Rules.NotAllocated.Refuses("Allocate the investigation first, and have it accepted.");

        if (context.Pack.LacksPolicyOf(PoliciesBreached, "policiesBreached") is { } unknown)
            return unknown;

        return new InvestigationScoped(
            Text.Narratives(ExpectedOutcomes), [.. Stakeholders.Select(NameOf)], [.. PoliciesBreached]);
    }

    private bool Says(InvestigationScoped scope) =>
        scope.ExpectedOutcomes.SequenceEqual(Text.Narratives(ExpectedOutcomes))
        && scope.Stakeholders.SequenceEqual(Stakeholders.Select(NameOf))
        && scope.PoliciesBreached.SequenceEqual(PoliciesBreached);

    private static Text NameOf(string stakeholder) => Text.Of(stakeholder, TextClass.Personal);
}
