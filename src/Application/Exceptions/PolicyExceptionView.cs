using Incidents.Application.History;
using Incidents.Application.Policy;
using Incidents.Domain;

namespace Incidents.Application.Exceptions;

/// <summary>A request for an exception from the policy, as its readers see it.</summary>
/// <param name="Points">Ids of points, of the template.</param>
/// <param name="ReasonsRead">That who asked has read why the points are in place.</param>
/// <param name="Until">The last day for which it was asked.</param>
/// <param name="RaisedAt">UTC.</param>
/// <param name="ExpiresOn">The last day on which it holds.</param>
/// <param name="ExpiredAt">When its expiry was recorded, UTC.</param>
public sealed record PolicyExceptionView(
    Guid Id, long Version, ExceptionStatus Status, IReadOnlyList<string> Points, Text BusinessReason,
    bool ReasonsRead, DateOnly? Until, DateTimeOffset RaisedAt, ActorView? RaisedBy,
    ExceptionDecisionView? Decision, DateOnly? ExpiresOn, DateTimeOffset? ExpiredAt)
{
    /// <summary>What is shown of one.</summary>
    public static PolicyExceptionView Of(
        PolicyException state, IReadOnlyList<Happening<PolicyExceptionEvent>> happened)
    {
        var request = (PolicyExceptionRequested)happened[0].Data;

        return new(state.Id, state.Version, state.Status, state.Points, request.BusinessReason,
            request.ReasonsRead, state.Until, happened[0].At, happened[0].By,
            happened.Select(ExceptionDecisionView.Of).FirstOrDefault(decision => decision is not null),
            state.ExpiresOn,
            happened.FirstOrDefault(each => each.Data is PolicyExceptionExpired)?.At);
    }
}

/// <summary>What was decided on it.</summary>
/// <param name="DecidedAt">UTC.</param>
public sealed record ExceptionDecisionView(
    bool Approved, Text Reason, DateTimeOffset DecidedAt, ActorView? DecidedBy)
{
    internal static ExceptionDecisionView? Of(Happening<PolicyExceptionEvent> happened) =>
        happened.Data switch
        {
            PolicyExceptionApproved e => new(true, e.Reason, happened.At, happened.By),
            PolicyExceptionRefused e => new(false, e.Reason, happened.At, happened.By),
            _ => null,
        };
}
