namespace Incidents.Domain;

/// <summary>The steps that have a time, in plain words, for calendars and letters.</summary>
public static class StepWords
{
    /// <summary>A step in words.</summary>
    /// <param name="step">The duty's id.</param>
    public static string Of(string step) => step switch
    {
        "outcome-reports" => "outcome report",
        "outcome-reports/review" => "review of the outcome report",
        "ico-assessments" => "assessment for the ICO",
        "ico-notifications" => "notification of the ICO",
        "remedial-actions/completion" => "remedial action",
        "controls/review" => "review of a control",
        _ => step.Replace('-', ' ').Replace("/", ": ", StringComparison.Ordinal),
    };
}
