namespace Incidents.Domain;

/// <summary>Ids of the duties: each is the path of its step. Those that are no path say whom a step may name,
/// or who takes it in a special case.</summary>
public static class DutyIds
{
    public const string Report = "report";
    public const string AnonymousReports = "anonymous-reports";
    public const string Imports = "imports";
    public const string Details = "details";
    public const string Corrections = "corrections";
    public const string Verification = "verification";
    public const string Classification = "classification";
    public const string Allocation = "allocation";
    public const string AllocationAcceptance = "allocation/acceptance";
    public const string AllocationRefusal = "allocation/refusal";

    /// <summary>Who may investigate at a severity (how-4c, how-6a).</summary>
    public const string Investigation = "investigation";

    public const string Engagements = "engagements";

    /// <summary>Whom a leader's engagement may name (how-5c).</summary>
    public const string Leadership = "engagements/leader";

    /// <summary>Who must be engaged before the investigation is allocated (how-4b, how-6b).</summary>
    public const string RequiredLeader = "engagements/required";

    public const string Scope = "scope";
    public const string Interviews = "interviews";
    public const string Evidence = "evidence";
    public const string EvidenceCustody = "evidence/custody";
    public const string EvidenceVerification = "evidence/verification";
    public const string Decisions = "decisions";
    public const string ExpertHelp = "expert-help";
    public const string ExpertHelpAdvice = "expert-help/advice";
    public const string Escalations = "escalations";
    public const string EscalationsAcknowledgement = "escalations/acknowledgement";
    public const string DataSubjectNotices = "data-subject-notices";
    public const string Risks = "risks";
    public const string RisksTreatment = "risks/treatment";
    public const string Disciplinary = "disciplinary";
    public const string CommunicationsPlan = "communications-plan";
    public const string Communications = "communications";
    public const string Controls = "controls";
    public const string ControlsReview = "controls/review";
    public const string StepsRuledOut = "steps/ruled-out";
    public const string RemedialActions = "remedial-actions";
    public const string RemedialActionsCompletion = "remedial-actions/completion";
    public const string Advice = "advice";
    public const string Interventions = "interventions";
    public const string Awareness = "awareness";
    public const string IcoAssessments = "ico-assessments";
    public const string IcoNotifications = "ico-notifications";
    public const string OutcomeReports = "outcome-reports";
    public const string OutcomeReportsAssessment = "outcome-reports/assessment";
    public const string OutcomeReportsReview = "outcome-reports/review";
    public const string Closure = "closure";

    /// <summary>Who closes what turned out to be no incident (how-5b).</summary>
    public const string ClosureOfNoIncident = "closure/not-an-incident";

    public const string Reopening = "reopening";
    public const string Links = "links";
    public const string DetrimentConcerns = "detriment-concerns";
    public const string DetrimentConcernsResolution = "detriment-concerns/resolution";
    public const string StandIns = "stand-ins";
    public const string Access = "access";
    public const string LegalHolds = "legal-holds";
    public const string LegalHoldsRelease = "legal-holds/release";
    public const string Erasures = "erasures";
    public const string ReporterIdentityRequests = "reporter-identity/requests";
    public const string ReporterIdentityRequestsDecision = "reporter-identity/requests/decision";
    public const string Messages = "messages";
    public const string PolicyExceptions = "policy-exceptions";
    public const string PolicyExceptionsDecision = "policy-exceptions/decision";
    public const string PolicyChangeProposals = "policy-change-proposals";
    public const string PolicyChangeProposalsDecision = "policy-change-proposals/decision";
    public const string Timescales = "timescales";
    public const string EvidenceScan = "evidence/scan";
}
