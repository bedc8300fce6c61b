namespace Incidents.Domain;

/// <summary>What happened to a proposal to change the policy.</summary>
public abstract record PolicyChangeEvent : StoredEvent;

/// <summary>Somebody proposed to change the policy.</summary>
/// <param name="Points">Ids of points, of the template.</param>
[Policy(Chg)]
public sealed record PolicyChangeProposed(
    Raiser Raiser, ImmutableArray<string> Points, Text Proposal, Text Reason) : PolicyChangeEvent;

/// <summary>The Information Champion agreed to a proposal and forwarded it.</summary>
[Policy(Chg)]
public sealed record PolicyChangeAgreed(Text Reason, Text? ForwardedTo) : PolicyChangeEvent;

/// <summary>The Information Champion did not agree to a proposal.</summary>
[Policy(Chg)]
public sealed record PolicyChangeDeclined(Text Reason) : PolicyChangeEvent;
