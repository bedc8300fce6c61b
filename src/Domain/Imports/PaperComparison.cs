namespace Incidents.Domain;

/// <summary>Whether a row of a paper register says what was taken over from it before. Everybody who is named
/// without a subject is somebody new each time, so people are compared by name.</summary>
internal static class PaperComparison
{
    /// <param name="imported">What was taken over, with its texts open.</param>
    public static bool IsTheSame(ImportIncident row, IncidentImported imported) =>
        Clear(row).SequenceEqual(Clear(imported)) && Texts(row).SequenceEqual(Texts(imported));

    private static IEnumerable<object?> Clear(ImportIncident row) =>
    [
        row.Kind ?? IncidentKind.ConfirmedBreach, row.Severity, row.BreachType,
        row.PersonalDataInvolved ?? Answer.Unknown, row.IcoNotified ?? Answer.Unknown,
        row.PeopleInformed ?? Answer.Unknown, .. row.InformationPolicies ?? [], .. row.Dates(),
    ];

    private static IEnumerable<object?> Clear(IncidentImported e) =>
    [
        e.Kind, e.Severity, e.BreachType, e.PersonalDataInvolved, e.IcoNotified, e.PeopleInformed,
        .. e.InformationPolicies, .. e.Dates,
    ];

    private static IEnumerable<string?> Texts(ImportIncident row) =>
    [
        row.PaperReference, row.Title, row.Description, row.Location, row.IcoReference, row.IcoReason,
        row.RemedialActionTaken, row.Outcome, row.Lessons, row.ReportedBy?.Name, row.InvestigatedBy?.Name,
        .. (row.PeopleInvolved ?? []).SelectMany(person => new[] { person.Name, $"{person.Relation}" }),
    ];

    private static IEnumerable<string?> Texts(IncidentImported e) =>
    [
        Said(e.PaperReference), Said(e.Title), Said(e.Description), Said(e.Location), Said(e.IcoReference),
        Said(e.IcoReason), Said(e.RemedialActionTaken), Said(e.Outcome), Said(e.Lessons),
        Said(e.ReportedBy?.Name), Said(e.InvestigatedBy?.Name),
        .. e.PeopleInvolved.SelectMany(person => new[] { Said(person.Name), $"{person.Relation}" }),
    ];

    private static string? Said(Text? text) => (text as ClearText)?.Value;
}
