namespace Incidents.Domain;

/// <summary>From when an incident's retention is counted.</summary>
public enum RetentionStart
{
    /// <summary>Its latest closure.</summary>
    Closure,

    /// <summary>The latest event of all, for example a review of a control after the closure.</summary>
    LastRecord,
}

/// <summary>How long a closed incident is kept (A2); of several rules the first that fits.</summary>
/// <param name="Months">Calendar months.</param>
/// <param name="After">What they are counted from.</param>
/// <param name="Kind">Only incidents of this kind; none: of every kind.</param>
/// <param name="Severity">Only at this severity; none: at every one.</param>
public sealed record RetentionRule(
    [property: MaxLength(100)] string Id,
    int Months,
    RetentionStart After,
    IncidentKind? Kind = null,
    Severity? Severity = null)
{
    /// <summary>Whether it is for such an incident.</summary>
    public bool Fits(IncidentKind kind, Severity? severity) =>
        (Kind is null || Kind == kind) && (Severity is null || Severity == severity);
}
