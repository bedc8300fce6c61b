namespace Incidents.Domain;

/// <summary>Advise who investigates.</summary>
[Policy(How5d, How4e, Must5, Must6), Duty(DutyIds.Advice)]
public sealed record GiveAdvice([property: MaxLength(20_000)] string Advice) : IncidentCommand
{
    /// <returns><see cref="AdviceGiven"/>.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to give advice on it.");

        return new AdviceGiven(context.NewId, Text.Narrative(Advice));
    }
}
