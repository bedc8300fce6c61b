namespace Incidents.Domain;

/// <summary>Who was given the investigation.</summary>
/// <param name="Role">The role it was given by, which the investigator's own credentials must carry.</param>
public sealed record Allocation(Guid InvestigatorId, Role Role, bool Accepted);

/// <summary>A duty that was taken over.</summary>
public sealed record StoodIn(string Duty, Role Role);

/// <summary>An escalation that waits to be acknowledged.</summary>
/// <param name="Missed">What the clock escalated.</param>
public sealed record OpenEscalation(Guid Id, Role To, EscalatedBy By, MissedDeadline? Missed = null);

/// <summary>What was decided about disciplinary action.</summary>
public sealed record DisciplinaryState(bool Commenced, Guid? PersonId);

/// <summary>What was decided about the ICO.</summary>
/// <param name="Current">Whether nothing that it rests on has changed since.</param>
/// <param name="ChangedIn">The event that first changed what it rests on.</param>
public sealed record IcoState(IcoOutcome Decision, bool HighRisk, bool Current, long? ChangedIn = null);

/// <summary>A remedial action that is not completed.</summary>
/// <param name="Planned">Whether it has an owner and a due date.</param>
public sealed record OpenAction(Guid Id, bool Planned);

/// <summary>A legal hold, in force or released.</summary>
public sealed record HoldState(Guid Id, bool Released);

/// <summary>A request for the protected reporter's identity.</summary>
/// <param name="Disclosed">What was decided; none: nothing yet.</param>
public sealed record IdentityRequest(Guid Id, Guid RequesterId, bool? Disclosed);

/// <summary>How far an outcome report has come.</summary>
public enum ReportStage
{
    /// <summary>Waits to be assessed.</summary>
    Submitted,

    /// <summary>Waits to be reviewed.</summary>
    Assessed,

    /// <summary>Accepted.</summary>
    Accepted,

    /// <summary>Returned: another is needed.</summary>
    Returned,
}

/// <summary>The latest outcome report.</summary>
public sealed record ReportState(
    int Number, Guid AuthorId, ImmutableArray<Role> AuthorRoles, ReportStage Stage);
