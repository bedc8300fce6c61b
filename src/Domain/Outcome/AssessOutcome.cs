namespace Incidents.Domain;

/// <summary>Judge whether the appropriate action has been taken; if not, the investigation goes on.</summary>
/// <param name="Number">Of the outcome report, from 1.</param>
[Policy(How4d), Duty(DutyIds.OutcomeReportsAssessment)]
public sealed record AssessOutcome(
    [property: Path] int Number,
    bool Satisfied,
    [property: MaxLength(20_000)] string Reason) : IncidentCommand
{
    /// <inheritdoc/>
    protected internal override bool IsReview => true;

    /// <inheritdoc/>
    protected internal override Refusal? NotThere(Incident incident, Context context) =>
        OutcomeReports.NotThere(Number, incident);

    /// <returns><see cref="OutcomeAssessed"/>; nothing when it is already so.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.Report is { } report && report.Number == Number
            && (Satisfied
                ? report.Stage is ReportStage.Assessed or ReportStage.Accepted
                : report.Stage is ReportStage.Returned))
        {
            return Decision.Nothing;
        }

        if (OutcomeReports.CannotBeReviewed(Number, DutyOn(incident), incident, context) is { } refusal)
            return refusal;

        return new OutcomeAssessed(Number, Satisfied, Text.Narrative(Reason));
    }
}
