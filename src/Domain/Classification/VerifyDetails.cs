namespace Incidents.Domain;

/// <summary>Record what was checked, and with whom.</summary>
[Policy(How5b), Duty(DutyIds.Verification)]
public sealed record VerifyDetails(
    [property: MaxLength(20_000)] string Checked,
    [property: MaxLength(200)] IReadOnlyList<string>? With = null,
    Finding Finding = Finding.AsReported) : IncidentCommand
{
    /// <returns><see cref="DetailsVerified"/>; each check is a record of its own.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to verify its details.");

        return new DetailsVerified(
            Text.Narrative(Checked), [.. (With ?? []).Select(name => Text.Of(name, TextClass.Personal))],
            Finding);
    }
}
