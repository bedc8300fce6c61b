namespace Incidents.Domain;

/// <summary>Keep an incident from being erased, with everybody named in it, for as long as the law may ask
/// for it (UK GDPR Art 17(3)(e)).</summary>
[Policy(Ref, Must5), Duty(DutyIds.LegalHolds)]
public sealed record PlaceLegalHold(Guid IncidentId, [property: MaxLength(5_000)] string Reason)
    : IncidentCommand, INamesIncident
{
    /// <inheritdoc/>
    public Guid? NamedIncident => IncidentId;

    /// <returns><see cref="LegalHoldPlaced"/>: a hold of its own beside any other, open incident or
    /// closed.</returns>
    public override Decision Decide(Incident incident, Context context) =>
        new LegalHoldPlaced(context.NewId, Text.Narrative(Reason));
}
