namespace Incidents.Domain;

/// <summary>Say what came of a concern about detriment; also after closure.</summary>
[Policy(How1), Duty(DutyIds.DetrimentConcernsResolution)]
public sealed record ResolveDetrimentConcern(
    [property: Path] Guid ConcernId,
    [property: MaxLength(20_000)] string Resolution) : IncidentCommand, INamesParts
{
    /// <inheritdoc/>
    public IEnumerable<Guid> NamedParts => [ConcernId];

    /// <inheritdoc/>
    protected internal override Refusal? NotThere(Incident incident, Context context) =>
        context.Made<DetrimentConcernRaised>(ConcernId) is null
            ? Rules.NoSuchDetrimentConcern.Refuses("This incident has no such concern.")
            : null;

    /// <inheritdoc/>
    protected internal override Role? About(Context context) =>
        context.Made<DetrimentConcernRaised>(ConcernId)?.AboutRole;

    /// <returns><see cref="DetrimentConcernResolved"/>; nothing when it is already so.</returns>
    public override Decision Decide(Incident incident, Context context) =>
        incident.OpenConcerns.Contains(ConcernId)
            ? new DetrimentConcernResolved(
                ConcernId, Text.Of(Resolution, TextClass.Personal), About(context))
            : Decision.Nothing;
}
