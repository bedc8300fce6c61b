namespace Incidents.Domain;

/// <summary>Record that a piece of evidence passed into other hands; also after closure.</summary>
[Policy(How3c), Duty(DutyIds.EvidenceCustody)]
public sealed record TransferCustody(
    [property: Path] Guid EvidenceId,
    Person To,
    [property: MaxLength(5_000)] string Reason) : IncidentCommand, INamesParts, INamesPeople
{
    /// <inheritdoc/>
    public IEnumerable<Guid> NamedParts => [EvidenceId];

    /// <inheritdoc/>
    public IEnumerable<INamedPerson> NamedPeople => [To];

    /// <inheritdoc/>
    protected internal override Refusal? NotThere(Incident incident, Context context) =>
        NamedEvidence.NotThere(EvidenceId, incident, context);

    /// <returns><see cref="EvidenceCustodyTransferred"/>.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        var person = context.Who(To).PersonId;

        return new EvidenceCustodyTransferred(
            EvidenceId, person, Text.Name(To.Name, person, TextClass.Actor),
            Text.Of(To.Role, TextClass.Actor), Text.Narrative(Reason));
    }
}
