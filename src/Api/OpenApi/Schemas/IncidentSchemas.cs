using System.Collections.Immutable;
using Incidents.Application.Details;
using Incidents.Application.Reporting;
using Incidents.Domain;
using Microsoft.OpenApi;
using static Incidents.Api.OpenApi.Schemas.AnswerSchemas;

namespace Incidents.Api.OpenApi.Schemas;

/// <summary>A member that a step gives the incident.</summary>
/// <param name="Name">The step's path in camelCase.</param>
/// <param name="Schema">Of the step, or of each of its parts.</param>
internal sealed record StepMember(string Name, IOpenApiSchema Schema, bool IsList);

/// <summary>Schemas of an incident as its reader sees it.</summary>
internal sealed class IncidentSchemas(Book book)
{
    /// <summary>What the report's event says otherwise than the incident.</summary>
    private static readonly ImmutableHashSet<string> NotOfReport =
        ["reference", "kind", "title", "pack", "breachType"];

    /// <summary>The one list of parts that stands a step deeper.</summary>
    private const string IdentityRequests = "reporter-identity/requests";

    /// <summary>The incident: what was reported, where it stands, and a member for each step that has been
    /// taken.</summary>
    public OpenApiSchemaReference Incident() => book.Named("Incident", () =>
    {
        var schema = Object([.. Common(), .. Members().Select(Optional)]);
        schema.Description = "An incident: what was reported, where it stands, and a member for each step "
            + "that has been taken, named as the step's path. Whoever sees only their own report sees only "
            + "what they recorded.";

        return schema;
    });

    /// <summary>What a part of an incident is read as.</summary>
    /// <param name="part">The name of the list in the path.</param>
    public IOpenApiSchema Part(string part) => part == IdentityRequests
        ? IdentityRequest()
        : Members().FirstOrDefault(member => member.Name == MemberOf(part))?.Schema
        ?? throw new InvalidOperationException($"No schema is known for the parts {part}.");

    /// <summary>A path as a member's name: <c>ico-assessments</c> is <c>icoAssessments</c>.</summary>
    public static string MemberOf(string path) => Words.CamelCase(string.Concat(
        path.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])));

    private static AnswerMember Optional(StepMember step) =>
        new(step.Name, step.IsList ? List(step.Schema) : step.Schema, IsAlwaysThere: false);

    private IEnumerable<AnswerMember> Common()
    {
        var report = book.Answers.MembersOf(typeof(IncidentReported)).ToDictionary(member => member.Name);

        return
        [
            new("incidentId", Id(), true),
            report["reference"],
            new("version", Version(), true),
            new("status", book.Vocabulary(typeof(IncidentStatus)), true),
            report["kind"],
            new("severity", book.Vocabulary(typeof(Severity)), false),
            report["title"],
            new("reportedAt", Instant(), true),
            new("policyPack", book.Answers.Of(typeof(PackPin)), true),
            .. report.Values.Where(member => !NotOfReport.Contains(member.Name)),
            new("breachType", BreachType(), false),
            new("completeness", Completeness(), true),
            new("questions", Questions(), true),
        ];
    }

    private static OpenApiSchema BreachType() => new()
    {
        Type = JsonSchemaType.String | JsonSchemaType.Null,
        Description = "One of the pack's breach types; null: the classification leaves it open.",
    };

    /// <summary>How much has been said, in percent.</summary>
    public static OpenApiSchema Completeness() => new()
    {
        Type = JsonSchemaType.Integer,
        Minimum = "0",
        Maximum = "100",
        Description = "The share of the optional facts that are answered, in percent.",
    };

    /// <summary>What is still asked.</summary>
    public OpenApiSchema Questions() => List(book.Answers.Of(typeof(OpenQuestion)));

    private ImmutableArray<StepMember> Members() =>
    [
        One("import", Step("Import").Of(typeof(IncidentImported))
            .Without([.. ImportDetails.OfReports, "reference", "pack", "reportedBy"])),
        Many("details", Step("Details").Of(typeof(DetailsAdded))),
        Many("corrections", Step("Correction").Of(typeof(RecordCorrected))),
        One("verification", Step("Verification").Of(typeof(DetailsVerified))),
        One("classification", Step("Classification")
            .Of(typeof(IncidentClassified), typeof(IncidentReclassified))),
        One("allocation", Allocation()),
        Many("engagements", Part("Engagement", "engagementId", "leaderId", "name", "role")
            .Of(typeof(LeaderEngaged)).With("leader", Assigned())),
        One("scope", Step("Scope").Of(typeof(InvestigationScoped))),
        Many("interviews", Part("Interview", "interviewId", "personId", "name", "position")
            .Of(typeof(InterviewRecorded)).With("person", Interviewed())),
        Many("evidence", Part("Evidence", "evidenceId").Of(typeof(EvidenceRecorded))
            .Later("custody", List(Custody()))
            .Later("verification", Since("EvidenceVerification", "evidenceId")
                .Of(typeof(EvidenceVerified), typeof(EvidenceFoundAltered))
                .With("asRecorded", YesNo()).Written())
            .Later("scan", Since("EvidenceScan", "evidenceId")
                .Of(typeof(EvidenceScanDeferred), typeof(EvidenceFoundClean), typeof(EvidenceQuarantined))
                .With("state", book.Vocabulary(typeof(ScanState))).Written())),
        Many("decisions", Part("Decision", "decisionId").Of(typeof(DecisionRecorded))),
        Many("expertHelp", Part("ExpertHelp", "helpId").Of(typeof(ExpertHelpRequested))
            .Later("advice", Since("ExpertAdvice", "helpId").Of(typeof(ExpertAdviceReceived)).Written())),
        Many("escalations", Part("Escalation", "escalationId").Of(typeof(IncidentEscalated))
            .Later("acknowledgement", Since("Acknowledgement", "escalationId")
                .Of(typeof(EscalationAcknowledged)).Written())),
        Many("steps", Step("RuledOutStep").Of(typeof(StepRuledOut)).By(Plain("The point of the policy."))
            .With("ruledOut", YesNo())),
        Many("risks", Part("Risk", "riskId").Of(typeof(RiskIdentified))
            .Later("treatment", Since("RiskTreatment", "riskId").Of(typeof(RiskTreated)).Written())),
        One("disciplinary", Step("DisciplinaryDecision")
            .Of(typeof(DisciplinaryActionCommenced), typeof(DisciplinaryActionDeclined))
            .With("commenced", YesNo())),
        One("communicationsPlan", Step("CommunicationsPlan").Of(typeof(CommunicationsPlanned))),
        Many("communications", Part("Communication", "communicationId").Of(typeof(CommunicationSent))),
        Many("controls", Part("Control", "controlId").Of(typeof(ControlPutInPlace))
            .Later("review", Since("ControlReview", "controlId").Of(typeof(ControlReviewed)).Written())),
        Many("advice", Part("Advice", "adviceId").Of(typeof(AdviceGiven))),
        Many("interventions", Part("Intervention", "interventionId").Of(typeof(OverseerIntervened))),
        One("awareness", Step("Awareness").Of(typeof(BreachAwarenessEstablished))),
        Many("icoAssessments", Part("IcoAssessment", "assessmentId").Of(typeof(IcoAssessed))),
        Many("icoNotifications", Part("IcoNotification", "notificationId")
            .Of(typeof(IcoNotified), typeof(IcoNotificationSupplemented)).With("supplements", YesNo())),
        Many("dataSubjectNotices", Part("DataSubjectNotice", "noticeId")
            .Of(typeof(DataSubjectsInformed), typeof(DataSubjectsNotInformed)).With("informed", YesNo())),
        Many("remedialActions", Part("RemedialAction", "actionId").Of(typeof(RemedialActionRecommended))
            .Later("completion", Since("Completion", "actionId")
                .Of(typeof(RemedialActionCompleted)).Written())),
        Many("outcomeReports", OutcomeReport(Step("OutcomeReport"))),
        Many("links", Part("Link", "linkId", "otherId").Of(typeof(IncidentLinked)).With("incidentId", Id())),
        Many("detrimentConcerns", Part("DetrimentConcern", "concernId").Of(typeof(DetrimentConcernRaised))
            .Later("resolution", Since("DetrimentResolution", "concernId")
                .Of(typeof(DetrimentConcernResolved)).Written())),
        One("closure", Step("Closure").Of(typeof(IncidentClosed))),
        One("reopening", Step("Reopening").Of(typeof(IncidentReopened))),
        Many("standIns", Part("StandIn", "standInId").Of(typeof(DutyStoodIn))),
        Many("access", Part("Access", "accessId").Of(typeof(AccessGranted))),
        new("reporterIdentity", book.Named("IncidentReporterIdentity",
            () => Object(new AnswerMember("requests", List(IdentityRequest()), true))), IsList: false),
        Many("messages", Part("Message", "messageId").Of(typeof(ReporterAsked), typeof(ReporterAnswered))
            .With("from", book.Vocabulary(typeof(MessageFrom)))),
        Many("legalHolds", LegalHold("LegalHold")),
        One("erasure", Step("Erasure").Of(typeof(IncidentErased))),
        Many("timescales", Step("Timescale").Of(typeof(TimescaleWarned), typeof(TimescaleMissed))
            .With("missed", YesNo())),
    ];

    /// <summary>A legal hold; where it is read by itself, with the incident that it is on.</summary>
    public StepSchema LegalHold(string name) => Part(name, "holdId").Of(typeof(LegalHoldPlaced))
        .Later("release", Since("LegalHoldRelease", "holdId").Of(typeof(LegalHoldReleased)).Written());

    private OpenApiSchemaReference Custody() => Step("Custody").Of(typeof(EvidenceCustodyTransferred))
        .Without("evidenceId", "toId", "name", "position")
        .With("to", Object(
            new("personId", Id(), true), new("name", book.Answers.OpenText(), true),
            new("position", book.Answers.OpenText(), false)))
        .Written();

    private OpenApiSchemaReference IdentityRequest() => Part("IdentityRequest", "requestId")
        .Of(typeof(ReporterIdentityRequested))
        .Later("decision", Since("IdentityDecision", "requestId")
            .Of(typeof(ReporterIdentityDisclosed), typeof(ReporterIdentityWithheld))
            .With("disclosed", YesNo()).Written())
        .Written();

    private StepSchema Allocation() => Step("Allocation")
        .Of(typeof(InvestigationAllocated), typeof(InvestigationTakenOver))
        .Without("investigatorId", "name")
        .Later("investigator", Assigned())
        .Later("acceptance", Step("AllocationAcceptance").Of(typeof(AllocationAccepted)).Written())
        .Later("refusal", Step("AllocationRefusal").Of(typeof(AllocationDeclined)).Written());

    /// <summary>An outcome report with the record that it stands on.</summary>
    public OpenApiSchemaReference OutcomeReportDocument() =>
        OutcomeReport(new(book, "OutcomeReportDocument")).With("incident", Incident()).Written();

    private StepSchema OutcomeReport(StepSchema named) => named.Of(typeof(OutcomeReportSubmitted))
        .By(WholeNumber(large: false))
        .Without("number", "authorId", "authorRoles")
        .With("author", Object(
            new("personId", Id(), true), new("roles", List(book.Vocabulary(typeof(Role))), true)))
        .Later("assessment", Since("OutcomeAssessment", "number").Of(typeof(OutcomeAssessed)).Written())
        .Later("review", Since("OutcomeReview", "number")
            .Of(typeof(OutcomeReportAccepted), typeof(OutcomeReportReturned))
            .With("accepted", YesNo()).Written());

    private OpenApiSchemaReference Assigned() => book.Named("AssignedPerson", () => Object(
        new("personId", Id(), true), new("name", book.Answers.OpenText(), true),
        new("role", book.Vocabulary(typeof(Role)), true)));

    private OpenApiSchemaReference Interviewed() => book.Named("InterviewedPerson", () => Object(
        new("personId", Id(), true), new("name", book.Answers.OpenText(), true),
        new("role", book.Answers.OpenText(), false)));

    private static StepMember One(string name, StepSchema step) => new(name, step.Written(), IsList: false);

    private static StepMember Many(string name, StepSchema step) => new(name, step.Written(), IsList: true);

    private StepSchema Step(string name) => new(book, $"Incident{name}");

    private StepSchema Part(string name, string id, params string[] without) =>
        Step(name).By(Id()).Without([id, .. without]);

    private StepSchema Since(string name, string without) => Step(name).Without(without);
}
