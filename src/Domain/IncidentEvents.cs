namespace Incidents.Domain;

/// <summary>What happened to an incident: a stored fact, never edited, never removed. Ids, enums, numbers,
/// instants and sealed texts; no behaviour and no validation, because an old event
/// loads under today's rules.</summary>
public abstract record IncidentEvent : StoredEvent;

/// <summary>An incident was reported.</summary>
/// <param name="Reference">Short name, safe to say on the telephone.</param>
/// <param name="OccurredAt">When it happened, UTC, as far as the reporter knows.</param>
/// <param name="DiscoveredAt">When it was found, UTC.</param>
[Policy(Must1, Must2, How1, How2, How4a)]
public sealed record IncidentReported(
    string Reference,
    PackPin Pack,
    Reporter Reporter,
    Text Title,
    IncidentKind Kind,
    Text? Description,
    DateTimeOffset? OccurredAt,
    DateTimeOffset? DiscoveredAt,
    ReportChannel? Channel,
    Text? Location,
    string? BreachType,
    ImmutableArray<PersonConcerned> PeopleInvolved,
    ImmutableArray<Role> ConcernsRoles,
    ImmutableArray<Text> SystemsInvolved,
    ImmutableArray<string> InformationPolicies,
    Text? RemedialActionTaken,
    Text? TrainingOfThoseInvolved,
    Text? OthersInformed,
    Answer PersonalDataInvolved,
    Role? ReportTo) : IncidentEvent;

/// <summary>More became known about what was reported.</summary>
[Policy(Must2, How2)]
public sealed record DetailsAdded(
    IncidentKind? Kind,
    Text? Description,
    DateTimeOffset? OccurredAt,
    DateTimeOffset? DiscoveredAt,
    Text? Location,
    string? BreachType,
    ImmutableArray<PersonConcerned> PeopleInvolved,
    ImmutableArray<Role> ConcernsRoles,
    ImmutableArray<Text> SystemsInvolved,
    ImmutableArray<string> InformationPolicies,
    Text? RemedialActionTaken,
    Text? TrainingOfThoseInvolved,
    Text? OthersInformed,
    Answer? PersonalDataInvolved) : IncidentEvent;

/// <summary>What an event says was corrected; both stay readable.</summary>
/// <param name="Corrects">The version of the event that said it.</param>
/// <param name="Field">The member of that event, as the interface names it. What it should have been stands
/// in the one of the following that is of its kind.</param>
/// <param name="Instant">UTC.</param>
/// <param name="LateBySeconds">Of a notification whose sending was corrected, by how much it was later than
/// 72 hours after awareness; none: in time.</param>
[Policy(How3c, Must5)]
public sealed record RecordCorrected(
    long Corrects, string Field, Text? Text, DateTimeOffset? Instant, ReportChannel? Channel,
    ImmutableArray<Text> Texts, ImmutableArray<string> InformationPolicies,
    ImmutableArray<PersonConcerned> PeopleInvolved, long? LateBySeconds, Text Reason) : IncidentEvent;

/// <summary>The details were checked with those who know.</summary>
[Policy(How5b)]
public sealed record DetailsVerified(Text Checked, ImmutableArray<Text> With, Finding Finding)
    : IncidentEvent;

/// <summary>The incident was given its severity.</summary>
[Policy(How5a, Why2)]
public sealed record IncidentClassified(
    Severity Severity, IncidentKind Kind, string? BreachType, Answer PersonalDataInvolved, Text Rationale,
    SuggestedSeverity? Suggestion) : IncidentEvent;

/// <summary>The incident was given another severity or kind.</summary>
[Policy(How5a, Why2)]
public sealed record IncidentReclassified(
    Severity Severity, IncidentKind Kind, string? BreachType, Answer PersonalDataInvolved, Text Rationale,
    SuggestedSeverity? Suggestion) : IncidentEvent;

/// <summary>The incident became critical, and its investigation passed to the holder of that duty.</summary>
/// <param name="From">Whose investigation it was.</param>
/// <param name="To">Whose it is now; none where whoever reclassified may not investigate it.</param>
[Policy(How6a)]
public sealed record InvestigationTakenOver(Guid From, Guid? To, Role? Role) : IncidentEvent;

/// <summary>It was decided who investigates.</summary>
[Policy(How4c, Must3, Must4, How6a, How6b)]
public sealed record InvestigationAllocated(
    Guid InvestigatorId, Text Name, Role Role, Text DirectedBy, Text? Reason) : IncidentEvent;

/// <summary>The investigator took the investigation on.</summary>
[Policy(Must3)]
public sealed record AllocationAccepted(Guid InvestigatorId) : IncidentEvent;

/// <summary>The investigator did not take the investigation on.</summary>
[Policy(Must3)]
public sealed record AllocationDeclined(Guid InvestigatorId, Text? Reason) : IncidentEvent;

/// <summary>The headteacher or a senior leader was brought in.</summary>
[Policy(How4b, How5c, How6b)]
public sealed record LeaderEngaged(Guid EngagementId, Guid LeaderId, Text Name, Role Role, Text Purpose)
    : IncidentEvent;

/// <summary>It was said what the investigation is to find out, who has a stake in it and which information
/// policies were breached; the latest counts.</summary>
/// <param name="PoliciesBreached">Ids of the pack's information policies.</param>
[Policy(How3a)]
public sealed record InvestigationScoped(
    ImmutableArray<Text> ExpectedOutcomes, ImmutableArray<Text> Stakeholders,
    ImmutableArray<string> PoliciesBreached) : IncidentEvent;

/// <summary>Somebody was spoken to.</summary>
/// <param name="Position">What they are to the school.</param>
/// <param name="HeldAt">UTC.</param>
[Policy(How3b)]
public sealed record InterviewRecorded(
    Guid InterviewId, Guid PersonId, Text Name, Text? Position, DateTimeOffset HeldAt, Text Notes)
    : IncidentEvent;

/// <summary>A piece of evidence was recorded.</summary>
/// <param name="CollectedAt">When it was collected, UTC.</param>
[Policy(How3c)]
public sealed record EvidenceRecorded(
    Guid EvidenceId, Text Description, Text? Source, DateTimeOffset? CollectedAt, Text? Location,
    EvidenceFile? File) : IncidentEvent;

/// <summary>A piece of evidence passed into other hands.</summary>
/// <param name="ToId">Who has it now.</param>
/// <param name="Position">What that person is to the school.</param>
[Policy(How3c)]
public sealed record EvidenceCustodyTransferred(
    Guid EvidenceId, Guid ToId, Text Name, Text? Position, Text Reason) : IncidentEvent;

/// <summary>A file of evidence was read again and is as it was recorded.</summary>
[Policy(How3c)]
public sealed record EvidenceVerified(Guid EvidenceId) : IncidentEvent;

/// <summary>A file of evidence was read again and is not as it was recorded.</summary>
[Policy(How3c)]
public sealed record EvidenceFoundAltered(Guid EvidenceId, Alteration Alteration) : IncidentEvent;

/// <summary>A file of evidence waits to be looked through for malware; nobody is given it before.</summary>
[Policy(How3c)]
public sealed record EvidenceScanDeferred(Guid EvidenceId) : IncidentEvent;

/// <summary>A file of evidence was looked through for malware, and none was found.</summary>
[Policy(How3c)]
public sealed record EvidenceFoundClean(Guid EvidenceId) : IncidentEvent;

/// <summary>Malware was found in a file of evidence; nobody is given it.</summary>
/// <param name="Threat">What the scanner calls it.</param>
[Policy(How3c)]
public sealed record EvidenceQuarantined(Guid EvidenceId, Text Threat) : IncidentEvent;

/// <summary>A decision was taken, with what it rests on.</summary>
[Policy(How3c)]
public sealed record DecisionRecorded(
    Guid DecisionId, Text Decision, Text Rationale, ImmutableArray<Text> Alternatives,
    ImmutableArray<Guid> EvidenceIds) : IncidentEvent;

/// <summary>Somebody was asked for help who knows more about it.</summary>
[Policy(How3d, How4e)]
public sealed record ExpertHelpRequested(Guid HelpId, Text From, Text Question) : IncidentEvent;

/// <summary>An expert who was asked for help gave advice.</summary>
/// <param name="ReceivedAt">UTC; none: as it was recorded.</param>
[Policy(How3d, How4e)]
public sealed record ExpertAdviceReceived(Guid HelpId, Text Advice, DateTimeOffset? ReceivedAt)
    : IncidentEvent;

/// <summary>The incident was handed up to someone with more authority.</summary>
/// <param name="To">The role that must acknowledge it.</param>
/// <param name="Missed">The deadline that the clock escalates, where it is the clock.</param>
[Policy(How3e, Must7)]
public sealed record IncidentEscalated(
    Guid EscalationId, Role To, Text Reason, EscalatedBy By, MissedDeadline? Missed = null) : IncidentEvent;

/// <summary>Whoever an escalation went to has taken note of it.</summary>
[Policy(How3e)]
public sealed record EscalationAcknowledged(Guid EscalationId, Text? Note) : IncidentEvent;

/// <summary>A step of how-3 was found not appropriate here.</summary>
[Policy(How3)]
public sealed record StepRuledOut(string Point, Text Reason) : IncidentEvent;

/// <summary>A risk that the incident brings was identified.</summary>
[Policy(How3g)]
public sealed record RiskIdentified(
    Guid RiskId, Text Description, RiskLevel Likelihood, RiskLevel Impact, Text Owner) : IncidentEvent;

/// <summary>Something was done about a risk.</summary>
/// <param name="Residual">How great the risk is after it.</param>
[Policy(How3g)]
public sealed record RiskTreated(Guid RiskId, Text Treatment, RiskLevel Residual) : IncidentEvent;

/// <summary>Disciplinary action was commenced.</summary>
/// <param name="Position">What the person is to the school.</param>
[Policy(How3h, Brch)]
public sealed record DisciplinaryActionCommenced(Text Reason, Guid? PersonId, Text? Person, Text? Position)
    : IncidentEvent;

/// <summary>It was recorded why no disciplinary action is taken.</summary>
/// <param name="Position">What the person is to the school.</param>
[Policy(How3h, Brch)]
public sealed record DisciplinaryActionDeclined(Text Reason, Guid? PersonId, Text? Person, Text? Position)
    : IncidentEvent;

/// <summary>It was planned whom to tell what; the latest plan counts.</summary>
/// <param name="Approver">Who approves what is told.</param>
[Policy(How3i)]
public sealed record CommunicationsPlanned(Text Audience, Text Message, Text Channel, Text Approver)
    : IncidentEvent;

/// <summary>Somebody was told something about the incident.</summary>
/// <param name="SentAt">UTC.</param>
[Policy(How3i)]
public sealed record CommunicationSent(
    Guid CommunicationId, Text Audience, Text Message, Text Channel, DateTimeOffset SentAt) : IncidentEvent;

/// <summary>A control against recurrence was put in place.</summary>
/// <param name="DueOn">The school's own date, on which it is to be reviewed.</param>
[Policy(How3j)]
public sealed record ControlPutInPlace(Guid ControlId, Text Description, Text Owner, DateOnly? DueOn)
    : IncidentEvent;

/// <summary>It was looked at whether a control does its work.</summary>
[Policy(How3j)]
public sealed record ControlReviewed(Guid ControlId, bool Effective, Text Findings) : IncidentEvent;

/// <summary>Whoever oversees the investigation gave advice.</summary>
[Policy(How5d, How4e, Must5, Must6)]
public sealed record AdviceGiven(Guid AdviceId, Text Advice) : IncidentEvent;

/// <summary>Whoever oversees the investigation stepped in.</summary>
[Policy(How5d, How4e, Must5, Must6)]
public sealed record OverseerIntervened(Guid InterventionId, Text Action, Text Reason) : IncidentEvent;

/// <summary>It was decided when the school became aware of a breach with reasonable certainty.</summary>
/// <param name="AwareAt">UTC; UK GDPR Art 33(1) counts 72 hours from it.</param>
[Policy(How6c)]
public sealed record BreachAwarenessEstablished(DateTimeOffset AwareAt, Text Reason) : IncidentEvent;

/// <summary>It was decided whether the ICO must be notified.</summary>
/// <param name="Outcome">What the ruleset computed from the answers.</param>
/// <param name="Decision">What the assessor decided.</param>
[Policy(How6c)]
public sealed record IcoAssessed(
    Guid AssessmentId, bool PersonalData, Likelihood Likelihood, bool Mitigated, Text? Mitigation,
    bool HighRisk, string Ruleset, IcoOutcome Outcome, IcoOutcome Decision, Text Rationale,
    Text? OverrideReason) : IncidentEvent;

/// <summary>The ICO was notified.</summary>
/// <param name="SentAt">UTC.</param>
/// <param name="LateBySeconds">By how much it was later than 72 hours after awareness,
/// frozen here; none: in time.</param>
[Policy(How6c)]
public sealed record IcoNotified(
    Guid NotificationId, DateTimeOffset SentAt, Text? Reference, Text Nature,
    ImmutableArray<Text> CategoriesOfPeople, int? PeopleApproximately, int? RecordsApproximately,
    Text Consequences, Text Measures, Text Contact, Text? ReasonsForDelay, long? LateBySeconds)
        : IncidentEvent;

/// <summary>The ICO was told what became known later (UK GDPR Art 33(4)).</summary>
/// <param name="SentAt">UTC.</param>
[Policy(How6c)]
public sealed record IcoNotificationSupplemented(
    Guid NotificationId, DateTimeOffset SentAt, Text? Reference, Text Nature,
    ImmutableArray<Text> CategoriesOfPeople, int? PeopleApproximately, int? RecordsApproximately,
    Text Consequences, Text Measures, Text Contact) : IncidentEvent;

/// <summary>The people whose data it is were informed.</summary>
/// <param name="InformedAt">UTC.</param>
[Policy(How3f)]
public sealed record DataSubjectsInformed(
    Guid NoticeId, Audience Audience, int Count, bool CountIsEstimate, Text Channel, Text Text,
    DateTimeOffset InformedAt) : IncidentEvent;

/// <summary>It was decided not to inform the people whose data it is (UK GDPR Art 34(3)).</summary>
[Policy(How3f)]
public sealed record DataSubjectsNotInformed(
    Guid NoticeId, NoticeExemption Exemption, Text Reason, Text? PublicCommunication) : IncidentEvent;

/// <summary>A remedial action was recommended, or it was recorded why none is called for.</summary>
/// <param name="DueOn">The school's own date.</param>
[Policy(How6d, How4e)]
public sealed record RemedialActionRecommended(
    Guid ActionId, bool None, Text? Description, Text? Owner, DateOnly? DueOn, Text? Reason) : IncidentEvent;

/// <summary>A remedial action was carried out.</summary>
[Policy(How6d, How4e)]
public sealed record RemedialActionCompleted(Guid ActionId, Text Outcome) : IncidentEvent;

/// <summary>Somebody took over a duty whose holder is away.</summary>
/// <param name="Role">The role that now holds it beside its holder.</param>
[Policy(Why5, Must7)]
public sealed record DutyStoodIn(Guid StandInId, string Duty, Role Role, Text Reason) : IncidentEvent;

/// <summary>A role that was shut out was let in.</summary>
[Policy(How1, Why6)]
public sealed record AccessGranted(Guid AccessId, Role Role, Text Reason) : IncidentEvent;

/// <summary>The incident was linked to another of the school.</summary>
[Policy(Why1)]
public sealed record IncidentLinked(Guid LinkId, LinkRelation Relation, Guid OtherId) : IncidentEvent;

/// <summary>The reporter said that they suffer for having reported.</summary>
/// <param name="AboutRole">The role whose holder it is about.</param>
[Policy(How1)]
public sealed record DetrimentConcernRaised(Guid ConcernId, Text Concern, Role? AboutRole) : IncidentEvent;

/// <summary>It was recorded what came of a concern about detriment.</summary>
/// <param name="AboutRole">The role whose holder it was about.</param>
[Policy(How1)]
public sealed record DetrimentConcernResolved(Guid ConcernId, Text Resolution, Role? AboutRole)
    : IncidentEvent;

/// <summary>Somebody asked who the protected reporter is.</summary>
/// <param name="RequesterId">Who alone will see it, if it is disclosed.</param>
[Policy(How1)]
public sealed record ReporterIdentityRequested(Guid RequestId, Guid RequesterId, Text Reason) : IncidentEvent;

/// <summary>The reporter's identity was opened to whoever asked for it.</summary>
[Policy(How1)]
public sealed record ReporterIdentityDisclosed(Guid RequestId, Text Reason) : IncidentEvent;

/// <summary>The reporter's identity was not opened to whoever asked for it.</summary>
[Policy(How1)]
public sealed record ReporterIdentityWithheld(Guid RequestId, Text Reason) : IncidentEvent;

/// <summary>The reporter was asked something.</summary>
[Policy(How1, How2)]
public sealed record ReporterAsked(Guid MessageId, Text Text) : IncidentEvent;

/// <summary>The reporter answered, or wrote of their own accord.</summary>
[Policy(How1, How2)]
public sealed record ReporterAnswered(Guid MessageId, Text Text) : IncidentEvent;

/// <summary>The outcome of the investigation was reported.</summary>
/// <param name="Number">From 1; only the latest counts.</param>
/// <param name="AuthorRoles">The author's roles at that moment: what they hold passes to the
/// stand-in for the review.</param>
[Policy(How3k, Must3, Must4, How6d)]
public sealed record OutcomeReportSubmitted(
    int Number, Guid AuthorId, ImmutableArray<Role> AuthorRoles, Text Facts, Text Findings,
    ImmutableArray<Text> Causes, ImmutableArray<Text> Recommendations, Text Lessons) : IncidentEvent;

/// <summary>It was judged whether the appropriate action has been taken.</summary>
[Policy(How4d)]
public sealed record OutcomeAssessed(int Number, bool Satisfied, Text Reason) : IncidentEvent;

/// <summary>The outcome report was accepted.</summary>
[Policy(How5e)]
public sealed record OutcomeReportAccepted(int Number, Text Reason) : IncidentEvent;

/// <summary>The outcome report was returned, and the investigation goes on.</summary>
[Policy(How5e)]
public sealed record OutcomeReportReturned(int Number, Text Reason) : IncidentEvent;

/// <summary>The incident was closed.</summary>
[Policy(How5e, Must5)]
public sealed record IncidentClosed(Text Summary, ClosureGround Ground) : IncidentEvent;

/// <summary>The incident was opened again.</summary>
[Policy(Must5)]
public sealed record IncidentReopened(Text Reason) : IncidentEvent;

/// <summary>The incident was put under a legal hold: nothing of it is erased while that lasts.</summary>
[Policy(Ref, Must5)]
public sealed record LegalHoldPlaced(Guid HoldId, Text Reason) : IncidentEvent;

/// <summary>A legal hold was released.</summary>
[Policy(Ref, Must5)]
public sealed record LegalHoldReleased(Guid HoldId, Text Reason) : IncidentEvent;

/// <summary>The incident was erased: the key of its texts is destroyed. What is said here lies under the
/// tenant's key and stays readable.</summary>
[Policy(Ref, Must5)]
public sealed record IncidentErased(Text LegalBasis, Text Reason) : IncidentEvent;

/// <summary>The time of a step is running out.</summary>
/// <param name="Step">The duty's id.</param>
/// <param name="Rung">The rung of the pack's ladder.</param>
/// <param name="DueAt">UTC.</param>
[Policy(Must7, Why7, How7)]
public sealed record TimescaleWarned(string Step, Guid? PartId, string Rung, DateTimeOffset DueAt)
    : IncidentEvent;

/// <summary>The time of a step has run out, and it is not done.</summary>
/// <param name="Step">The duty's id.</param>
/// <param name="DueAt">UTC.</param>
[Policy(Must7, Why7, How7)]
public sealed record TimescaleMissed(string Step, Guid? PartId, DateTimeOffset DueAt) : IncidentEvent;
