namespace Incidents.Domain;

/// <summary>Ask somebody for help who knows more about it.</summary>
[Policy(How3d, How4e), Duty(DutyIds.ExpertHelp)]
public sealed record RequestExpertHelp(
    [property: MaxLength(200)] string From,
    [property: MaxLength(20_000)] string Question) : IncidentCommand
{
    /// <returns><see cref="ExpertHelpRequested"/>.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to ask for expert help.");

        return new ExpertHelpRequested(context.NewId, Text.Narrative(From), Text.Narrative(Question));
    }
}
