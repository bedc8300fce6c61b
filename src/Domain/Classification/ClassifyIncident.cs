namespace Incidents.Domain;

/// <summary>Decide how grave the incident is, and classify it again when that changes.</summary>
[Policy(How5a, Why2), Duty(DutyIds.Classification)]
public sealed record ClassifyIncident(
    Severity Severity,
    [property: MaxLength(20_000)] string Rationale,
    IncidentKind? Kind = null,
    [property: MaxLength(100)] string? BreachType = null,
    Answer? PersonalDataInvolved = null,
    SeverityAnswers? Suggestion = null) : IncidentCommand
{
    /// <inheritdoc/>
    public override IEnumerable<FieldProblem> Problems() => Suggestion?.Problems("/suggestion") ?? [];

    /// <returns><see cref="IncidentClassified"/> or <see cref="IncidentReclassified"/>, and
    /// <see cref="InvestigationTakenOver"/> where the incident becomes critical under another investigator;
    /// nothing when it is already so.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        var kind = Kind ?? incident.Kind;
        var breachType = BreachType ?? incident.BreachType;
        var personalData = PersonalDataInvolved ?? incident.PersonalData;

        if ((incident.Severity, incident.Kind, incident.BreachType, incident.PersonalData)
            == (Severity, kind, breachType, personalData))
        {
            return Decision.Nothing;
        }

        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to classify it again.");

        if (context.Pack.LacksBreachType(BreachType) is { } noSuchType)
            return noSuchType;

        var rationale = Text.Narrative(Rationale);
        var suggested = Suggestion?.Suggest();

        if (incident.Severity is null)
            return new IncidentClassified(Severity, kind, breachType, personalData, rationale, suggested);

        var reclassified =
            new IncidentReclassified(Severity, kind, breachType, personalData, rationale, suggested);

        return TakeOver(incident, context) is { } takenOver
            ? Decision.Of(reclassified, takenOver)
            : reclassified;
    }

    /// <summary>A critical investigation belongs to the holder of that duty (how-6a). Whoever reclassifies
    /// takes it over, if they hold it and are independent; otherwise it waits to be allocated.</summary>
    private InvestigationTakenOver? TakeOver(Incident incident, Context context)
    {
        var becomesCritical = Severity == Severity.Critical && incident.Severity != Severity;
        if (!becomesCritical || incident.Allocation is not { } allocation)
            return null;

        var holders = StandIns.Holding(
            DutyIds.Investigation, incident with { Severity = Severity }, context.Pack);
        if (holders.Contains(allocation.Role))
            return null;

        var actor = context.Actor;
        Role? role = holders.Order().Cast<Role?>().FirstOrDefault(holder => actor.Is(holder!.Value));

        // Who protects a reporter from being found out asks whoever takes it on, and asks everybody alike.
        return role is null || incident.HidesReporter || incident.BarsFromInvestigating(actor.PersonId)
            ? new(allocation.InvestigatorId, To: null, Role: null)
            : new(allocation.InvestigatorId, actor.PersonId, role);
    }
}
