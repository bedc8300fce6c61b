namespace Incidents.Domain;

/// <summary>Whether each notification of a pack tells somebody of something that happens.</summary>
internal static class NotificationCheck
{
    private static readonly ImmutableDictionary<string, Type> Events = typeof(StoredEvent).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(StoredEvent)) && !type.IsAbstract)
        .ToImmutableDictionary(type => Words.CamelCase(type.Name), StringComparer.Ordinal);

    public static IEnumerable<FieldProblem> Problems(NotificationRules rules)
    {
        foreach (var problem in rules.Rows.Index()
            .SelectMany(row => OfRow(row.Item, $"/notifications/rows/{row.Index}")))
            yield return problem;

        if (rules.QuietHours.From == rules.QuietHours.To)
            yield return new("/notifications/quietHours/to", "is the same as from; quiet hours have an end.");
    }

    private static IEnumerable<FieldProblem> OfRow(NotificationRow row, string pointer)
    {
        if (!Events.TryGetValue(row.Event, out var happened))
        {
            yield return new($"{pointer}/event",
                "is no event; events are named as in the history, for example incidentReported.");
            yield break;
        }

        if (happened == typeof(DisciplinaryActionCommenced) || happened == typeof(DisciplinaryActionDeclined))
            yield return new($"{pointer}/event",
                "is disciplinary, of which no mail tells: it would come to more people than may read of it.");
        if (row.To is { Roles.IsEmpty: true, Parties.IsEmpty: true })
            yield return new($"{pointer}/to", "is nobody; name a role, or a part in the incident.");
        if (row.Severities is { IsEmpty: true })
            yield return new($"{pointer}/severities", "is empty; leave it out to tell at every severity.");

        if (!happened.IsSubclassOf(typeof(IncidentEvent)))
            yield break;

        foreach (var (index, _) in row.To.Roles.Index().Where(role => !Visibility.SeesIncidents(role.Item)))
            yield return new($"{pointer}/to/roles/{index}",
                "does not see incidents, so it is told of none; leave it out.");
    }
}
