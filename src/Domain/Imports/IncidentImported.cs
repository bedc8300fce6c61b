namespace Incidents.Domain;

/// <summary>An old incident was taken over from a paper register, as the paper has it. It is over, and was
/// handled before this policy was kept here: no clock runs for it, and none of the policy's steps counts as
/// done.</summary>
/// <param name="Reference">Short name, safe to say on the telephone.</param>
/// <param name="Pack">The policy pack in force when it was taken over.</param>
/// <param name="PaperReference">By what the paper knows it.</param>
/// <param name="ReportedAt">UTC; of a day without a time, its beginning, as all instants here.</param>
/// <param name="ClosedAt">UTC.</param>
/// <param name="OccurredAt">UTC.</param>
/// <param name="DiscoveredAt">UTC.</param>
/// <param name="Dates">The dates as the paper says them.</param>
/// <param name="IcoNotifiedAt">UTC.</param>
/// <param name="PeopleInformedAt">UTC.</param>
/// <param name="NotOnPaper">The rules of today, by their codes, of which the paper does not show that they
/// were kept.</param>
[Policy(Why1, Must5)]
public sealed record IncidentImported(
    string Reference,
    PackPin Pack,
    Text PaperReference,
    Text Title,
    IncidentKind Kind,
    Severity? Severity,
    Text? Description,
    DateTimeOffset ReportedAt,
    DateTimeOffset ClosedAt,
    DateTimeOffset? OccurredAt,
    DateTimeOffset? DiscoveredAt,
    ImmutableArray<PaperDate> Dates,
    Text? Location,
    string? BreachType,
    ImmutableArray<string> InformationPolicies,
    Answer PersonalDataInvolved,
    PersonOnPaper? ReportedBy,
    ImmutableArray<PersonConcerned> PeopleInvolved,
    PersonOnPaper? InvestigatedBy,
    Answer IcoNotified,
    DateTimeOffset? IcoNotifiedAt,
    Text? IcoReference,
    Text? IcoReason,
    Answer PeopleInformed,
    DateTimeOffset? PeopleInformedAt,
    Text? RemedialActionTaken,
    Text Outcome,
    Text? Lessons,
    ImmutableArray<string> NotOnPaper) : IncidentEvent;
