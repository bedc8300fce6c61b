namespace Incidents.Domain;

/// <summary>The steps that have a time, in plain words, for calendars and letters.</summary>
public static class StepWords
{
    /// <summary>A step in words.</summary>
    /// <param name="step">The duty's id.</param>
    public static string Of(string step) => step switch
    {
        DutyIds.OutcomeReports => "outcome report",
        DutyIds.OutcomeReportsReview => "review of the outcome report",
        DutyIds.IcoAssessments => "assessment for the ICO",
        DutyIds.IcoNotifications => "notification of the ICO",
        DutyIds.RemedialActionsCompletion => "remedial action",
        DutyIds.ControlsReview => "review of a control",
        _ => step.Replace('-', ' ').Replace("/", ": ", StringComparison.Ordinal),
    };
}
