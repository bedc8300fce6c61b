namespace Incidents.Domain;

/// <summary>Where the record itself says that a point of this policy was not kept, so that the school sees
/// where it is weak (why-1).</summary>
public static class FailedPoints
{
    /// <summary>Immediately (must-1) is read as within a day of the discovery.</summary>
    public static readonly TimeSpan Immediately = TimeSpan.FromHours(24);

    /// <summary>The points that an event shows not to have been kept, whatever is said later.</summary>
    public static ImmutableArray<string> Of(IncidentEvent @event) => @event switch
    {
        OutcomeAssessed { Satisfied: false } or OutcomeReportReturned => [How3k],
        TimescaleMissed => [Must7],
        _ => [],
    };

    /// <summary>The points that what the record now says shows not to have been kept; a correction may say
    /// otherwise.</summary>
    /// <param name="discoveredAt">UTC.</param>
    /// <param name="reportedAt">UTC; none: nobody knows the moment.</param>
    /// <param name="icoLateBySeconds">By how much the notification of the ICO was late.</param>
    public static IEnumerable<string> OfRecord(
        DateTimeOffset? discoveredAt, DateTimeOffset? reportedAt, long? icoLateBySeconds)
    {
        if (reportedAt - discoveredAt > Immediately)
            yield return Must1;

        if (icoLateBySeconds is not null)
            yield return How6c;
    }
}
