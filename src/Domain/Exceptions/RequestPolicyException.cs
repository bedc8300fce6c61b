namespace Incidents.Domain;

/// <summary>Ask for an exception from points of the policy, having read and understood why they are in
/// place.</summary>
/// <param name="Points">Ids of points, of the template.</param>
/// <param name="ReasonsRead">That the reasons for these points have been read and understood: true.</param>
/// <param name="Until">The last day for which it is asked.</param>
[Policy(Exc), Duty(DutyIds.PolicyExceptions)]
public sealed record RequestPolicyException(
    [property: MaxLength(20)] IReadOnlyList<string> Points,
    [property: MaxLength(20_000)] string BusinessReason,
    bool ReasonsRead,
    DateOnly? Until = null) : StreamCommand<PolicyException, PolicyExceptionEvent>
{
    /// <inheritdoc/>
    public override IEnumerable<FieldProblem> Problems()
    {
        if (!ReasonsRead)
            yield return new("/reasonsRead",
                "is true: read why these points are in place before you ask for an exception.");

        foreach (var problem in CitedPoints.Problems(Points))
            yield return problem;
    }

    /// <inheritdoc/>
    protected internal override Refusal? Forbid(PolicyException state, Context context) =>
        SchoolDuties.Forbid(GetType(), context);

    /// <returns><see cref="PolicyExceptionRequested"/>.</returns>
    protected internal override Decision Decide(PolicyException state, Context context)
    {
        if (CitedPoints.Unknown(Points, context.Pack) is { } unknown)
            return unknown;

        if (Until < context.Today)
            return Decision.Wrong("/until", "lies in the past.");

        return Record(new PolicyExceptionRequested(
            new(context.Actor.PersonId, [.. context.Actor.Roles.Order()]), [.. Points],
            Text.Narrative(BusinessReason), ReasonsRead, Until));
    }
}
