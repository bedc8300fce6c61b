namespace Incidents.Domain;

/// <summary>Record whether a control did its work, each time that it is looked at; also after
/// closure.</summary>
[Policy(How3j), Duty(DutyIds.ControlsReview)]
public sealed record ReviewControl(
    [property: Path] Guid ControlId,
    bool Effective,
    [property: MaxLength(20_000)] string Findings) : IncidentCommand, INamesParts
{
    /// <inheritdoc/>
    public IEnumerable<Guid> NamedParts => [ControlId];

    /// <inheritdoc/>
    protected internal override Refusal? NotThere(Incident incident, Context context) =>
        context.Made<ControlPutInPlace>(ControlId) is null
            ? Rules.NoSuchControl.Refuses("This incident has no such control.")
            : null;

    /// <returns><see cref="ControlReviewed"/>.</returns>
    public override Decision Decide(Incident incident, Context context) =>
        new ControlReviewed(ControlId, Effective, Text.Narrative(Findings));
}
