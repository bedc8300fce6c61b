using static Incidents.Domain.Party;
using static Incidents.Domain.Role;
using static Incidents.Domain.Severity;

namespace Incidents.Domain;

public static partial class DefaultPack
{
    /// <summary>Examples, because the county's procedures are not public (A2); only the 72 hours are law (UK
    /// GDPR Art 33(1)).</summary>
    private static ImmutableArray<Timescale> Timescales =>
    [
        new(DutyIds.Classification, Clock.Working, From: DutyIds.Report, WorkingDays: 1),
        new(DutyIds.Allocation, Clock.Working, From: DutyIds.Classification, WorkingDays: 1),
        new(DutyIds.OutcomeReports, Clock.Working, From: DutyIds.Allocation, Minor, WorkingDays: 20),
        new(DutyIds.OutcomeReports, Clock.Working, From: DutyIds.Allocation, Moderate, WorkingDays: 10),
        new(DutyIds.OutcomeReports, Clock.Working, From: DutyIds.Allocation, Major, WorkingDays: 10),
        new(DutyIds.OutcomeReports, Clock.Working, From: DutyIds.Allocation, Critical, WorkingDays: 5),
        new(DutyIds.OutcomeReportsReview, Clock.Working, From: DutyIds.OutcomeReports, WorkingDays: 5),
        new(DutyIds.IcoAssessments, Clock.Elapsed, From: DutyIds.Awareness, Hours: 24),
        new(DutyIds.IcoNotifications, Clock.Elapsed, From: DutyIds.Awareness, Hours: 72),
        new(DutyIds.RemedialActionsCompletion, Clock.Working, From: DutyIds.RemedialActions, AtDueDate: true),
        new(DutyIds.ControlsReview, Clock.Working, From: DutyIds.Controls, AtDueDate: true),
    ];

    private static ImmutableArray<Rung> Ladder =>
    [
        new("warned", RungAction.Warn, To: [], AtPercent: 75),
        new("missed", RungAction.Escalate, To: [Headteacher], AtPercent: 100),
        new("still-missed", RungAction.Escalate, To: [ChairOfGovernors, DataProtectionOfficer],
            WorkingDaysAfter: 1),
    ];

    private static NotificationRules Notifications => new(
        [
            Tell("incidentReported", OfficeManager),
            Tell("detailsAdded", [], Investigator),
            Tell("incidentClassified", Headteacher).At(Major).Now(),
            Tell("incidentClassified", Headteacher, ChairOfGovernors, DataProtectionOfficer).At(Critical)
                .Now(),
            Tell("incidentReclassified", [Headteacher], Investigator).At(Major).Now(),
            Tell("incidentReclassified", [Headteacher, ChairOfGovernors, DataProtectionOfficer], Investigator)
                .At(Critical).Now(),
            Tell("investigationAllocated", [], Allocated),
            Tell("investigationTakenOver", [OfficeManager], Allocated).Now(),
            Tell("allocationAccepted", OfficeManager),
            Tell("allocationDeclined", OfficeManager).Now(),
            Tell("leaderEngaged", [], Leader),
            Tell("evidenceFoundAltered", OfficeManager).Now(),
            Tell("evidenceQuarantined", [OfficeManager], Investigator),
            Tell("expertAdviceReceived", [], Investigator),
            Tell("incidentEscalated", [], EscalationTarget).Now(),
            Tell("timescaleMissed", [OfficeManager], Investigator),
            Tell("adviceGiven", [], Investigator),
            Tell("overseerIntervened", [OfficeManager], Investigator).Now(),
            Tell("breachAwarenessEstablished", Headteacher, DataProtectionOfficer).Now(),
            Tell("icoAssessed", Headteacher, DataProtectionOfficer).Now(),
            Tell("icoNotified", Headteacher, ChairOfGovernors, DataProtectionOfficer),
            Tell("icoNotificationSupplemented", DataProtectionOfficer),
            Tell("dataSubjectsInformed", Headteacher, DataProtectionOfficer),
            Tell("detrimentConcernRaised", Headteacher, ChairOfGovernors).Now(),
            Tell("reporterIdentityRequested", Headteacher, ChairOfGovernors),
            Tell("reporterAnswered", [OfficeManager], Investigator),
            Tell("outcomeReportSubmitted", OfficeManager),
            Tell("outcomeReportReturned", [], Investigator),
            Tell("dutyStoodIn", OfficeManager, Headteacher),
            Tell("accessGranted", Headteacher, ChairOfGovernors),
            Tell("incidentClosed", [], Party.Reporter, Investigator),
            Tell("incidentReopened", [Headteacher], Party.Reporter, Investigator),
            Tell("legalHoldPlaced", Headteacher, OfficeManager),
            Tell("incidentErased", Headteacher, OfficeManager),
            Tell("policyExceptionRequested", Headteacher),
            Tell("policyExceptionApproved", [OfficeManager], Party.Reporter),
            Tell("policyExceptionRefused", [], Party.Reporter),
            Tell("policyExceptionExpired", [Headteacher, OfficeManager], Party.Reporter),
            Tell("policyChangeProposed", InformationChampion),
            Tell("policyChangeAgreed", [], Party.Reporter),
            Tell("policyChangeDeclined", [], Party.Reporter),
            Tell("apiKeyMade", Headteacher),
            Tell("webhookMade", Headteacher),
            Tell("personErased", Headteacher),
            Tell("policyPackAdopted", Headteacher, OfficeManager, ChairOfGovernors),
        ],
        new QuietHours(new(18, 0), new(7, 0)));

    private static ImmutableArray<RetentionRule> Retention =>
    [
        new("near-misses", Months: 36, RetentionStart.Closure, IncidentKind.NearMiss),
        new("critical", Months: 84, RetentionStart.LastRecord, Severity: Critical),
        new("major", Months: 84, RetentionStart.LastRecord, Severity: Major),
        new("others", Months: 36, RetentionStart.LastRecord),
    ];

    private static NotificationRow Tell(string @event, params ImmutableArray<Role> roles) =>
        new(@event, new(roles, []));

    private static NotificationRow Tell(
        string @event, ImmutableArray<Role> roles, params ImmutableArray<Party> parties) =>
        new(@event, new(roles, parties));

    private static NotificationRow At(this NotificationRow row, params ImmutableArray<Severity> severities) =>
        row with { Severities = severities };

    private static NotificationRow Now(this NotificationRow row) => row with { Urgent = true };
}
