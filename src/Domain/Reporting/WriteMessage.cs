namespace Incidents.Domain;

/// <summary>Ask the reporter something, or answer as the reporter (how-2); an anonymous reporter answers by
/// receipt.</summary>
[Policy(How1, How2), Duty(DutyIds.Messages)]
public sealed record WriteMessage([property: MaxLength(20_000)] string Text) : IncidentCommand
{
    /// <returns><see cref="ReporterAnswered"/> where the reporter writes, else
    /// <see cref="ReporterAsked"/>.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to go on writing about it.");

        var text = Domain.Text.Narrative(Text);

        return Visibility.IsOwnReport(incident, context.Actor)
            ? new ReporterAnswered(context.NewId, text)
            : new ReporterAsked(context.NewId, text);
    }
}
