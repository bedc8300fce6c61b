namespace Incidents.Domain;

/// <summary>Commence disciplinary action, or record why not.</summary>
[Policy(How3h, Brch), Duty(DutyIds.Disciplinary)]
public sealed record DecideOnDisciplinaryAction(
    bool Commenced,
    [property: MaxLength(20_000)] string Reason,
    Person? Person = null) : IncidentCommand, INamesPeople
{
    /// <inheritdoc/>
    public IEnumerable<INamedPerson> NamedPeople => Person is null ? [] : [Person];

    /// <returns><see cref="DisciplinaryActionCommenced"/> or <see cref="DisciplinaryActionDeclined"/>;
    /// nothing when it is already so.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        var person = Person is null ? (Guid?)null : context.Who(Person).PersonId;
        if (incident.Disciplinary == new DisciplinaryState(Commenced, person))
            return Decision.Nothing;

        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to decide on disciplinary action.");

        var reason = Text.Of(Reason, TextClass.Disciplinary);
        var name = person is { } id ? Text.Name(Person!.Name, id, TextClass.Disciplinary) : null;

        var position = Text.Of(Person?.Role, TextClass.Disciplinary);

        return Commenced
            ? new DisciplinaryActionCommenced(reason, person, name, position)
            : new DisciplinaryActionDeclined(reason, person, name, position);
    }
}
