namespace Incidents.Domain;

/// <summary>That somebody is to be told of an event: which incident, what it is about and by when, and
/// nothing of what the incident says.</summary>
/// <param name="To">The role whose mailbox it goes to.</param>
/// <param name="About">The event by its name in the history.</param>
/// <param name="Urgent">Whether it is told in quiet hours too.</param>
/// <param name="Step">The duty's id, where it is about a deadline.</param>
/// <param name="DueAt">UTC.</param>
public sealed record Notice(
    Role To, string About, bool Urgent, string? Step = null, DateTimeOffset? DueAt = null);

/// <summary>Who is told of what: by the rows of the pack, and by the ladder.</summary>
public static class Notices
{
    /// <summary>The notices of an event. Where a role is shut out of the incident its stand-in is
    /// told.</summary>
    /// <param name="incident">The incident after it.</param>
    public static ImmutableArray<Notice> Of(IncidentEvent @event, Incident incident, PolicyPack pack)
    {
        var name = Words.CamelCase(@event.GetType().Name);
        var told = new List<Notice>();
        if (@event is TimescaleWarned warned)
        {
            var holders = pack.Holders(warned.Step, incident.Severity) with
            {
                Roles = [.. StandIns.Holding(warned.Step, incident, pack).Order()],
            };
            told.AddRange(Roles(holders, @event, incident).Select(role => new Notice(
                role, name, IsLaw(warned.Step, pack), warned.Step, warned.DueAt)));
        }

        var (step, dueAt) = @event switch
        {
            IncidentEscalated { Missed: { } missed } => (missed.Step, missed.DueAt),
            TimescaleMissed missed => (missed.Step, missed.DueAt),
            _ => ((string?)null, (DateTimeOffset?)null),
        };
        foreach (var row in pack.Notifications.Rows.Where(row => row.Event == name && Fits(row, incident)))
        {
            told.AddRange(Roles(row.To, @event, incident).Select(role => new Notice(
                role, name, row.Urgent || (step is not null && IsLaw(step, pack)), step, dueAt)));
        }

        var about = AboutOf(@event);

        return
        [
            .. told.Select(notice =>
                notice with { To = StandIns.InPlaceOf(notice.To, incident, pack, about) })
                .Where(notice => notice.To != about).Distinct(),
        ];
    }

    /// <summary>Whom a concern is about does not hear of it, nor of what came of it.</summary>
    private static Role? AboutOf(IncidentEvent @event) => @event switch
    {
        DetrimentConcernRaised raised => raised.AboutRole,
        DetrimentConcernResolved resolved => resolved.AboutRole,
        _ => null,
    };

    /// <summary>The notices of what happened to the school itself, to an exception from the policy or to a
    /// proposal to change it: to roles alone, since nobody has a part in it.</summary>
    public static ImmutableArray<Notice> Of(StoredEvent @event, PolicyPack pack)
    {
        var name = Words.CamelCase(@event.GetType().Name);

        return
        [
            .. pack.Notifications.Rows.Where(row => row.Event == name)
                .SelectMany(row => row.To.Roles.Select(role => new Notice(role, name, row.Urgent)))
                .Distinct(),
        ];
    }

    private static bool Fits(NotificationRow row, Incident incident) =>
        row.Severities is not { } severities
        || (incident.Severity is { } severity && severities.Contains(severity));

    /// <summary>The time of the law stands still for nobody.</summary>
    private static bool IsLaw(string step, PolicyPack pack) =>
        pack.Timescales.Any(row => row.Step == step && row.Clock == Clock.Elapsed);

    /// <summary>A part in the incident is told at the mailbox of the role in which it is held; a reporter has
    /// none.</summary>
    private static IEnumerable<Role> Roles(Holders holders, IncidentEvent @event, Incident incident) =>
        // In the place of whom a concern is about the others hear of it, or who stands in.
        holders.Roles.Where(role => role != AboutOf(@event) || holders.Roles is [_])
            .Concat(holders.Parties.SelectMany(party => party switch
            {
                Party.Investigator or Party.Allocated => Some(incident.Allocation?.Role),
                Party.Leader => Some((@event as LeaderEngaged)?.Role),
                Party.EscalationTarget => Some((@event as IncidentEscalated)?.To),
                _ => [],
            }));

    private static IEnumerable<Role> Some(Role? role) => role is { } known ? [known] : [];
}
