using System.Reflection;

namespace Incidents.Domain;

/// <summary>A rule that can refuse.</summary>
/// <param name="Code">Stable name, the <c>code</c> of the problem.</param>
/// <param name="Point">The policy point it rests on; none where the duty or the
/// reference itself says it.</param>
/// <param name="Meaning">What the rule asks for, for whoever reads about it.</param>
public sealed record Rule(string Code, string? Point, string Meaning, RefusalKind Kind = RefusalKind.Rule)
{
    /// <summary>The rule says no, here and now.</summary>
    /// <param name="detail">A sentence that says what to do; never a personal datum.</param>
    public Refusal Refuses(string detail) => new(this, Point, detail);

    /// <summary>The rule says no to a reference that stands in the path instead of the body.</summary>
    public Refusal RefusesPath(string detail) =>
        new(this, Point, detail) { Kind = RefusalKind.NotThere };

    /// <summary>The rule says no by another point than its usual one.</summary>
    public Refusal Refuses(string detail, string point) => new(this, point, detail);
}

/// <summary>Every rule that can refuse, in the order of an incident's life.</summary>
public static class Rules
{
    public static readonly Rule ConflictOfInterest = new("conflict-of-interest", Why6,
        "Whoever reported an incident, saw it or is affected by it does not investigate it, and nobody "
        + "handles an incident that is about them.", RefusalKind.Duty);

    public static readonly Rule NotYourDuty = new("not-your-duty", null,
        "The policy gives each step to certain roles, and the school's policy pack says to which.",
        RefusalKind.Duty);

    public static readonly Rule IncidentClosed = new("incident-closed", Must5,
        "A closed incident takes no further steps until it is reopened.");

    public static readonly Rule NotClassified = new("not-classified", How5a,
        "An incident is classified before it is allocated and before its outcome is reported.");

    public static readonly Rule NotAllocated = new("not-allocated", How4c,
        "An investigation has been allocated and accepted before its results are recorded.");

    public static readonly Rule CriticalNeedsOfficeManager = new("critical-needs-office-manager", How6a,
        "A critical incident is investigated by the holder of that duty, by default the office manager.");

    public static readonly Rule HeadteacherNotEngaged = new("headteacher-not-engaged", How6b,
        "A major incident is worked on with the holder of that duty, by default the headteacher, who is "
            + "engaged before it is allocated.");

    public static readonly Rule InvestigatorNotIndependent = new("investigator-not-independent", Why6,
        "The investigator is neither the reporter nor among the people involved, witnesses or affected.");

    public static readonly Rule ChecklistIncomplete = new("checklist-incomplete", How3k,
        "Each step of how-3a to how-3j is done, or ruled out with a reason, before the outcome report.");

    public static readonly Rule AwarenessNotEstablished = new("awareness-not-established", How6c,
        "When the school became aware of a personal data breach is recorded first: UK GDPR Art 33(1) counts "
            + "from it.");

    public static readonly Rule ReasonsForDelayRequired = new("reasons-for-delay-required", How6c,
        "A notification later than 72 hours after awareness gives the reasons for the delay (UK GDPR "
            + "Art 33(1)).");

    public static readonly Rule AlreadyNotified = new("already-notified", How6c,
        "The ICO is notified once; what becomes known later is a supplement (UK GDPR Art 33(4)).");

    public static readonly Rule ReviewerNotIndependent = new("reviewer-not-independent", Why6,
        "Whoever wrote the outcome report, or investigated, does not assess, accept or close it.");

    public static readonly Rule ReportSuperseded = new("report-superseded", How5e,
        "Only the latest outcome report is assessed and reviewed.");

    public static readonly Rule NotNotified = new("not-notified", How6c,
        "A supplement follows a notification.");

    public static readonly Rule AwarenessImpossible = new("awareness-impossible", How6c,
        "The school became aware neither before the discovery nor in the future.");

    public static readonly Rule EvidenceHashMismatch = new("evidence-hash-mismatch", How3c,
        "The file that arrived has the SHA-256 that its sender stated.", RefusalKind.Reference);

    public static readonly Rule EvidenceAltered = new("evidence-altered", How3c,
        "A file of evidence is handed out as it was kept; one that is missing or was altered is not.");

    public static readonly Rule EvidenceNotScanned = new("evidence-not-scanned", How3c,
        "Where files are looked through for malware, one is handed out after it has been.");

    public static readonly Rule EvidenceInQuarantine = new("evidence-quarantined", How3c,
        "A file of evidence in which malware was found is handed out to nobody.");

    public static readonly Rule OutcomeNotSubmitted = new("outcome-not-submitted", How5e,
        "An outcome report is submitted before it is assessed, reviewed and closed on.");

    public static readonly Rule OutcomeNotAssessed = new("outcome-not-assessed", How5e,
        "The outcome is assessed (how-4d) before its report is reviewed.");

    public static readonly Rule OutcomeNotAccepted = new("outcome-not-accepted", How5e,
        "The outcome report is accepted before the incident is closed.");

    public static readonly Rule IcoNotAssessed = new("ico-not-assessed", How6c,
        "A major or critical incident, and any with personal data, is assessed for the ICO after its "
        + "last change of severity, kind or personal data.");

    public static readonly Rule PersonalDataUnknown = new("personal-data-unknown", How6c,
        "Whether personal data is involved is found out before the incident is closed.");

    public static readonly Rule RemedialActionMissing = new("remedial-action-missing", How6d,
        "A major or critical incident ends with a remedial action, or with the reason why none is "
            + "called for.");

    public static readonly Rule IcoNotNotified = new("ico-not-notified", How6c,
        "Where the decision is to notify the ICO, that is done before closing.");

    public static readonly Rule DataSubjectsNotDecided = new("data-subjects-not-decided", How3f,
        "Where the risk to people is high they are informed, or an exemption of UK GDPR Art 34(3) is "
            + "recorded.");

    public static readonly Rule EscalationUnacknowledged = new("escalation-unacknowledged", How3e,
        "Every escalation that a person made is acknowledged before closing.");

    public static readonly Rule RemedialActionUnowned = new("remedial-action-unowned", How6d,
        "Every remedial action is completed, or has an owner and a due date.");

    public static readonly Rule IdentityRequestByDecider = new("identity-request-by-decider", How1,
        "Whoever asks for a reporter's identity does not decide on it.");

    public static readonly Rule AnonymousReporter = new("anonymous-reporter", How1,
        "The identity of an anonymous reporter was never taken; ask them by a message instead.");

    public static readonly Rule DetrimentOpen = new("detriment-open", How1,
        "Every concern that the reporter suffers for having reported is resolved before closing.");

    public static readonly Rule ClosureBlocked = new("closure-blocked", How5e,
        "Several things stand in the way of closing; the problem lists each with its point.");

    public static readonly Rule StepCannotBeRuledOut = new("step-cannot-be-ruled-out", How3,
        "how-3h has its own record of why not, and how-3k is always done.");

    public static readonly Rule NotCorrectable = new("not-correctable", How3c,
        "A correction changes what an event tells; what was decided is decided again, by its own command.");

    public static readonly Rule DuplicateOfDuplicate = new("duplicate-of-duplicate", Why1,
        "A duplicate is linked to the incident that is worked on, not to another duplicate.");

    public static readonly Rule NoSuchVersion = new("no-such-version", null,
        "A correction names an event of this incident by its version.", RefusalKind.Reference);

    public static readonly Rule NoSuchIncident = new("no-such-incident", null,
        "A link names another incident that its sender sees.", RefusalKind.Reference);

    public static readonly Rule AlreadyDecided = new("already-decided", Exc,
        "A request for an exception and a proposal to change the policy are decided on once.");

    public static readonly Rule NoSuchPoint = new("no-such-point", null,
        "Points of the policy are named by their ids in the policy pack.", RefusalKind.Reference);

    public static readonly Rule UnknownPolicy = new("unknown-policy", null,
        "Information policies are named by their ids in the policy pack.", RefusalKind.Reference);

    public static readonly Rule NoSuchBreachType = new("no-such-breach-type", null,
        "Breach types are named by their ids in the policy pack.", RefusalKind.Reference);

    public static readonly Rule UnknownStep = new("unknown-step", null,
        "The steps that can be ruled out are points of how-3.", RefusalKind.NotThere);

    public static readonly Rule LegalHold = new("legal-hold", Ref,
        "What is under a legal hold is not erased, nor are the people who have a part in it (UK GDPR "
            + "Art 17(3)(e)).");

    public static readonly Rule IncidentOpen = new("incident-open", Must5,
        "An incident is erased only after it was closed.");

    public static readonly Rule RetentionNotOver = new("retention-not-over", Must5,
        "An incident is kept for the time that the policy pack states before it is erased.");

    public static readonly Rule IncidentErased = new("incident-erased", Ref,
        "An erased incident takes no further steps: its key is destroyed, and nothing can be sealed "
            + "under it (UK GDPR Art 17).");

    public static readonly Rule NoSuchLegalHold = new("no-such-legal-hold", null,
        "The path names a legal hold.", RefusalKind.NotThere);

    public static readonly Rule NoSuchPerson = new("no-such-person", null,
        "A person is named by the id that the events give.", RefusalKind.Reference);

    public static readonly Rule NoSuchDuty = new("no-such-duty", null,
        "A duty is named as in the policy pack.", RefusalKind.Reference);

    public static readonly Rule NoSuchEscalation = new("no-such-escalation", null,
        "The path names an escalation of this incident.", RefusalKind.NotThere);

    public static readonly Rule NoSuchExpertHelp = new("no-such-expert-help", null,
        "The path names a request for expert help of this incident.", RefusalKind.NotThere);

    public static readonly Rule NoSuchRisk = new("no-such-risk", null,
        "The path names a risk of this incident.", RefusalKind.NotThere);

    public static readonly Rule NoSuchControl = new("no-such-control", null,
        "The path names a control of this incident.", RefusalKind.NotThere);

    public static readonly Rule NoSuchRemedialAction = new("no-such-remedial-action", null,
        "The path names a remedial action of this incident.", RefusalKind.NotThere);

    public static readonly Rule NoSuchIdentityRequest = new("no-such-identity-request", null,
        "The path names a request for the reporter's identity on this incident.", RefusalKind.NotThere);

    public static readonly Rule NoSuchOutcomeReport = new("no-such-outcome-report", null,
        "The path names an outcome report of this incident by its number.", RefusalKind.NotThere);

    public static readonly Rule NoSuchEvidence = new("no-such-evidence", null,
        "Evidence is named by its id, and belongs to this incident.", RefusalKind.Reference);

    public static readonly Rule NoSuchDetrimentConcern = new("no-such-detriment-concern", null,
        "The path names a concern about detriment of this incident.", RefusalKind.NotThere);

    /// <summary>All of them.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        .. typeof(Rules).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(Rule))
            .Select(field => (Rule)field.GetValue(null)!),
    ];
}
