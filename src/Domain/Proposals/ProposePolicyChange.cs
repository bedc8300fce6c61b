namespace Incidents.Domain;

/// <summary>Propose to change the policy where it does not meet the needs of the work.</summary>
/// <param name="Points">Ids of points, of the template.</param>
[Policy(Chg), Duty(DutyIds.PolicyChangeProposals)]
public sealed record ProposePolicyChange(
    [property: MaxLength(20)] IReadOnlyList<string> Points,
    [property: MaxLength(20_000)] string Proposal,
    [property: MaxLength(20_000)] string Reason) : StreamCommand<PolicyChange, PolicyChangeEvent>
{
    /// <inheritdoc/>
    public override IEnumerable<FieldProblem> Problems() => CitedPoints.Problems(Points);

    /// <inheritdoc/>
    protected internal override Refusal? Forbid(PolicyChange state, Context context) =>
        SchoolDuties.Forbid(GetType(), context);

    /// <returns><see cref="PolicyChangeProposed"/>.</returns>
    protected internal override Decision Decide(PolicyChange state, Context context)
    {
        if (CitedPoints.Unknown(Points, context.Pack) is { } unknown)
            return unknown;

        return Record(new PolicyChangeProposed(
            new(context.Actor.PersonId, [.. context.Actor.Roles.Order()]), [.. Points],
            Text.Narrative(Proposal), Text.Narrative(Reason)));
    }
}
