namespace Incidents.Domain;

/// <summary>Correct what an event says; both stay readable. Also after closure.</summary>
/// <param name="Version">The event that says it.</param>
/// <param name="Field">The member of that event, as the history shows it.</param>
/// <param name="Value">What it should have been: of the kind that the field is.</param>
[Policy(How3c, Must5), Duty(DutyIds.Corrections)]
public sealed record CorrectRecord(
    long Version,
    [property: MaxLength(100)] string Field,
    CorrectedValue Value,
    [property: MaxLength(5_000)] string Reason) : IncidentCommand, INamesEvent, INamesPeople
{
    /// <inheritdoc/>
    public long NamedVersion => Version;

    /// <inheritdoc/>
    public IEnumerable<INamedPerson> NamedPeople => Value.People ?? [];

    /// <inheritdoc/>
    public override IEnumerable<FieldProblem> Problems()
    {
        if (Correctable.Find(Field) is { } field && Correctable.Wrong(field, Value) is { } wrong)
            yield return new("/value", wrong);
    }

    /// <returns><see cref="RecordCorrected"/>.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (context.Past is not { Event: var past })
            return Rules.NoSuchVersion.Refuses("version: this incident has no event of that version.");

        if (Correctable.Find(Field) is not { } field || field.Said(past) is null)
            return Rules.NotCorrectable.Refuses(WhatCanBe(past));

        if (Unacceptable(field, incident, context) is { } unacceptable)
            return unacceptable;

        return new RecordCorrected(
            Version, Field,
            field.Kind == FieldKind.Text ? Text.Narrative(Value.Text) : null,
            field.Kind == FieldKind.Instant ? Value.Instant : null,
            field.Kind == FieldKind.Channel ? Correctable.ChannelOf(Value) : null,
            field.Kind == FieldKind.Texts ? Text.Narratives(Value.Texts) : [],
            field.Kind == FieldKind.InformationPolicies ? [.. Value.Texts!] : [],
            field.Kind == FieldKind.People ? Concerned(context) : [],
            Field == Correctable.SentAt && past is IcoNotified
                ? NotifyIco.LateBy(Value.Instant, incident)
                : null,
            Text.Narrative(Reason));
    }

    private Decision? Unacceptable(CorrectableField field, Incident incident, Context context)
    {
        if (context.IsAhead(Value.Instant) && field.Kind == FieldKind.Instant && Field != Correctable.AwareAt)
            return Domain.Decision.Wrong("/value", "lies in the future; give the moment when it was.");

        if (field.Kind == FieldKind.InformationPolicies
            && Value.Texts!.Any(id => !context.Pack.HasInformationPolicy(id)))
            return Rules.UnknownPolicy.Refuses(
                "value: the policy pack has no such information policy; GET /v1/policy-pack lists them.");

        // Whoever the list shuts out would let themselves in.
        if (field.Kind == FieldKind.People
            && Visibility.IsShutOut(incident.Circle, context.Actor, context.Pack))
            return Rules.ConflictOfInterest.Refuses(
                "This incident is about you, so somebody else corrects whom it is about.");

        return Field switch
        {
            Correctable.AwareAt => EstablishAwareness.Impossible(Value.Instant!.Value, incident, context),
            Correctable.DiscoveredAt when Version == incident.DiscoveredIn
                && Value.Instant > incident.AwareAt => Rules.AwarenessImpossible.Refuses(
                    "The school was aware before this discoveredAt; correct awareAt first, or check the "
                        + "instant."),
            _ => null,
        };
    }

    private ImmutableArray<PersonConcerned> Concerned(Context context) =>
        [.. (Value.People ?? []).Select(person => person.Concerned(context.Who(person)))];

    private static string WhatCanBe(IncidentEvent past) => Correctable.Of(past).ToArray() switch
    {
        [] => "Nothing of this event can be corrected: do again, by its own command, what it records.",
        var names => $"Of this event these can be corrected: {string.Join(", ", names)}. What has a command "
            + "of its own is done again by it, and what the event does not say is added as details.",
    };
}
