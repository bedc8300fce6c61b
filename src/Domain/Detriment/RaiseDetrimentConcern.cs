namespace Incidents.Domain;

/// <summary>Say that one suffers for having reported in good faith; also after closure.</summary>
/// <param name="AboutRole">The role whose holder it is about, who then does not resolve it.</param>
[Policy(How1), Duty(DutyIds.DetrimentConcerns)]
public sealed record RaiseDetrimentConcern(
    [property: MaxLength(20_000)] string Concern,
    Role? AboutRole = null) : IncidentCommand
{
    /// <returns><see cref="DetrimentConcernRaised"/>.</returns>
    public override Decision Decide(Incident incident, Context context) =>
        new DetrimentConcernRaised(context.NewId, Text.Of(Concern, TextClass.Personal), AboutRole);
}
