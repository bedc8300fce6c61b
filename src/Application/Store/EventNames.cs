using System.Collections.Frozen;
using Incidents.Domain;

namespace Incidents.Application.Store;

/// <summary>The stored name of every event, spelled out once. They are the storage format: a name is never
/// changed and never used again for something else; what needs another shape gets a new event.</summary>
public static class EventNames
{
    private static readonly FrozenDictionary<Type, string> Names = new Dictionary<Type, string>
    {
        [typeof(IncidentReported)] = "incident_reported",
        [typeof(IncidentImported)] = "incident_imported",
        [typeof(DetailsAdded)] = "details_added",
        [typeof(RecordCorrected)] = "record_corrected",
        [typeof(DetailsVerified)] = "details_verified",
        [typeof(IncidentClassified)] = "incident_classified",
        [typeof(IncidentReclassified)] = "incident_reclassified",
        [typeof(InvestigationTakenOver)] = "investigation_taken_over",
        [typeof(InvestigationAllocated)] = "investigation_allocated",
        [typeof(AllocationAccepted)] = "allocation_accepted",
        [typeof(AllocationDeclined)] = "allocation_declined",
        [typeof(LeaderEngaged)] = "leader_engaged",
        [typeof(InvestigationScoped)] = "investigation_scoped",
        [typeof(InterviewRecorded)] = "interview_recorded",
        [typeof(EvidenceRecorded)] = "evidence_recorded",
        [typeof(EvidenceCustodyTransferred)] = "evidence_custody_transferred",
        [typeof(EvidenceVerified)] = "evidence_verified",
        [typeof(EvidenceFoundAltered)] = "evidence_found_altered",
        [typeof(EvidenceScanDeferred)] = "evidence_scan_deferred",
        [typeof(EvidenceFoundClean)] = "evidence_found_clean",
        [typeof(EvidenceQuarantined)] = "evidence_quarantined",
        [typeof(DecisionRecorded)] = "decision_recorded",
        [typeof(ExpertHelpRequested)] = "expert_help_requested",
        [typeof(ExpertAdviceReceived)] = "expert_advice_received",
        [typeof(IncidentEscalated)] = "incident_escalated",
        [typeof(EscalationAcknowledged)] = "escalation_acknowledged",
        [typeof(StepRuledOut)] = "step_ruled_out",
        [typeof(RiskIdentified)] = "risk_identified",
        [typeof(RiskTreated)] = "risk_treated",
        [typeof(DisciplinaryActionCommenced)] = "disciplinary_action_commenced",
        [typeof(DisciplinaryActionDeclined)] = "disciplinary_action_declined",
        [typeof(CommunicationsPlanned)] = "communications_planned",
        [typeof(CommunicationSent)] = "communication_sent",
        [typeof(ControlPutInPlace)] = "control_put_in_place",
        [typeof(ControlReviewed)] = "control_reviewed",
        [typeof(AdviceGiven)] = "advice_given",
        [typeof(OverseerIntervened)] = "overseer_intervened",
        [typeof(BreachAwarenessEstablished)] = "breach_awareness_established",
        [typeof(IcoAssessed)] = "ico_assessed",
        [typeof(IcoNotified)] = "ico_notified",
        [typeof(IcoNotificationSupplemented)] = "ico_notification_supplemented",
        [typeof(DataSubjectsInformed)] = "data_subjects_informed",
        [typeof(DataSubjectsNotInformed)] = "data_subjects_not_informed",
        [typeof(RemedialActionRecommended)] = "remedial_action_recommended",
        [typeof(RemedialActionCompleted)] = "remedial_action_completed",
        [typeof(DutyStoodIn)] = "duty_stood_in",
        [typeof(AccessGranted)] = "access_granted",
        [typeof(IncidentLinked)] = "incident_linked",
        [typeof(DetrimentConcernRaised)] = "detriment_concern_raised",
        [typeof(DetrimentConcernResolved)] = "detriment_concern_resolved",
        [typeof(ReporterIdentityRequested)] = "reporter_identity_requested",
        [typeof(ReporterIdentityDisclosed)] = "reporter_identity_disclosed",
        [typeof(ReporterIdentityWithheld)] = "reporter_identity_withheld",
        [typeof(ReporterAsked)] = "reporter_asked",
        [typeof(ReporterAnswered)] = "reporter_answered",
        [typeof(OutcomeReportSubmitted)] = "outcome_report_submitted",
        [typeof(OutcomeAssessed)] = "outcome_assessed",
        [typeof(OutcomeReportAccepted)] = "outcome_report_accepted",
        [typeof(OutcomeReportReturned)] = "outcome_report_returned",
        [typeof(IncidentClosed)] = "incident_closed",
        [typeof(IncidentReopened)] = "incident_reopened",
        [typeof(LegalHoldPlaced)] = "legal_hold_placed",
        [typeof(LegalHoldReleased)] = "legal_hold_released",
        [typeof(IncidentErased)] = "incident_erased",
        [typeof(ReporterIdentitySeen)] = "reporter_identity_seen",
        [typeof(EvidenceAccessed)] = "evidence_accessed",
        [typeof(SealedClassesExported)] = "sealed_classes_exported",
        [typeof(TimescaleWarned)] = "timescale_warned",
        [typeof(TimescaleMissed)] = "timescale_missed",
        [typeof(TenantMade)] = "tenant_made",
        [typeof(PolicyPackAdopted)] = "policy_pack_adopted",
        [typeof(ApiKeyMade)] = "api_key_made",
        [typeof(ApiKeyRevoked)] = "api_key_revoked",
        [typeof(WebhookMade)] = "webhook_made",
        [typeof(WebhookSecretRotated)] = "webhook_secret_rotated",
        [typeof(WebhookReplayed)] = "webhook_replayed",
        [typeof(WebhookRemoved)] = "webhook_removed",
        [typeof(PersonErased)] = "person_erased",
        [typeof(TenantExported)] = "tenant_exported",
        [typeof(TenantLoaded)] = "tenant_loaded",
        [typeof(PolicyExceptionRequested)] = "policy_exception_requested",
        [typeof(PolicyExceptionApproved)] = "policy_exception_approved",
        [typeof(PolicyExceptionRefused)] = "policy_exception_refused",
        [typeof(PolicyExceptionExpired)] = "policy_exception_expired",
        [typeof(PolicyChangeProposed)] = "policy_change_proposed",
        [typeof(PolicyChangeAgreed)] = "policy_change_agreed",
        [typeof(PolicyChangeDeclined)] = "policy_change_declined",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Type> Types =
        Names.ToFrozenDictionary(each => each.Value, each => each.Key, StringComparer.Ordinal);

    /// <summary>Every event type with its stored name.</summary>
    public static IReadOnlyDictionary<Type, string> All => Names;

    /// <summary>The stored name of an event.</summary>
    public static string Of(StoredEvent @event) => Names[@event.GetType()];

    /// <summary>The event of a stored name; none: there is no such event.</summary>
    public static Type? TypeOf(string name) => Types.GetValueOrDefault(name);

    /// <summary>The stored name of the streams that incidents are.</summary>
    public const string Incidents = "incident";

    /// <summary>The name by which the interface speaks of an event.</summary>
    public static string InApi(Type type) => Words.CamelCase(type.Name);
}
