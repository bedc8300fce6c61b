namespace Incidents.Domain;

/// <summary>Whether the timescales of a pack can be kept, and keep the law.</summary>
internal static class TimescaleCheck
{
    private const int MostWorkingDays = 400;
    private const int MostHours = 24 * 366;

    /// <summary>Steps of parts that bear a due date.</summary>
    private static readonly ImmutableHashSet<string> WithDueDate =
        [DutyIds.RemedialActionsCompletion, DutyIds.ControlsReview];

    /// <summary>No open incident waits to be reported or reopened.</summary>
    private static readonly ImmutableArray<string> Steps =
        PendingSteps.Seen.RemoveRange([DutyIds.Report, DutyIds.Reopening]);

    /// <summary>Closing starts no clock, but stops them.</summary>
    private static readonly ImmutableArray<string> Beginnings = PendingSteps.Seen.Remove(DutyIds.Closure);

    public static IEnumerable<FieldProblem> Problems(ImmutableArray<Timescale> timescales) =>
    [
        .. timescales.Index().SelectMany(row => OfRow(row.Item, $"/timescales/{row.Index}")),
        .. timescales.Index()
            .Where(row => timescales.Take(row.Index).Any(earlier => IsSame(earlier, row.Item)))
            .Select(row => new FieldProblem($"/timescales/{row.Index}",
                "is for a step that has a timescale at this severity already.")),
        .. Statutory(timescales),
    ];

    private static IEnumerable<FieldProblem> OfRow(Timescale row, string pointer)
    {
        if (!Steps.Contains(row.Step))
            yield return new($"{pointer}/step",
                $"is no step that can have a timescale; these can: {string.Join(", ", Steps)}.");
        if (!Beginnings.Contains(row.From))
            yield return new($"{pointer}/from",
                $"is no step that starts a clock; these do: {string.Join(", ", Beginnings)}.");
        if (row.WorkingDays is < 1 or > MostWorkingDays)
            yield return new($"{pointer}/workingDays", $"is 1 to {MostWorkingDays}.");
        if (row.Hours is < 1 or > MostHours)
            yield return new($"{pointer}/hours", $"is 1 to {MostHours}.");
        if (row.AtDueDate && !WithDueDate.Contains(row.Step))
            yield return new($"{pointer}/atDueDate",
                $"is only for {string.Join(" and ", WithDueDate.Order(StringComparer.Ordinal))}, whose parts "
                + "have due dates.");
        if (row is { AtDueDate: true, Severity: not null })
            yield return new($"{pointer}/severity",
                "does not go with atDueDate: a due date is its part's own at every severity. Leave it out.");

        var fits = row.Clock == Clock.Elapsed
            ? row is { Hours: not null, WorkingDays: null, AtDueDate: false }
            : row is { Hours: null } && row.WorkingDays.HasValue != row.AtDueDate;
        if (!fits)
            yield return new(pointer, row.Clock == Clock.Elapsed
                ? "is on the elapsed clock, so it has hours and nothing else."
                : "is on the working clock, so it has either workingDays or atDueDate.");
    }

    private static bool IsSame(Timescale one, Timescale other) => one.Step == other.Step
        && (one.Severity == other.Severity || one.Severity is null || other.Severity is null);

    /// <summary>The law's 72 hours can be shortened by a school, and not lengthened.</summary>
    private static IEnumerable<FieldProblem> Statutory(ImmutableArray<Timescale> timescales)
    {
        var law = NotifyIco.TimeLimit.TotalHours;
        var rows = timescales.Index().Where(row => row.Item.Step == DutyIds.IcoNotifications).ToArray();
        var everywhere = rows.Any(row => row.Item.Severity is null)
            || rows.Select(row => row.Item.Severity).Distinct().Count() == Enum.GetValues<Severity>().Length;
        if (!everywhere)
            yield return new("/timescales",
                $"has no timescale for {DutyIds.IcoNotifications}; the law gives {law} hours from "
                    + "awareness.");

        foreach (var (index, _) in rows.Where(row => row.Item.Hours > law
            || row.Item is not { Clock: Clock.Elapsed, From: DutyIds.Awareness }))
            yield return new($"/timescales/{index}",
                $"is {law} elapsed hours from awareness at most (UK GDPR Art 33(1)).");
    }
}
