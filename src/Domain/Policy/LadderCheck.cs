namespace Incidents.Domain;

/// <summary>Whether each rung of a pack's ladder says when it acts and whom it reaches.</summary>
internal static class LadderCheck
{
    private const int MostWorkingDays = 400;

    public static IEnumerable<FieldProblem> Problems(ImmutableArray<Rung> ladder) =>
    [
        .. PackCheck.Ids(ladder.Select(rung => rung.Id), index => $"/ladder/{index}/id"),
        .. ladder.Index().SelectMany(rung => OfRung(rung.Item, $"/ladder/{rung.Index}")),
        .. ladder.Index().Skip(1).Where(rung => Place(rung.Item).CompareTo(Place(ladder[rung.Index - 1])) < 0)
            .Select(rung => new FieldProblem($"/ladder/{rung.Index}",
                "acts before the rung above it; give the rungs in their order.")),
    ];

    private static IEnumerable<FieldProblem> OfRung(Rung rung, string pointer)
    {
        if (rung.AtPercent.HasValue == rung.WorkingDaysAfter.HasValue)
            yield return new(pointer, "acts at atPercent or workingDaysAfter; give one of them.");
        if (rung.AtPercent is < 1 or > 100)
            yield return new($"{pointer}/atPercent", "is 1 to 100.");
        if (rung.WorkingDaysAfter is < 1 or > MostWorkingDays)
            yield return new($"{pointer}/workingDaysAfter", $"is 1 to {MostWorkingDays}.");

        if (rung.Action == RungAction.Escalate && rung.To.IsEmpty)
            yield return new($"{pointer}/to", "is empty; name the roles that it escalates to.");
        if (rung.Action == RungAction.Warn && !rung.To.IsEmpty)
            yield return new(
                $"{pointer}/to", "is empty for a warning, which goes to whoever holds the step.");

        foreach (var (index, _) in rung.To.Index().Where(role => !Visibility.SeesIncidents(role.Item)))
            yield return new($"{pointer}/to/{index}",
                "does not see incidents, so nothing can be escalated to it.");

        foreach (var problem in PackCheck.Repeated(
            rung.To, index => $"{pointer}/to/{index}", "is named already."))
            yield return problem;
    }

    /// <summary>First within the time of the step, then after it.</summary>
    private static (int Days, int Percent) Place(Rung rung) =>
        (rung.WorkingDaysAfter ?? 0, rung.AtPercent ?? 0);
}
