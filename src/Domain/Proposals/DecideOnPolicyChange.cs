namespace Incidents.Domain;

/// <summary>Agree to a proposal and forward it to whoever approves the policy, or decline it.</summary>
/// <param name="ForwardedTo">To whom it was forwarded.</param>
[Policy(Chg, Why6), Duty(DutyIds.PolicyChangeProposalsDecision)]
public sealed record DecideOnPolicyChange(
    bool Agreed,
    [property: MaxLength(20_000)] string Reason,
    [property: MaxLength(200)] string? ForwardedTo = null) : StreamCommand<PolicyChange, PolicyChangeEvent>
{
    /// <inheritdoc/>
    public override IEnumerable<FieldProblem> Problems()
    {
        if (!Agreed && ForwardedTo is not null)
            yield return new("/forwardedTo", "has no meaning where the proposal is declined; leave it out.");
    }

    /// <inheritdoc/>
    public override bool IsSeen(PolicyChange state, Context context) =>
        state.IsSeenBy(context.Actor, context.Pack);

    /// <inheritdoc/>
    protected internal override Refusal? Forbid(PolicyChange state, Context context) =>
        SchoolDuties.ForbidDeciding(GetType(), state.Raiser, context);

    /// <returns><see cref="PolicyChangeAgreed"/> or <see cref="PolicyChangeDeclined"/>; nothing where that
    /// was decided already.</returns>
    protected internal override Decision Decide(PolicyChange state, Context context)
    {
        if (state.Status == (Agreed ? ProposalStatus.Agreed : ProposalStatus.Declined))
            return Nothing;

        if (state.Status != ProposalStatus.Proposed)
            return Rules.AlreadyDecided.Refuses(
                "This proposal has been decided on; make another one instead.", Chg);

        return Record(Agreed
            ? new PolicyChangeAgreed(Text.Narrative(Reason), Text.Narrative(ForwardedTo))
            : new PolicyChangeDeclined(Text.Narrative(Reason)));
    }
}
