namespace Incidents.Domain;

/// <summary>Put a control in place, so that it does not happen again.</summary>
/// <param name="DueOn">A date of the school's calendar, on which it is to be reviewed.</param>
[Policy(How3j), Duty(DutyIds.Controls)]
public sealed record PutControlInPlace(
    [property: MaxLength(5_000)] string Description,
    [property: MaxLength(200)] string Owner,
    DateOnly? DueOn = null) : IncidentCommand
{
    /// <returns><see cref="ControlPutInPlace"/>.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to put a control in place.");

        return new ControlPutInPlace(
            context.NewId, Text.Narrative(Description), Text.Narrative(Owner), DueOn);
    }
}
