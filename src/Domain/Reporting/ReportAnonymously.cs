namespace Incidents.Domain;

/// <summary>Report a security incident without saying who one is (how-1). The answer has a receipt, by which
/// alone the reporter follows it up.</summary>
[Policy(How1, Must1, Must2, How2), Duty(DutyIds.AnonymousReports)]
public sealed record ReportAnonymously : FirstReport
{
    private protected override Reporter ReporterOf(Context context) =>
        new(ReporterProtection.Anonymous, PersonId: null, [], EnteredBy: null, Name: null, Position: null);
}
