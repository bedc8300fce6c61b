namespace Incidents.Domain;

/// <summary>Note that the last day of an exception is past; by the clock alone.</summary>
[Policy(Exc)]
public sealed record ExpirePolicyException : StreamCommand<PolicyException, PolicyExceptionEvent>
{
    /// <returns><see cref="PolicyExceptionExpired"/>; nothing where it still holds, never did, or has expired
    /// already.</returns>
    protected internal override Decision Decide(PolicyException state, Context context) =>
        state is { Status: ExceptionStatus.Approved, ExpiresOn: { } day } && day < context.Today
            ? Record(new PolicyExceptionExpired(day))
            : Nothing;
}
