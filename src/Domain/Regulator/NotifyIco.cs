namespace Incidents.Domain;

/// <summary>Record that the ICO was notified, with the content of UK GDPR Art 33(3), or that the notification
/// was supplemented (Art 33(4)).</summary>
/// <param name="SentAt">UTC.</param>
/// <param name="PeopleApproximately">How many people, at least 0.</param>
/// <param name="RecordsApproximately">How many records, at least 0.</param>
/// <param name="Supplements">Whether this adds to an earlier notification; also after closure.</param>
[Policy(How6c), Duty(DutyIds.IcoNotifications)]
public sealed record NotifyIco(
    DateTimeOffset SentAt,
    [property: MaxLength(20_000)] string Nature,
    [property: MaxLength(500)] IReadOnlyList<string> CategoriesOfPeople,
    [property: MaxLength(20_000)] string Consequences,
    [property: MaxLength(20_000)] string Measures,
    [property: MaxLength(500)] string Contact,
    [property: MaxLength(100)] string? Reference = null,
    int? PeopleApproximately = null,
    int? RecordsApproximately = null,
    [property: MaxLength(5_000)] string? ReasonsForDelay = null,
    bool? Supplements = null) : IncidentCommand
{
    /// <summary>UK GDPR Art 33(1).</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromHours(72);

    /// <summary>By how many seconds a notification at an instant is late; none: it is in time.</summary>
    /// <param name="awareAt">When the school became aware, UTC; 72 hours count from it.</param>
    public static long? LateBySeconds(DateTimeOffset awareAt, DateTimeOffset at) =>
        at - awareAt - TimeLimit is var late && late > TimeSpan.Zero
            ? (long)Math.Ceiling(late.TotalSeconds)
            : null;

    /// <inheritdoc/>
    public override IEnumerable<FieldProblem> Problems()
    {
        if (PeopleApproximately < 0)
            yield return new("/peopleApproximately", "is 0 or more.");

        if (RecordsApproximately < 0)
            yield return new("/recordsApproximately", "is 0 or more.");
    }

    /// <returns><see cref="IcoNotified"/> or <see cref="IcoNotificationSupplemented"/>.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.IsClosed && Supplements != true)
            return Rules.IncidentClosed.Refuses(
                "Reopen the incident to record a notification; a supplement needs no reopening.");

        if (context.IsAhead(SentAt))
            return Decision.Wrong("/sentAt", "lies in the future; record the notification once it is sent.");

        return Supplements == true ? Supplement(incident, context) : Notify(incident, context);
    }

    private Decision Notify(Incident incident, Context context)
    {
        if (incident.IcoNotified)
            return Rules.AlreadyNotified.Refuses(
                "Send what became known later as a supplement: supplements: true.");

        if (incident.AwareAt is null)
            return Rules.AwarenessNotEstablished.Refuses(
                "Record first when the school became aware: the 72 hours count from it.");

        var lateBy = LateBy(SentAt, incident);
        if (lateBy is not null && ReasonsForDelay is null)
            return Rules.ReasonsForDelayRequired.Refuses(
                "The notification is later than 72 hours after awareness; give reasonsForDelay.");

        return new IcoNotified(context.NewId, SentAt, Text.Narrative(Reference), Text.Narrative(Nature),
            Text.Narratives(CategoriesOfPeople), PeopleApproximately, RecordsApproximately,
            Text.Narrative(Consequences), Text.Narrative(Measures), Text.Narrative(Contact),
            Text.Narrative(ReasonsForDelay), lateBy);
    }

    /// <summary>By how many seconds a notification is later than 72 hours after awareness; none: in
    /// time.</summary>
    internal static long? LateBy(DateTimeOffset? sentAt, Incident incident) =>
        sentAt is { } sent && incident.AwareAt is { } awareAt ? LateBySeconds(awareAt, sent) : null;

    private Decision Supplement(Incident incident, Context context)
    {
        if (!incident.IcoNotified)
            return Rules.NotNotified.Refuses("Record the notification first; a supplement adds to it.");

        return new IcoNotificationSupplemented(context.NewId, SentAt, Text.Narrative(Reference),
            Text.Narrative(Nature), Text.Narratives(CategoriesOfPeople), PeopleApproximately,
            RecordsApproximately, Text.Narrative(Consequences), Text.Narrative(Measures),
            Text.Narrative(Contact));
    }
}
