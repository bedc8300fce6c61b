namespace Incidents.Domain;

/// <summary>Record what was done about a risk and what is left of it; each treatment is a record of its
/// own.</summary>
/// <param name="Residual">How great the risk is after the treatment.</param>
[Policy(How3g), Duty(DutyIds.RisksTreatment)]
public sealed record TreatRisk(
    [property: Path] Guid RiskId,
    [property: MaxLength(5_000)] string Treatment,
    RiskLevel Residual) : IncidentCommand, INamesParts
{
    /// <inheritdoc/>
    public IEnumerable<Guid> NamedParts => [RiskId];

    /// <inheritdoc/>
    protected internal override Refusal? NotThere(Incident incident, Context context) =>
        context.Made<RiskIdentified>(RiskId) is null
            ? Rules.NoSuchRisk.Refuses("This incident has no such risk.")
            : null;

    /// <returns><see cref="RiskTreated"/>.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to treat a risk.");

        return new RiskTreated(RiskId, Text.Narrative(Treatment), Residual);
    }
}
