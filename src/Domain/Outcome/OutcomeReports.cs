namespace Incidents.Domain;

/// <summary>What assessing and reviewing an outcome report both ask (how-4d, how-5e, why-6).</summary>
internal static class OutcomeReports
{
    /// <summary>The refusal, where there is no report of this number.</summary>
    public static Refusal? NotThere(int number, Incident incident) =>
        number >= 1 && number <= incident.OutcomeReports
            ? null
            : Rules.NoSuchOutcomeReport.Refuses("This incident has no outcome report of this number.");

    /// <summary>The refusal, where this report is not waiting for this person's judgement.</summary>
    public static Refusal? CannotBeReviewed(
        int number, string duty, Incident incident, Context context)
    {
        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to look at its outcome again.");

        if (number != incident.OutcomeReports)
            return Rules.ReportSuperseded.Refuses(
                $"A later outcome report counts: number {incident.OutcomeReports}.");

        if (incident.IsReportedOnBy(context.Actor.PersonId))
            return Rules.ReviewerNotIndependent.Refuses(
                "You wrote this outcome report, so another person judges it: "
                    + $"{StandIns.Others(duty, incident, context)}.");

        return incident.Report?.Stage is null or ReportStage.Returned
            ? Rules.OutcomeNotSubmitted.Refuses(
                "This outcome report no longer stands, because it was returned or the incident has "
                + "changed since; a new one is needed.")
            : null;
    }
}
