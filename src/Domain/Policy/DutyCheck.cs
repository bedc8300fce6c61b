namespace Incidents.Domain;

/// <summary>Whether the duty table of a pack gives every duty to somebody who can act.</summary>
internal static class DutyCheck
{
    /// <summary>Duties that say only which roles something may go to.</summary>
    private static readonly ImmutableHashSet<string> OfRolesOnly =
        [DutyIds.Investigation, DutyIds.Leadership, DutyIds.RequiredLeader];

    /// <summary>Roles that read or keep house, and change no incident.</summary>
    private static readonly ImmutableHashSet<Role> Idle =
        [Role.Auditor, Role.Reporting, Role.Administrator, Role.Operator];

    /// <summary>Duties at an incident that is there, so that whoever holds them has to see it.</summary>
    private static readonly ImmutableHashSet<string> AtAnIncident =
    [
        DutyIds.ClosureOfNoIncident,
        .. typeof(IncidentCommand).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(IncidentCommand)) && !type.IsAbstract
                && type != typeof(ReportIncident))
            .Select(DutyAttribute.Of),
    ];

    public static IEnumerable<FieldProblem> Problems(ImmutableArray<DutyRow> rows) =>
    [
        .. rows.Index().Where(row => DefaultPack.RowOf(row.Item.Duty) is null)
            .Select(row => new FieldProblem($"/duties/{row.Index}/duty",
                "is no duty; duties are named as in the pack that a new tenant starts with.")),
        .. PackCheck.Repeated(rows.Select(row => row.Duty), index => $"/duties/{index}/duty",
            "has a row already; give each duty once."),
        .. DefaultPack.Create().Duties.Select(row => row.Duty).Except(rows.Select(row => row.Duty))
            .Select(duty => new FieldProblem("/duties", $"has no row for {duty}; say who holds it.")),
        .. rows.Index().SelectMany(row => OfRow(row.Item, $"/duties/{row.Index}")),
    ];

    private static IEnumerable<FieldProblem> OfRow(DutyRow row, string pointer)
    {
        var special = row.BySeverity ?? ImmutableDictionary<Severity, Holders>.Empty;

        return OfHolders(row.Duty, row.Holders, $"{pointer}/holders")
            .Concat(special.OrderBy(pair => pair.Key).SelectMany(pair => OfHolders(
                row.Duty, pair.Value, $"{pointer}/bySeverity/{Words.CamelCase(pair.Key)}")));
    }

    private static IEnumerable<FieldProblem> OfHolders(string duty, Holders holders, string pointer)
    {
        if (holders is { Roles.IsEmpty: true, Parties.IsEmpty: true } && duty != DutyIds.RequiredLeader)
            yield return new(pointer, "is nobody; name a role, or a part in the incident.");

        foreach (var (index, role) in holders.Roles.Index())
        {
            if (Idle.Contains(role))
                yield return new($"{pointer}/roles/{index}", "changes no incident, so it holds no duty.");
            else if (AtAnIncident.Contains(duty) && !Visibility.SeesIncidents(role))
                yield return new($"{pointer}/roles/{index}",
                    "does not see incidents, so it could not act; choose a role that does.");
        }

        foreach (var (index, party) in holders.Parties.Index().Where(party => !Fits(duty, party.Item)))
            yield return new($"{pointer}/parties/{index}", "cannot hold this duty; name a role instead.");

        foreach (var problem in PackCheck.Repeated(
            holders.Roles, index => $"{pointer}/roles/{index}", "is named already."))
            yield return problem;
    }

    /// <summary>A part in an incident holds only duties at an incident; the target of an escalation, the next
    /// in order and who was given the investigation only those that the template gives them.</summary>
    private static bool Fits(string duty, Party party) => party switch
    {
        Party.Reporter or Party.Investigator or Party.Leader =>
            AtAnIncident.Contains(duty) && !OfRolesOnly.Contains(duty),
        _ => DefaultPack.RowOf(duty)?.Holders.Parties.Contains(party) ?? true,
    };
}
