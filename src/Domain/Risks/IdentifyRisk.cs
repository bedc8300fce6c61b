namespace Incidents.Domain;

/// <summary>Name a risk that the incident brings, and whose it is to manage.</summary>
[Policy(How3g), Duty(DutyIds.Risks)]
public sealed record IdentifyRisk(
    [property: MaxLength(5_000)] string Description,
    RiskLevel Likelihood,
    RiskLevel Impact,
    [property: MaxLength(200)] string Owner) : IncidentCommand
{
    /// <returns><see cref="RiskIdentified"/>.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to identify a risk.");

        return new RiskIdentified(
            context.NewId, Text.Narrative(Description), Likelihood, Impact, Text.Narrative(Owner));
    }
}
