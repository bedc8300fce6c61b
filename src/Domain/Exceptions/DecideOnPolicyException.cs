namespace Incidents.Domain;

/// <summary>Grant an exception from the policy until a day, or refuse it.</summary>
/// <param name="ExpiresOn">The last day on which it holds; required where it is granted.</param>
[Policy(Exc, Why6), Duty(DutyIds.PolicyExceptionsDecision)]
public sealed record DecideOnPolicyException(
    bool Approved,
    [property: MaxLength(20_000)] string Reason,
    DateOnly? ExpiresOn = null) : StreamCommand<PolicyException, PolicyExceptionEvent>
{
    /// <inheritdoc/>
    public override IEnumerable<FieldProblem> Problems()
    {
        if (Approved && ExpiresOn is null)
            yield return new("/expiresOn", "is required to grant an exception: none holds for ever.");
        if (!Approved && ExpiresOn is not null)
            yield return new("/expiresOn", "has no meaning where the exception is refused; leave it out.");
    }

    /// <inheritdoc/>
    public override bool IsSeen(PolicyException state, Context context) =>
        state.IsSeenBy(context.Actor, context.Pack);

    /// <inheritdoc/>
    protected internal override Refusal? Forbid(PolicyException state, Context context) =>
        SchoolDuties.ForbidDeciding(GetType(), state.Raiser, context);

    /// <returns><see cref="PolicyExceptionApproved"/> or <see cref="PolicyExceptionRefused"/>; nothing where
    /// that was decided already.</returns>
    protected internal override Decision Decide(PolicyException state, Context context)
    {
        if (state.Status == (Approved ? ExceptionStatus.Approved : ExceptionStatus.Refused)
            && state.ExpiresOn == ExpiresOn)
            return Nothing;

        if (state.Status != ExceptionStatus.Requested)
            return Rules.AlreadyDecided.Refuses(
                "This exception has been decided on; ask for another one instead.", Exc);

        if (ExpiresOn < context.Today)
            return Decision.Wrong("/expiresOn", "lies in the past.");

        return Record(ExpiresOn is { } day
            ? new PolicyExceptionApproved(day, Text.Narrative(Reason))
            : new PolicyExceptionRefused(Text.Narrative(Reason)));
    }
}
