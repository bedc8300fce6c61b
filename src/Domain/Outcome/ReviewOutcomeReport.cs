namespace Incidents.Domain;

/// <summary>Accept the outcome report, or return it so that the investigation goes on.</summary>
/// <param name="Number">Of the outcome report, from 1.</param>
[Policy(How5e), Duty(DutyIds.OutcomeReportsReview)]
public sealed record ReviewOutcomeReport(
    [property: Path] int Number,
    bool Accepted,
    [property: MaxLength(20_000)] string Reason) : IncidentCommand
{
    /// <inheritdoc/>
    protected internal override bool IsReview => true;

    /// <inheritdoc/>
    protected internal override Refusal? NotThere(Incident incident, Context context) =>
        OutcomeReports.NotThere(Number, incident);

    /// <returns><see cref="OutcomeReportAccepted"/> or <see cref="OutcomeReportReturned"/>; nothing
    /// when it is already so.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.Report is { } report && report.Number == Number
            && report.Stage == (Accepted ? ReportStage.Accepted : ReportStage.Returned))
        {
            return Decision.Nothing;
        }

        if (OutcomeReports.CannotBeReviewed(Number, DutyOn(incident), incident, context) is { } refusal)
            return refusal;

        if (incident.Report!.Stage == ReportStage.Submitted)
            return Rules.OutcomeNotAssessed.Refuses(
                "Assess the outcome first (how-4d), then review the report.");

        return Accepted
            ? new OutcomeReportAccepted(Number, Text.Narrative(Reason))
            : new OutcomeReportReturned(Number, Text.Narrative(Reason));
    }
}
