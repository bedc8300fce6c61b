namespace Incidents.Domain;

/// <summary>Say why a step of how-3 is not appropriate here.</summary>
[Policy(How3), Duty(DutyIds.StepsRuledOut)]
public sealed record RuleOutStep([property: Path] string Point, [property: MaxLength(5_000)] string Reason)
    : IncidentCommand
{
    /// <inheritdoc/>
    protected internal override Refusal? NotThere(Incident incident, Context context) =>
        Checklist.BeforeOutcomeReport.Contains(Point) || Point == How3k
            ? null
            : Rules.UnknownStep.Refuses($"A step is one of {string.Join(", ", Checklist.CanBeRuledOut)}.");

    /// <returns><see cref="StepRuledOut"/>; nothing when the step is already ruled out or done.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.Steps.ContainsKey(Point) && Checklist.CanBeRuledOut.Contains(Point))
            return Domain.Decision.Nothing;

        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to rule a step out.");

        if (Point == How3h)
            return Rules.StepCannotBeRuledOut.Refuses(
                "Record the disciplinary decision instead: commenced, or the reason why not.");

        if (Point == How3k)
            return Rules.StepCannotBeRuledOut.Refuses("An outcome report is always written.");

        return new StepRuledOut(Point, Text.Narrative(Reason));
    }
}
