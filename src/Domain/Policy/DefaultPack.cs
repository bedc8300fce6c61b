using static Incidents.Domain.Party;
using static Incidents.Domain.Role;

namespace Incidents.Domain;

/// <summary>The policy pack that a new tenant starts with: the template's own duties, with examples
/// where the policy leaves them open (A2, A6, A7). It is adopted as data, by an event; a school that
/// differs adopts another.</summary>
public static partial class DefaultPack
{
    private static readonly ImmutableArray<DutyRow> Template = Duties;

    /// <summary>The template's row for a duty; none for what is no duty.</summary>
    public static DutyRow? RowOf(string duty) => Template.FirstOrDefault(row => row.Duty == duty);

    /// <summary>What a tenant's first pack holds.</summary>
    public static PolicyPack Create() => new(
        Title: "Security incident policy",
        new("1", "Local Governing Board", "Spring 2019", new DateOnly(2023, 3, 31)),
        Points: DefaultPoints.All,
        Duties,
        StandInOrder: [OfficeManager, Headteacher, ChairOfGovernors, DataProtectionOfficer],
        InformationPolicies,
        BreachTypes,
        Calendar,
        Timescales,
        Ladder,
        Notifications,
        Retention,
        ExampleDefaults:
        [
            "informationPolicies", "breachTypes", "calendar", "timescales", "ladder", "notifications",
            "retention",
        ]);

    private static ImmutableArray<DutyRow> Duties =>
    [
        Duty(
            DutyIds.Report, Staff, Headteacher, DeputyHeadteacher, OfficeManager, LineManager,
            InvestigatingOfficer, SeniorLeader, ChairOfGovernors, DataProtectionOfficer,
            InformationChampion, Integration),
        Duty(DutyIds.AnonymousReports, [], Party.Anybody),
        Duty(DutyIds.Imports, OfficeManager),
        Duty(DutyIds.Details, [OfficeManager], Party.Reporter, Investigator),
        Duty(DutyIds.Corrections, [OfficeManager], Recorder),
        Duty(DutyIds.Verification, OfficeManager),
        Duty(DutyIds.Classification, OfficeManager),
        Duty(DutyIds.Allocation, OfficeManager),
        Duty(DutyIds.AllocationAcceptance, [], Allocated),
        Duty(DutyIds.AllocationRefusal, [], Allocated),
        Duty(DutyIds.Investigation, InvestigatingOfficer, LineManager, OfficeManager, Headteacher,
            DeputyHeadteacher, SeniorLeader, ChairOfGovernors, DataProtectionOfficer, InformationChampion,
            Staff)
            .At(Severity.Critical, OfficeManager),
        Duty(DutyIds.Engagements, OfficeManager),
        Duty(DutyIds.Leadership, Headteacher, DeputyHeadteacher, SeniorLeader),
        Duty(DutyIds.RequiredLeader).At(Severity.Major, Headteacher),
        Duty(DutyIds.Scope, [], Allocated, Investigator),
        Duty(DutyIds.Interviews, [], Allocated, Investigator),
        Duty(DutyIds.Evidence, [OfficeManager], Party.Reporter, Investigator),
        Duty(DutyIds.EvidenceCustody, [OfficeManager], Party.Reporter, Investigator),
        Duty(DutyIds.EvidenceVerification, [OfficeManager], Party.Reporter, Investigator),
        Duty(DutyIds.Decisions, [OfficeManager, Headteacher], Investigator),
        Duty(DutyIds.ExpertHelp, [OfficeManager], Investigator),
        Duty(DutyIds.ExpertHelpAdvice, [OfficeManager], Investigator),
        Duty(DutyIds.Escalations,
            [OfficeManager, Headteacher, DeputyHeadteacher, ChairOfGovernors, DataProtectionOfficer],
            Investigator, Leader),
        Duty(DutyIds.EscalationsAcknowledgement, [], EscalationTarget),
        Duty(DutyIds.DataSubjectNotices, [OfficeManager], Investigator),
        Duty(DutyIds.Risks, [OfficeManager], Investigator),
        Duty(DutyIds.RisksTreatment, [OfficeManager], Investigator),
        Duty(DutyIds.Disciplinary, [Headteacher], Investigator),
        Duty(DutyIds.CommunicationsPlan, [OfficeManager], Investigator),
        Duty(DutyIds.Communications, [OfficeManager], Investigator),
        Duty(DutyIds.Controls, [OfficeManager], Investigator),
        Duty(DutyIds.ControlsReview, [OfficeManager], Investigator),
        Duty(DutyIds.StepsRuledOut, [OfficeManager], Investigator),
        Duty(DutyIds.RemedialActions, [OfficeManager], Investigator),
        Duty(DutyIds.RemedialActionsCompletion, [OfficeManager], Investigator),
        Duty(DutyIds.Advice, OfficeManager, Headteacher),
        Duty(DutyIds.Interventions, OfficeManager, Headteacher),
        Duty(DutyIds.Awareness, OfficeManager, DataProtectionOfficer),
        Duty(DutyIds.IcoAssessments, OfficeManager, Headteacher, DataProtectionOfficer),
        Duty(DutyIds.IcoNotifications, OfficeManager, Headteacher, DataProtectionOfficer),
        Duty(DutyIds.OutcomeReports, [OfficeManager], Investigator),
        Duty(DutyIds.OutcomeReportsAssessment, OfficeManager),
        Duty(DutyIds.OutcomeReportsReview, OfficeManager),
        Duty(DutyIds.Closure, OfficeManager),
        Duty(DutyIds.ClosureOfNoIncident, Headteacher),
        Duty(DutyIds.Reopening, OfficeManager, Headteacher),
        Duty(DutyIds.Links, OfficeManager),
        Duty(DutyIds.DetrimentConcerns, [], Party.Reporter),
        Duty(DutyIds.DetrimentConcernsResolution, Headteacher, ChairOfGovernors),
        Duty(DutyIds.StandIns, [], NextInOrder),
        Duty(DutyIds.Access, OfficeManager, ChairOfGovernors),
        Duty(DutyIds.LegalHolds, DataProtectionOfficer),
        Duty(DutyIds.LegalHoldsRelease, DataProtectionOfficer),
        Duty(DutyIds.Erasures, DataProtectionOfficer),
        Duty(DutyIds.ReporterIdentityRequests, [OfficeManager], Investigator),
        Duty(DutyIds.ReporterIdentityRequestsDecision, Headteacher, ChairOfGovernors),
        Duty(DutyIds.Messages, [OfficeManager], Party.Reporter, Investigator),
        Duty(DutyIds.PolicyExceptions, AnyMember),
        Duty(DutyIds.PolicyExceptionsDecision, Headteacher),
        Duty(DutyIds.PolicyChangeProposals, AnyMember),
        Duty(DutyIds.PolicyChangeProposalsDecision, InformationChampion),
    ];

    private static ImmutableArray<Role> AnyMember =>
    [
        Staff, Headteacher, DeputyHeadteacher, OfficeManager, LineManager, InvestigatingOfficer, SeniorLeader,
        ChairOfGovernors, DataProtectionOfficer, InformationChampion,
    ];

    private static ImmutableArray<PackEntry> InformationPolicies =>
    [
        new("acceptable-use", "Acceptable use of information and devices"),
        new("access-control", "Access control and passwords"),
        new("clear-desk", "Clear desk and clear screen"),
        new("data-protection", "Data protection"),
        new("email", "Email and messaging"),
        new("information-handling", "Information handling and classification"),
        new("mobile-and-remote-working", "Mobile and remote working"),
        new("physical-security", "Physical security"),
        new("records-retention", "Records retention and disposal"),
        new("suppliers", "Suppliers and contracts"),
    ];

    private static ImmutableArray<PackEntry> BreachTypes =>
    [
        new("emailed-to-wrong-recipient", "Data emailed to the wrong recipient"),
        new("bcc-not-used", "Failure to use bcc"),
        new("posted-to-wrong-recipient", "Data posted or faxed to the wrong recipient"),
        new("paperwork-lost-or-stolen", "Loss or theft of paperwork or data left in an insecure place"),
        new("device-lost-or-stolen-unencrypted", "Loss or theft of an unencrypted device"),
        new("device-lost-or-stolen-encrypted", "Loss or theft of an encrypted device"),
        new("verbal-disclosure", "Verbal disclosure of personal data"),
        new("insecure-disposal-paper", "Insecure disposal of paperwork"),
        new("insecure-disposal-hardware", "Insecure disposal of hardware"),
        new("failure-to-redact", "Failure to redact"),
        new("unauthorised-access", "Unauthorised access"),
        new("phishing", "Phishing"),
        new("malware", "Malware"),
        new("ransomware", "Ransomware"),
        new("password-guessed", "Guessed or brute-forced password"),
        new("misconfiguration", "Hardware or software misconfiguration"),
        new("published-in-error", "Data published in error"),
        new("other", "Other"),
    ];

    private static DutyRow Duty(string duty, params ImmutableArray<Role> roles) => new(duty, new(roles, []));

    private static DutyRow Duty(
        string duty, ImmutableArray<Role> roles, params ImmutableArray<Party> parties) =>
        new(duty, new(roles, parties));

    private static DutyRow At(this DutyRow row, Severity severity, params ImmutableArray<Role> roles) =>
        row with
        {
            BySeverity = (row.BySeverity ?? ImmutableDictionary<Severity, Holders>.Empty)
                .Add(severity, new(roles, [])),
        };
}
