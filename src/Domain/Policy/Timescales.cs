namespace Incidents.Domain;

/// <summary>Which time a timescale counts.</summary>
public enum Clock
{
    /// <summary>The school's calendar: opening hours of working days.</summary>
    Working,

    /// <summary>Every hour, nights and holidays included, as the law counts.</summary>
    Elapsed,
}

/// <summary>How long a step may take (must-7, A2): a length on its clock, or the due date that the record
/// itself states.</summary>
/// <param name="Step">The duty's id.</param>
/// <param name="From">The duty whose event starts the clock.</param>
/// <param name="Severity">Only at this severity; none: at every one.</param>
/// <param name="WorkingDays">Length on the working clock, days of the school's calendar.</param>
/// <param name="Hours">Length on the elapsed clock, hours.</param>
/// <param name="AtDueDate">Due when the school closes on the due date that was recorded with the part; a part
/// without one is never due.</param>
public sealed record Timescale(
    [property: MaxLength(100)] string Step,
    Clock Clock,
    [property: MaxLength(100)] string From,
    Severity? Severity = null,
    int? WorkingDays = null,
    int? Hours = null,
    bool AtDueDate = false);

/// <summary>What a rung of the ladder does.</summary>
public enum RungAction
{
    /// <summary>Warns whoever holds the step.</summary>
    Warn,

    /// <summary>Hands the incident up to the rung's roles.</summary>
    Escalate,
}

/// <summary>A rung of the escalation ladder (must-7, A2): what is done at a share of a step's time, or so
/// long after it has run out. That a step is missed is recorded when its time has run out, whatever the
/// rungs are.</summary>
/// <param name="AtPercent">Share of the step's time that has passed, 1 to 100.</param>
/// <param name="WorkingDaysAfter">Or days of the school's calendar after the step was due.</param>
/// <param name="To">Whom it escalates to, each of them; nobody for a warning.</param>
public sealed record Rung(
    [property: MaxLength(100)] string Id,
    RungAction Action,
    ImmutableArray<Role> To,
    int? AtPercent = null,
    int? WorkingDaysAfter = null);
