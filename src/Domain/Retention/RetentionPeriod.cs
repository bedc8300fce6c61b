namespace Incidents.Domain;

/// <summary>How long an incident is kept (UK GDPR Art 5(1)(e)). That it ends proposes an erasure; a person
/// decides.</summary>
public static class RetentionPeriod
{
    /// <summary>When it ends, UTC; never while the incident is open. A leap day counts as the day
    /// before it.</summary>
    public static DateTimeOffset? EndOf(Incident incident, PolicyPack pack)
    {
        if (!incident.IsClosed || incident.ClosedAt is not { } closedAt)
            return null;

        var rule = pack.RetentionOf(incident.Kind, incident.Severity);
        var start = rule.After == RetentionStart.LastRecord && incident.LastStepAt > closedAt
            ? incident.LastStepAt
            : closedAt;

        return start.AddMonths(rule.Months);
    }
}
