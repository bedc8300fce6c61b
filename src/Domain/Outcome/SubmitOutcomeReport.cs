namespace Incidents.Domain;

/// <summary>Report the outcome of the investigation.</summary>
[Policy(How3k, Must3, Must4, How6d), Duty(DutyIds.OutcomeReports)]
public sealed record SubmitOutcomeReport(
    [property: MaxLength(50_000)] string Facts,
    [property: MaxLength(50_000)] string Findings,
    [property: MaxLength(5_000)] IReadOnlyList<string> Causes,
    [property: MaxLength(5_000)] IReadOnlyList<string> Recommendations,
    [property: MaxLength(20_000)] string Lessons) : IncidentCommand
{
    /// <returns><see cref="OutcomeReportSubmitted"/>; only the latest counts.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to report its outcome again.");

        if (incident.Severity is null)
            return Rules.NotClassified.Refuses("Classify the incident first.");

        if (!incident.IsInvestigated)
            return Rules.NotAllocated.Refuses("Allocate the investigation first, and have it accepted.");

        if (incident.LacksLeader(context.Pack) is { } refusal)
            return refusal;

        if (Checklist.StillOpen(incident) is { IsEmpty: false } open)
            return Rules.ChecklistIncomplete.Refuses(
                $"Do or rule out first: {string.Join(", ", open)}.") with
            {
                Blocking =
                [
                    .. open.Select(
                        point => Rules.ChecklistIncomplete.Refuses("Neither done nor ruled out.", point)),
                ],
            };

        return new OutcomeReportSubmitted(incident.OutcomeReports + 1, context.Actor.PersonId,
            [.. context.Actor.Roles.Order()], Text.Narrative(Facts), Text.Narrative(Findings),
            Text.Narratives(Causes), Text.Narratives(Recommendations), Text.Narrative(Lessons));
    }
}
