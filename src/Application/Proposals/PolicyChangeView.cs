using Incidents.Application.History;
using Incidents.Application.Policy;
using Incidents.Domain;

namespace Incidents.Application.Proposals;

/// <summary>A proposal to change the policy, as its readers see it.</summary>
/// <param name="Points">Ids of points, of the template.</param>
/// <param name="RaisedAt">UTC.</param>
public sealed record PolicyChangeView(
    Guid Id, long Version, ProposalStatus Status, IReadOnlyList<string> Points, Text Proposal, Text Reason,
    DateTimeOffset RaisedAt, ActorView? RaisedBy, ProposalDecisionView? Decision)
{
    /// <summary>What is shown of one.</summary>
    public static PolicyChangeView Of(
        PolicyChange state, IReadOnlyList<Happening<PolicyChangeEvent>> happened)
    {
        var proposed = (PolicyChangeProposed)happened[0].Data;

        return new(state.Id, state.Version, state.Status, state.Points, proposed.Proposal, proposed.Reason,
            happened[0].At, happened[0].By,
            happened.Select(ProposalDecisionView.Of).FirstOrDefault(decision => decision is not null));
    }
}

/// <summary>What was decided on it.</summary>
/// <param name="DecidedAt">UTC.</param>
public sealed record ProposalDecisionView(
    bool Agreed, Text Reason, Text? ForwardedTo, DateTimeOffset DecidedAt, ActorView? DecidedBy)
{
    internal static ProposalDecisionView? Of(Happening<PolicyChangeEvent> happened) => happened.Data switch
    {
        PolicyChangeAgreed e => new(true, e.Reason, e.ForwardedTo, happened.At, happened.By),
        PolicyChangeDeclined e => new(false, e.Reason, ForwardedTo: null, happened.At, happened.By),
        _ => null,
    };
}
