namespace Incidents.Domain;

/// <summary>Record what the expert advised; each piece of advice is a record of its own.</summary>
/// <param name="ReceivedAt">UTC; none: it is received as it is recorded.</param>
[Policy(How3d, How4e), Duty(DutyIds.ExpertHelpAdvice)]
public sealed record RecordExpertAdvice(
    [property: Path] Guid HelpId,
    [property: MaxLength(20_000)] string Advice,
    DateTimeOffset? ReceivedAt = null) : IncidentCommand, INamesParts
{
    /// <inheritdoc/>
    public IEnumerable<Guid> NamedParts => [HelpId];

    /// <inheritdoc/>
    protected internal override Refusal? NotThere(Incident incident, Context context) =>
        context.Made<ExpertHelpRequested>(HelpId) is null
            ? Rules.NoSuchExpertHelp.Refuses("This incident has no such request for expert help.")
            : null;

    /// <returns><see cref="ExpertAdviceReceived"/>.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to record an expert's advice.");

        if (context.IsAhead(ReceivedAt))
            return Decision.Wrong("/receivedAt", "lies in the future; record the advice once it is there.");

        return new ExpertAdviceReceived(HelpId, Text.Narrative(Advice), ReceivedAt);
    }
}
