using System.Collections.Frozen;
using System.Collections.Immutable;
using Incidents.Domain;

namespace Incidents.Api.OpenApi.Operations;

/// <summary>What the description says of a command that the command does not say itself.</summary>
/// <param name="Tag">The part of an incident's life that it belongs to.</param>
/// <param name="CanBeSoAlready">Whether what it asks for can be so already, so that nothing is
/// recorded.</param>
/// <param name="Rules">The rules that it can be refused by, besides those of every command.</param>
internal sealed record StepNote(string Tag, bool CanBeSoAlready, ImmutableArray<Rule> Rules)
{
    /// <summary>Rules about references, which stand in the path here.</summary>
    public ImmutableArray<Rule> InPath { get; init; } = [];

    public StepNote OrNotThere(Rule rule) => this with { InPath = [.. InPath, rule] };

    public StepNote OrIsSoAlready() => this with { CanBeSoAlready = true };

    public StepNote OrRefused(params ImmutableArray<Rule> by) => this with { Rules = [.. Rules, .. by] };
}

/// <summary>The notes of every command, in the order of an incident's life.</summary>
internal static class StepNotes
{
    private static readonly FrozenDictionary<Type, StepNote> Notes = new Dictionary<Type, StepNote>
    {
        [typeof(ReportIncident)] = In(Tags.Reporting).OrRefused(Rules.UnknownPolicy, Rules.NoSuchBreachType),
        [typeof(ReportAnonymously)] = In(Tags.WithoutName).OrRefused(
            Rules.UnknownPolicy, Rules.NoSuchBreachType),
        [typeof(AddDetails)] = WhileOpen(Tags.Reporting).OrRefused(
            Rules.UnknownPolicy, Rules.NoSuchBreachType, Rules.AwarenessImpossible),

        [typeof(CorrectRecord)] = In(Tags.Reporting).OrRefused(
            Rules.NoSuchVersion, Rules.NotCorrectable, Rules.UnknownPolicy, Rules.AwarenessImpossible),

        [typeof(VerifyDetails)] = WhileOpen(Tags.Classification),
        [typeof(ClassifyIncident)] = WhileOpen(Tags.Classification).OrIsSoAlready().OrRefused(
            Rules.NoSuchBreachType),

        [typeof(AllocateInvestigation)] = WhileOpen(Tags.Allocation).OrIsSoAlready().OrRefused(
            Rules.NotClassified, Rules.CriticalNeedsOfficeManager, Rules.HeadteacherNotEngaged,
            Rules.InvestigatorNotIndependent),
        [typeof(AcceptAllocation)] = WhileOpen(Tags.Allocation).OrIsSoAlready().OrRefused(
            Rules.InvestigatorNotIndependent),
        [typeof(DeclineAllocation)] = WhileOpen(Tags.Allocation),
        [typeof(EngageLeader)] = WhileOpen(Tags.Allocation),

        [typeof(ScopeInvestigation)] = WhileOpen(Tags.Investigation).OrIsSoAlready().OrRefused(
            Rules.NotClassified, Rules.NotAllocated, Rules.UnknownPolicy),
        [typeof(RecordInterview)] = WhileOpen(Tags.Investigation).OrRefused(Rules.NotAllocated),
        [typeof(RequestExpertHelp)] = WhileOpen(Tags.Investigation),
        [typeof(RecordExpertAdvice)] = WhileOpen(Tags.Investigation).OrRefused(Rules.NoSuchExpertHelp),
        [typeof(RecordDecision)] = WhileOpen(Tags.Investigation).OrRefused(Rules.NoSuchEvidence),
        [typeof(RuleOutStep)] = WhileOpen(Tags.Investigation).OrIsSoAlready().OrRefused(
            Rules.StepCannotBeRuledOut, Rules.UnknownStep),
        [typeof(RecommendRemedialAction)] = WhileOpen(Tags.Investigation),
        [typeof(CompleteRemedialAction)] = In(Tags.Investigation).OrIsSoAlready().OrRefused(
            Rules.NoSuchRemedialAction),

        [typeof(IdentifyRisk)] = WhileOpen(Tags.Risks),
        [typeof(TreatRisk)] = WhileOpen(Tags.Risks).OrRefused(Rules.NoSuchRisk),

        [typeof(RecordEvidence)] = WhileOpen(Tags.Evidence).OrRefused(Rules.EvidenceHashMismatch),
        [typeof(TransferCustody)] = In(Tags.Evidence).OrNotThere(Rules.NoSuchEvidence),
        [typeof(VerifyEvidence)] = In(Tags.Evidence).OrNotThere(Rules.NoSuchEvidence),

        [typeof(EscalateIncident)] = WhileOpen(Tags.Escalation),
        [typeof(AcknowledgeEscalation)] = WhileOpen(Tags.Escalation).OrIsSoAlready().OrRefused(
            Rules.NoSuchEscalation),

        [typeof(RecordDataSubjectNotice)] = WhileOpen(Tags.DataSubjects),

        [typeof(DecideOnDisciplinaryAction)] = WhileOpen(Tags.Disciplinary).OrIsSoAlready(),

        [typeof(PlanCommunications)] = WhileOpen(Tags.Communications).OrIsSoAlready(),
        [typeof(RecordCommunication)] = WhileOpen(Tags.Communications),

        [typeof(PutControlInPlace)] = WhileOpen(Tags.Controls),
        [typeof(ReviewControl)] = In(Tags.Controls).OrRefused(Rules.NoSuchControl),

        [typeof(GiveAdvice)] = WhileOpen(Tags.Oversight),
        [typeof(Intervene)] = WhileOpen(Tags.Oversight),

        [typeof(EstablishAwareness)] = WhileOpen(Tags.Regulator).OrIsSoAlready().OrRefused(
            Rules.AwarenessImpossible),
        [typeof(AssessForIco)] = WhileOpen(Tags.Regulator).OrRefused(Rules.AwarenessNotEstablished),
        [typeof(NotifyIco)] = WhileOpen(Tags.Regulator).OrRefused(
            Rules.AwarenessNotEstablished, Rules.ReasonsForDelayRequired, Rules.AlreadyNotified,
            Rules.NotNotified),

        [typeof(SubmitOutcomeReport)] = WhileOpen(Tags.Outcome).OrRefused(
            Rules.NotClassified, Rules.NotAllocated, Rules.HeadteacherNotEngaged, Rules.ChecklistIncomplete),
        [typeof(AssessOutcome)] = WhileOpen(Tags.Outcome).OrIsSoAlready().OrRefused(
            Rules.ReportSuperseded, Rules.ReviewerNotIndependent, Rules.OutcomeNotSubmitted,
            Rules.NoSuchOutcomeReport),
        [typeof(ReviewOutcomeReport)] = WhileOpen(Tags.Outcome).OrIsSoAlready().OrRefused(
            Rules.ReportSuperseded, Rules.ReviewerNotIndependent, Rules.OutcomeNotSubmitted,
            Rules.OutcomeNotAssessed, Rules.NoSuchOutcomeReport),

        [typeof(CloseIncident)] = In(Tags.Closure).OrIsSoAlready().OrRefused(
            Rules.ReviewerNotIndependent, Rules.DetrimentOpen, Rules.EscalationUnacknowledged,
            Rules.DataSubjectsNotDecided, Rules.PersonalDataUnknown, Rules.IcoNotAssessed,
            Rules.IcoNotNotified,
            Rules.RemedialActionMissing, Rules.RemedialActionUnowned, Rules.OutcomeNotSubmitted,
            Rules.OutcomeNotAssessed, Rules.OutcomeNotAccepted, Rules.ClosureBlocked),
        [typeof(ReopenIncident)] = In(Tags.Closure).OrIsSoAlready(),

        [typeof(LinkIncident)] = In(Tags.Closure).OrIsSoAlready().OrRefused(
            Rules.NoSuchIncident, Rules.DuplicateOfDuplicate),

        [typeof(RaiseDetrimentConcern)] = In(Tags.Detriment),
        [typeof(ResolveDetrimentConcern)] = In(Tags.Detriment).OrIsSoAlready().OrRefused(
            Rules.NoSuchDetrimentConcern),

        [typeof(StandIn)] = WhileOpen(Tags.Access).OrIsSoAlready().OrRefused(Rules.NoSuchDuty),
        [typeof(GrantAccess)] = WhileOpen(Tags.Access).OrIsSoAlready(),

        [typeof(PlaceLegalHold)] = In(Tags.Retention).OrRefused(Rules.NoSuchIncident),
        [typeof(ReleaseLegalHold)] = In(Tags.Retention).OrIsSoAlready().OrRefused(Rules.NoSuchLegalHold),
        [typeof(Erase)] = In(Tags.Retention).OrIsSoAlready().OrRefused(
            Rules.LegalHold, Rules.IncidentOpen, Rules.RetentionNotOver, Rules.NoSuchPerson,
            Rules.NoSuchIncident),
        [typeof(RequestReporterIdentity)] = WhileOpen(Tags.Access).OrIsSoAlready().OrRefused(
            Rules.AnonymousReporter),
        [typeof(DecideOnReporterIdentity)] = WhileOpen(Tags.Access).OrIsSoAlready().OrRefused(
            Rules.IdentityRequestByDecider, Rules.NoSuchIdentityRequest),
        [typeof(WriteMessage)] = WhileOpen(Tags.Reporting),
    }.ToFrozenDictionary();

    /// <summary>What is noted of a command.</summary>
    /// <exception cref="InvalidOperationException">Nothing is, which a test forbids.</exception>
    public static StepNote Of(Type command) => Notes.GetValueOrDefault(command)
        ?? throw new InvalidOperationException(
            $"{nameof(StepNotes)} says nothing of {command.Name}; add a line there.");

    private static StepNote In(string tag) => new(tag, CanBeSoAlready: false, []);

    private static StepNote WhileOpen(string tag) => In(tag).OrRefused(Rules.IncidentClosed);
}
