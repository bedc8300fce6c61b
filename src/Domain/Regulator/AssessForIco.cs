namespace Incidents.Domain;

/// <summary>Assess whether it is necessary to report the incident to the ICO.</summary>
[Policy(How6c), Duty(DutyIds.IcoAssessments)]
public sealed record AssessForIco(
    bool PersonalData,
    Likelihood Likelihood,
    bool HighRisk,
    IcoOutcome Decision,
    [property: MaxLength(20_000)] string Rationale,
    bool? Mitigated = null,
    [property: MaxLength(5_000)] string? Mitigation = null,
    [property: MaxLength(5_000)] string? OverrideReason = null) : IncidentCommand
{
    private IcoOutcome Outcome => IcoRuleset.Outcome(PersonalData, Likelihood, Mitigated ?? false, HighRisk);

    /// <inheritdoc/>
    public override IEnumerable<FieldProblem> Problems()
    {
        if (Mitigated == true && Mitigation is null)
            yield return new("/mitigation", "is required: say what removed the risk.");

        if (Decision != Outcome && OverrideReason is null)
            yield return new("/overrideReason",
                $"is required: the answers come to {Words.CamelCase(Outcome)}; say why the decision is "
                    + "another.");
    }

    /// <returns><see cref="IcoAssessed"/>; a reassessment is a new one, and the latest counts.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to assess it again.");

        if (PersonalData && incident.Kind == IncidentKind.ConfirmedBreach && incident.AwareAt is null)
            return Rules.AwarenessNotEstablished.Refuses(
                "Record first when the school became aware: the 72 hours count from it.");

        return new IcoAssessed(
            context.NewId, PersonalData, Likelihood, Mitigated ?? false, Text.Narrative(Mitigation),
            HighRisk, IcoRuleset.Name, Outcome, Decision, Text.Narrative(Rationale),
            Text.Narrative(OverrideReason));
    }
}
