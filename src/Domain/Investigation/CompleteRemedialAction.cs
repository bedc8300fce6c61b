namespace Incidents.Domain;

/// <summary>Record that a remedial action was carried out; also after closure.</summary>
[Policy(How4e, How6d), Duty(DutyIds.RemedialActionsCompletion)]
public sealed record CompleteRemedialAction(
    [property: Path] Guid ActionId,
    [property: MaxLength(20_000)] string Outcome) : IncidentCommand, INamesParts
{
    /// <inheritdoc/>
    public IEnumerable<Guid> NamedParts => [ActionId];

    /// <inheritdoc/>
    protected internal override Refusal? NotThere(Incident incident, Context context) =>
        context.Made<RemedialActionRecommended>(ActionId) is { None: false }
            ? null
            : Rules.NoSuchRemedialAction.Refuses("This incident has no such remedial action.");

    /// <returns><see cref="RemedialActionCompleted"/>; nothing when it is already so.</returns>
    public override Decision Decide(Incident incident, Context context) =>
        incident.OpenActions.Any(open => open.Id == ActionId)
            ? new RemedialActionCompleted(ActionId, Text.Narrative(Outcome))
            : Decision.Nothing;
}
