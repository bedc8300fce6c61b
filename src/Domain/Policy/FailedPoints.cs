namespace Incidents.Domain;

/// <summary>Where the record itself says that a point of this policy was not kept, so that the school sees
/// where it is weak (why-1).</summary>
public static class FailedPoints
{
    /// <summary>Immediately (must-1) is read as within a day of the discovery.</summary>
    public static readonly TimeSpan Immediately = TimeSpan.FromHours(24);

    /// <summary>The points that an event shows not to have been kept.</summary>
    /// <param name="at">When it was recorded, UTC.</param>
    public static ImmutableArray<string> Of(IncidentEvent @event, DateTimeOffset at) => @event switch
    {
        IncidentReported { DiscoveredAt: { } found } when at - found > Immediately => [Must1],
        IcoNotified { LateBySeconds: not null } => [How6c],
        OutcomeAssessed { Satisfied: false } or OutcomeReportReturned => [How3k],
        TimescaleMissed => [Must7],
        _ => [],
    };
}
