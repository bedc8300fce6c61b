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
            "report", Staff, Headteacher, DeputyHeadteacher, OfficeManager, LineManager, InvestigatingOfficer,
            SeniorLeader, ChairOfGovernors, DataProtectionOfficer, InformationChampion, Integration),
        Duty("anonymous-reports", [], Party.Anybody),
        Duty("imports", OfficeManager),
        Duty("details", [OfficeManager], Party.Reporter, Investigator),
        Duty("corrections", [OfficeManager], Recorder),
        Duty("verification", OfficeManager),
        Duty("classification", OfficeManager),
        Duty("allocation", OfficeManager),
        Duty("allocation/acceptance", [], Allocated),
        Duty("allocation/refusal", [], Allocated),
        Duty(PolicyPack.Investigation, InvestigatingOfficer, LineManager, OfficeManager, Headteacher,
            DeputyHeadteacher, SeniorLeader, ChairOfGovernors, DataProtectionOfficer, InformationChampion,
            Staff)
            .At(Severity.Critical, OfficeManager),
        Duty("engagements", OfficeManager),
        Duty(PolicyPack.Leadership, Headteacher, DeputyHeadteacher, SeniorLeader),
        Duty(PolicyPack.RequiredLeader).At(Severity.Major, Headteacher),
        Duty("scope", [], Allocated, Investigator),
        Duty("interviews", [], Allocated, Investigator),
        Duty("evidence", [OfficeManager], Party.Reporter, Investigator),
        Duty("evidence/custody", [OfficeManager], Party.Reporter, Investigator),
        Duty("evidence/verification", [OfficeManager], Party.Reporter, Investigator),
        Duty("decisions", [OfficeManager, Headteacher], Investigator),
        Duty("expert-help", [OfficeManager], Investigator),
        Duty("expert-help/advice", [OfficeManager], Investigator),
        Duty("escalations",
            [OfficeManager, Headteacher, DeputyHeadteacher, ChairOfGovernors, DataProtectionOfficer],
            Investigator, Leader),
        Duty("escalations/acknowledgement", [], EscalationTarget),
        Duty("data-subject-notices", [OfficeManager], Investigator),
        Duty("risks", [OfficeManager], Investigator),
        Duty("risks/treatment", [OfficeManager], Investigator),
        Duty("disciplinary", [Headteacher], Investigator),
        Duty("communications-plan", [OfficeManager], Investigator),
        Duty("communications", [OfficeManager], Investigator),
        Duty("controls", [OfficeManager], Investigator),
        Duty("controls/review", [OfficeManager], Investigator),
        Duty("steps/ruled-out", [OfficeManager], Investigator),
        Duty("remedial-actions", [OfficeManager], Investigator),
        Duty("remedial-actions/completion", [OfficeManager], Investigator),
        Duty("advice", OfficeManager, Headteacher),
        Duty("interventions", OfficeManager, Headteacher),
        Duty("awareness", OfficeManager, DataProtectionOfficer),
        Duty("ico-assessments", OfficeManager, Headteacher, DataProtectionOfficer),
        Duty("ico-notifications", OfficeManager, Headteacher, DataProtectionOfficer),
        Duty("outcome-reports", [OfficeManager], Investigator),
        Duty("outcome-reports/assessment", OfficeManager),
        Duty("outcome-reports/review", OfficeManager),
        Duty("closure", OfficeManager),
        Duty(PolicyPack.ClosureOfNoIncident, Headteacher),
        Duty("reopening", OfficeManager, Headteacher),
        Duty("links", OfficeManager),
        Duty("detriment-concerns", [], Party.Reporter),
        Duty("detriment-concerns/resolution", Headteacher, ChairOfGovernors),
        Duty("stand-ins", [], NextInOrder),
        Duty("access", OfficeManager, ChairOfGovernors),
        Duty("legal-holds", DataProtectionOfficer),
        Duty("legal-holds/release", DataProtectionOfficer),
        Duty("erasures", DataProtectionOfficer),
        Duty("reporter-identity/requests", [OfficeManager], Investigator),
        Duty("reporter-identity/requests/decision", Headteacher, ChairOfGovernors),
        Duty("messages", [OfficeManager], Party.Reporter, Investigator),
        Duty("policy-exceptions", AnyMember),
        Duty("policy-exceptions/decision", Headteacher),
        Duty("policy-change-proposals", AnyMember),
        Duty("policy-change-proposals/decision", InformationChampion),
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
