namespace Incidents.Domain;

/// <summary>Record that the people whose data it is were informed, or why they
/// are not (UK GDPR Art 34).</summary>
/// <param name="Count">How many people, at least 1.</param>
/// <param name="InformedAt">UTC.</param>
/// <param name="PublicCommunication">What was made public instead, where informing each
/// would be disproportionate.</param>
[Policy(How3f), Duty(DutyIds.DataSubjectNotices)]
public sealed record RecordDataSubjectNotice(
    bool Informed,
    Audience? Audience = null,
    int? Count = null,
    bool? CountIsEstimate = null,
    [property: MaxLength(200)] string? Channel = null,
    [property: MaxLength(20_000)] string? Text = null,
    DateTimeOffset? InformedAt = null,
    NoticeExemption? Exemption = null,
    [property: MaxLength(5_000)] string? Reason = null,
    [property: MaxLength(20_000)] string? PublicCommunication = null) : IncidentCommand
{
    /// <inheritdoc/>
    public override IEnumerable<FieldProblem> Problems() =>
        Informed ? ProblemsOfNotice() : ProblemsOfExemption();

    /// <returns><see cref="DataSubjectsInformed"/> or <see cref="DataSubjectsNotInformed"/>.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to record a notice.");

        if (context.IsAhead(InformedAt))
            return Decision.Wrong("/informedAt", "lies in the future; record the notice once it is given.");

        return Informed
            ? new DataSubjectsInformed(context.NewId, Audience!.Value, Count!.Value, CountIsEstimate ?? false,
                Domain.Text.Narrative(Channel!), Domain.Text.Narrative(Text!), InformedAt!.Value)
            : new DataSubjectsNotInformed(context.NewId, Exemption!.Value, Domain.Text.Narrative(Reason!),
                Domain.Text.Narrative(PublicCommunication));
    }

    private IEnumerable<FieldProblem> ProblemsOfNotice()
    {
        if (Audience is null)
            yield return new("/audience", "is required: say who was informed.");
        if (Count is null or < 1)
            yield return new(
                "/count", "is required and at least 1; an estimate is marked by countIsEstimate.");
        if (Channel is null)
            yield return new("/channel", "is required: say how they were informed.");
        if (Text is null)
            yield return new("/text", "is required: say what they were told.");
        if (InformedAt is null)
            yield return new("/informedAt", "is required: say when they were informed.");
        if ((Exemption, Reason, PublicCommunication) is not (null, null, null))
            yield return new("/informed", "is true, so leave out exemption, reason and publicCommunication.");
    }

    private IEnumerable<FieldProblem> ProblemsOfExemption()
    {
        if (Exemption is null)
            yield return new("/exemption", "is required: say why the people need not be informed.");
        if (Reason is null)
            yield return new("/reason", "is required: say why the exemption applies.");
        if (Exemption == NoticeExemption.DisproportionateEffort && PublicCommunication is null)
            yield return new("/publicCommunication",
                "is required with disproportionateEffort: say what was made public instead (UK GDPR Art "
                    + "34(3)(c)).");
        if ((Audience, Count, CountIsEstimate, Channel, Text, InformedAt) is not (
            null, null, null, null, null, null))
            yield return new("/informed",
                "is false, so leave out audience, count, countIsEstimate, channel, text and informedAt.");
    }
}
