namespace Incidents.Domain;

/// <summary>Record what somebody said who was spoken to.</summary>
/// <param name="HeldAt">UTC.</param>
[Policy(How3b), Duty(DutyIds.Interviews)]
public sealed record RecordInterview(
    Person Person, DateTimeOffset HeldAt, [property: MaxLength(50_000)] string Notes)
    : IncidentCommand, INamesPeople
{
    /// <inheritdoc/>
    public IEnumerable<INamedPerson> NamedPeople => [Person];

    /// <returns><see cref="InterviewRecorded"/>.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to record an interview.");

        if (!incident.IsInvestigated)
            return Rules.NotAllocated.Refuses("Allocate the investigation first, and have it accepted.");

        if (context.IsAhead(HeldAt))
            return Decision.Wrong("/heldAt", "lies in the future; record the interview once it is held.");

        var person = context.Who(Person).PersonId;

        return new InterviewRecorded(
            context.NewId, person, Text.Name(Person.Name, person), Text.Of(Person.Role, TextClass.Personal),
            HeldAt, Text.Of(Notes, TextClass.Interview));
    }
}
