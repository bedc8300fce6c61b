namespace Incidents.Domain;

/// <summary>The points of the policy that a request is about.</summary>
internal static class CitedPoints
{
    /// <summary>What is wrong with the list itself.</summary>
    public static IEnumerable<FieldProblem> Problems(IReadOnlyList<string> points)
    {
        if (points.Count == 0)
            yield return new("/points", "is empty; name at least one point of the policy.");

        foreach (var problem in PackCheck.Repeated(
            points, index => $"/points/{index}", "is named already; name each point once."))
            yield return problem;
    }

    /// <summary>The refusal, where the pack has no such point.</summary>
    public static Refusal? Unknown(IReadOnlyList<string> points, PolicyPack pack) =>
        points.Any(point => pack.Points.All(known => known.Point != point))
            ? Rules.NoSuchPoint.Refuses(
                "/points names what is no point of the policy; see GET /v1/policy-pack for those there are.")
            : null;
}
