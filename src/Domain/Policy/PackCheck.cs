namespace Incidents.Domain;

/// <summary>What is wrong with a policy pack, judged as a whole (doc). Each problem names its entry by a JSON
/// pointer.</summary>
public static class PackCheck
{
    /// <summary>Everything that is wrong; nothing where the pack can be adopted.</summary>
    /// <param name="timeZones">The IANA names of the time zones that are known.</param>
    public static IEnumerable<FieldProblem> Problems(PolicyPack pack, IReadOnlySet<string> timeZones) =>
    [
        .. Points(pack.Points),
        .. DutyCheck.Problems(pack.Duties),
        .. StandIns(pack.StandInOrder),
        .. Entries("/informationPolicies", pack.InformationPolicies),
        .. Entries("/breachTypes", pack.BreachTypes),
        .. CalendarCheck.Problems(pack.Calendar, timeZones),
        .. TimescaleCheck.Problems(pack.Timescales),
        .. LadderCheck.Problems(pack.Ladder),
        .. NotificationCheck.Problems(pack.Notifications),
        .. RetentionCheck.Problems(pack.Retention),
        .. Examples(pack.ExampleDefaults),
    ];

    /// <summary>What is given a second time.</summary>
    internal static IEnumerable<FieldProblem> Repeated<T>(
        IEnumerable<T> values, Func<int, string> pointer, string message) => values.Index()
        .GroupBy(value => value.Item).SelectMany(group => group.Skip(1))
        .OrderBy(value => value.Index).Select(value => new FieldProblem(pointer(value.Index), message));

    /// <summary>Ids that are not well formed, or are used twice.</summary>
    internal static IEnumerable<FieldProblem> Ids(IEnumerable<string> ids, Func<int, string> pointer)
    {
        var all = ids.ToArray();

        return all.Index().Where(id => !IsId(id.Item))
            .Select(id => new FieldProblem(pointer(id.Index),
                "is not an id: lower-case letters and digits, words joined by hyphens."))
            .Concat(Repeated(all, pointer, "is used twice; give each entry an id of its own."));
    }

    private static IEnumerable<FieldProblem> Points(ImmutableArray<PolicyPoint> points)
    {
        var known = DefaultPoints.All.Select(point => point.Point).ToImmutableHashSet();
        var own = points.Select((point, index) => (Number: point.SchoolsOwn, Index: index))
            .Where(point => point.Number is not null).ToArray();

        return points.Index().Where(point => !known.Contains(point.Item.Point))
            .Select(point => new FieldProblem($"/points/{point.Index}/point",
                "is no point of the template; a school's own number of a point goes into schoolsOwn."))
            .Concat(Repeated(points.Select(point => point.Point), index => $"/points/{index}/point",
                "is there already; give each point once."))
            .Concat(known.Except(points.Select(point => point.Point)).Order(StringComparer.Ordinal)
                .Select(point => new FieldProblem("/points", $"has no entry for {point}; add one.")))
            .Concat(Repeated(own.Select(point => point.Number), index =>
                $"/points/{own[index].Index}/schoolsOwn", "is the number of another point already."));
    }

    private static IEnumerable<FieldProblem> StandIns(ImmutableArray<Role> order) =>
        (order.IsEmpty
            ? [new("/standInOrder", "is empty; name at least one role, so that somebody always remains.")]
            : Enumerable.Empty<FieldProblem>())
        .Concat(order.Index().Where(role => !Visibility.SeesIncidents(role.Item))
            .Select(role => new FieldProblem($"/standInOrder/{role.Index}",
                "does not see incidents, so it cannot stand in; leave it out.")))
        .Concat(Repeated(order, index => $"/standInOrder/{index}", "is in the order already."));

    private static IEnumerable<FieldProblem> Entries(string list, ImmutableArray<PackEntry> entries) =>
        Ids(entries.Select(entry => entry.Id), index => $"{list}/{index}/id");

    private static IEnumerable<FieldProblem> Examples(ImmutableArray<string> members)
    {
        var known = typeof(PolicyPack).GetProperties().Select(member => Words.CamelCase(member.Name))
            .ToImmutableHashSet(StringComparer.Ordinal);

        return members.Index().Where(member => !known.Contains(member.Item))
            .Select(member => new FieldProblem($"/exampleDefaults/{member.Index}",
                "is no member of a policy pack; name those that are only examples, for example timescales."));
    }

    private static bool IsId(string id) => id.Split('-').All(word =>
        word.Length > 0
        && word.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter)));
}
