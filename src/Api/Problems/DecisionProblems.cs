using Incidents.Domain;

namespace Incidents.Api.Problems;

/// <summary>A no of the domain as a problem.</summary>
public static class DecisionProblems
{
    /// <summary>Whatever it is that was decided instead of events.</summary>
    /// <exception cref="InvalidOperationException">Events are no problem: a defect of the caller.</exception>
    public static Problem ToProblem(this Decision decision) => decision switch
    {
        Refusal refusal => refusal.ToProblem(),
        Invalid invalid => invalid.Problems.ToProblem(),
        Stale stale => stale.ToProblem(),
        _ => throw new InvalidOperationException($"{decision.GetType().Name} is no problem."),
    };

    /// <summary>A rule says no.</summary>
    public static Problem ToProblem(this Refusal refusal) =>
        ProblemCatalogue.Find(refusal.Rule.Code)!.Because(refusal.Detail) with
        {
            Status = ProblemCatalogue.StatusOf(refusal.Kind),
            PolicyPoint = refusal.Point,
            Blocking = refusal.Blocking.IsDefaultOrEmpty
                ? null
                : [.. refusal.Blocking.Select(
                    each => new BlockingProblem(each.Rule.Code, each.Point, each.Detail))],
        };

    /// <summary>It has another version.</summary>
    public static Problem ToProblem(this Stale stale) =>
        GeneralProblems.StaleVersion.Because(
            $"It is at version {stale.Current} now; read it again before you decide.") with
        {
            CurrentVersion = stale.Current,
        };

    /// <summary>Fields are not what they must be.</summary>
    public static Problem ToProblem(this IEnumerable<FieldProblem> problems)
    {
        var wrong = problems.ToArray();

        return GeneralProblems.InvalidRequest.Because(wrong.Length == 1
            ? "One thing is wrong with the request; errors says where and what. Nothing was recorded."
            : $"{wrong.Length} things are wrong with the request; errors says where and what. Nothing was "
                + "recorded.").About(wrong);
    }

    /// <summary>With what is wrong where.</summary>
    public static Problem About(this Problem problem, params FieldProblem[] wrong)
    {
        var errors = new OrderedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var field in wrong.GroupBy(each => each.Pointer, StringComparer.Ordinal))
            errors.Add(field.Key, [.. field.Select(each => each.Message)]);

        return problem with { Errors = errors };
    }
}
