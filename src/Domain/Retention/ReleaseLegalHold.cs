namespace Incidents.Domain;

/// <summary>Release a legal hold; other holds on the incident stay.</summary>
[Policy(Ref, Must5), Duty(DutyIds.LegalHoldsRelease)]
public sealed record ReleaseLegalHold(
    [property: Path] Guid HoldId, [property: MaxLength(5_000)] string Reason) : IncidentCommand
{
    /// <inheritdoc/>
    protected internal override Refusal? NotThere(Incident incident, Context context) =>
        incident.LegalHolds.Any(hold => hold.Id == HoldId)
            ? null
            : Rules.NoSuchLegalHold.Refuses("This incident has no such legal hold.");

    /// <returns><see cref="LegalHoldReleased"/>; nothing when it is already so.</returns>
    public override Decision Decide(Incident incident, Context context) =>
        incident.LegalHolds.Any(hold => hold.Id == HoldId && hold.Released)
            ? Decision.Nothing
            : new LegalHoldReleased(HoldId, Text.Narrative(Reason));
}
