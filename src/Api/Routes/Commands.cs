using Incidents.Domain;

namespace Incidents.Api.Routes;

/// <summary>The commands, in the order of an incident's life.</summary>
public static class Commands
{
    /// <summary>The table.</summary>
    public static IncidentSteps Table { get; } = Fill(new());

    private static IncidentSteps Fill(IncidentSteps incident)
    {
        incident.Report<ReportIncident>();
        incident.Beside<ReportAnonymously>("anonymous-reports", StepKind.Report);
        incident.Step<AddDetails>("details");
        incident.Step<CorrectRecord>("corrections");
        incident.Step<VerifyDetails>("verification");
        incident.Step<ClassifyIncident>("classification");

        incident.Step<AllocateInvestigation>("allocation");
        incident.Step<AcceptAllocation>("allocation/acceptance");
        incident.Step<DeclineAllocation>("allocation/refusal");
        incident.Part<EngageLeader>("engagements");

        incident.Step<ScopeInvestigation>("scope");
        incident.Part<RecordInterview>("interviews");
        incident.Part<RecordEvidence>("evidence");
        incident.Step<TransferCustody>("evidence/{evidenceId}/custody");
        incident.Step<VerifyEvidence>("evidence/{evidenceId}/verification");
        incident.Part<RecordDecision>("decisions");
        incident.Part<RequestExpertHelp>("expert-help");
        incident.Step<RecordExpertAdvice>("expert-help/{helpId}/advice");
        incident.Part<EscalateIncident>("escalations");
        incident.Step<AcknowledgeEscalation>("escalations/{escalationId}/acknowledgement");
        incident.Part<RecordDataSubjectNotice>("data-subject-notices");
        incident.Part<IdentifyRisk>("risks");
        incident.Step<TreatRisk>("risks/{riskId}/treatment");
        incident.Step<DecideOnDisciplinaryAction>("disciplinary");
        incident.Step<PlanCommunications>("communications-plan");
        incident.Part<RecordCommunication>("communications");
        incident.Part<PutControlInPlace>("controls");
        incident.Step<ReviewControl>("controls/{controlId}/review");
        incident.Step<RuleOutStep>("steps/{point}/ruled-out");
        incident.Part<GiveAdvice>("advice");
        incident.Part<Intervene>("interventions");

        incident.Step<EstablishAwareness>("awareness");
        incident.Part<AssessForIco>("ico-assessments");
        incident.Part<NotifyIco>("ico-notifications");
        incident.Part<RecommendRemedialAction>("remedial-actions");
        incident.Step<CompleteRemedialAction>("remedial-actions/{actionId}/completion");

        incident.Part<SubmitOutcomeReport>("outcome-reports");
        incident.Step<AssessOutcome>("outcome-reports/{number}/assessment");
        incident.Step<ReviewOutcomeReport>("outcome-reports/{number}/review");
        incident.Step<CloseIncident>("closure");
        incident.Step<ReopenIncident>("reopening");

        incident.Part<LinkIncident>("links");
        incident.Part<RaiseDetrimentConcern>("detriment-concerns");
        incident.Step<ResolveDetrimentConcern>("detriment-concerns/{concernId}/resolution");
        incident.Part<StandIn>("stand-ins");
        incident.Part<GrantAccess>("access");

        incident.Beside<PlaceLegalHold>("legal-holds", StepKind.Part);
        incident.Beside<ReleaseLegalHold>("legal-holds/{holdId}/release", StepKind.Step);
        incident.Beside<Erase>("erasures", StepKind.Step);
        incident.Part<RequestReporterIdentity>("reporter-identity/requests");
        incident.Step<DecideOnReporterIdentity>("reporter-identity/requests/{requestId}/decision");
        incident.Part<WriteMessage>("messages");

        incident.AlsoByReceipt<AddDetails>();
        incident.AlsoByReceipt<RecordEvidence>();
        incident.AlsoByReceipt<WriteMessage>();
        incident.AlsoByReceipt<RaiseDetrimentConcern>();

        return incident;
    }
}
