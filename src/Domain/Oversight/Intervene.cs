namespace Incidents.Domain;

/// <summary>Step in where the investigation needs it, with the reason.</summary>
[Policy(How5d, How4e, Must5, Must6), Duty(DutyIds.Interventions)]
public sealed record Intervene(
    [property: MaxLength(20_000)] string Action,
    [property: MaxLength(5_000)] string Reason) : IncidentCommand
{
    /// <returns><see cref="OverseerIntervened"/>.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to intervene in it.");

        return new OverseerIntervened(context.NewId, Text.Narrative(Action), Text.Narrative(Reason));
    }
}
