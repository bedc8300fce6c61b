namespace Incidents.Domain;

/// <summary>Erase an incident whose retention is over, or a person, by destroying the key under which their
/// texts lie. The record itself stays.</summary>
/// <param name="IncidentId">The incident; not with personId.</param>
/// <param name="PersonId">The person, as events name them; not with incidentId.</param>
/// <param name="LegalBasis">By what law, for example UK GDPR Art 17(1)(a).</param>
[Policy(Ref, Must5), Duty(DutyIds.Erasures)]
public sealed record Erase(
    Guid? IncidentId,
    Guid? PersonId,
    [property: MaxLength(500)] string LegalBasis,
    [property: MaxLength(5_000)] string Reason) : IncidentCommand, INamesIncident
{
    /// <inheritdoc/>
    public Guid? NamedIncident => IncidentId;

    /// <inheritdoc/>
    public override IEnumerable<FieldProblem> Problems()
    {
        if (IncidentId is null == PersonId is null)
            yield return new("/incidentId", "or personId is given, one of the two.");
    }

    /// <returns><see cref="IncidentErased"/>; nothing when it is already so.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.IsErased)
            return Decision.Nothing;

        if (incident.IsHeld)
            return Rules.LegalHold.Refuses(
                "This incident is under a legal hold. Release every hold on it first; the incident lists "
                + "them.");

        if (RetentionPeriod.EndOf(incident, context.Pack) is not { } end)
            return Rules.IncidentOpen.Refuses(
                "Only a closed incident is erased. Close it; its retention begins then.");

        if (context.Now < end)
            return Rules.RetentionNotOver.Refuses(
                $"This incident is kept until {end.UtcDateTime:yyyy-MM-dd}. Erase it after that day.");

        return new IncidentErased(Text.OfTenant(LegalBasis), Text.OfTenant(Reason));
    }

    /// <summary>The same of a person, at any time.</summary>
    /// <returns><see cref="PersonErased"/>; nothing when it is already so.</returns>
    public Decision Decide(KnownPersonalData person, Context context)
    {
        var holders = context.Pack.Holders(DutyAttribute.Of(GetType()), severity: null);
        if (!holders.Roles.Any(context.Actor.Is))
            return Rules.NotYourDuty.Refuses(
                $"To erase a person is for {string.Join(", ", holders.Roles.Select(Duties.InWords))}.", Ref);

        if (person.IsErased)
            return Decision.Nothing;

        if (!person.IsKnown)
            return Rules.NoSuchPerson.Refuses(
                "personId names nobody here; the events give the ids of people.");

        if (person.IsHeld)
            return Rules.LegalHold.Refuses(
                "A legal hold keeps the name of everybody who has a part in the incident. Where its reporter "
                + "is protected, it keeps everybody who could be that, so that this tells nobody who is. "
                + "Release it first.");

        return new Recorded<TenantEvent>([new PersonErased(
            person.PersonId, Text.Narrative(LegalBasis), Text.Narrative(Reason))]);
    }
}

/// <summary>What a school holds of a person, as far as erasing them asks.</summary>
/// <param name="IsKnown">Whether anything lies under a key of theirs.</param>
/// <param name="IsErased">Whether that key was destroyed.</param>
/// <param name="IsHeld">Whether they have a part in an incident that is under a legal hold, or may be the
/// protected reporter of one.</param>
public sealed record KnownPersonalData(Guid PersonId, bool IsKnown, bool IsErased, bool IsHeld);
