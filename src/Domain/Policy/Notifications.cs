namespace Incidents.Domain;

/// <summary>Who is told of which event, and when they are left in peace. Of timescales the
/// <see cref="Rung"/>s tell.</summary>
public sealed record NotificationRules(ImmutableArray<NotificationRow> Rows, QuietHours QuietHours);

/// <summary>Who is told of an event.</summary>
/// <param name="Event">The event by its name in the history, for example <c>incidentClassified</c>.</param>
/// <param name="To">Who is told; never who is shut out of the incident.</param>
/// <param name="Urgent">Whether it is told in quiet hours too.</param>
/// <param name="Severities">Only at these severities; none: whatever the severity is, and before there is
/// one.</param>
public sealed record NotificationRow(
    [property: MaxLength(100)] string Event,
    Holders To,
    bool Urgent = false,
    ImmutableArray<Severity>? Severities = null);

/// <summary>Local times between which only what is urgent is told; they may pass midnight.</summary>
/// <param name="From">Local time.</param>
/// <param name="To">Local time.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly To);
