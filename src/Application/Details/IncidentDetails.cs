using System.Text.Json.Nodes;
using Incidents.Application.History;
using Incidents.Domain;

namespace Incidents.Application.Details;

/// <summary>An incident as its reader sees it: what was reported, where it stands, and a member for
/// each step that has been taken, named as the step's path. Each shows the event as it was
/// recorded, with its version.</summary>
public static class IncidentDetails
{
    /// <summary>The lists that details added later are appended to; any other member they
    /// replace.</summary>
    private static readonly string[] AppendedLists =
        ["peopleInvolved", "concernsRoles", "systemsInvolved", "informationPolicies"];

    /// <summary>The incident from its opened events.</summary>
    public static JsonObject From(IncidentReading reading)
    {
        var view = new JsonObject();
        foreach (var e in Corrections.Applied(reading.Events))
            Show(view, e);

        Settle(view, reading.Incident);
        if (reading.Events.Count > 0)
        {
            var completeness = Completeness.Of(reading.Events.Select(e => e.Data));
            view["completeness"] = completeness.Percent;
            view["questions"] = new JsonArray([.. completeness.Questions.Select(question => new JsonObject
            {
                ["field"] = question.Field,
                ["question"] = question.Question,
            })]);
        }

        return view;
    }

    /// <summary>What an event changes in the view.</summary>
    public static void Show(JsonObject view, OpenedEvent e)
    {
        switch (e.Data)
        {
            case IncidentReported x: Report(view, e, x.Reporter); break;
            case IncidentImported: ImportDetails.Show(view, Step(e)); break;
            case DetailsAdded: AddDetails(view, e); break;
            case RecordCorrected: List(view, "corrections").Add(Step(e)); break;
            case DetailsVerified: view["verification"] = Step(e); break;
            case IncidentClassified or IncidentReclassified: Classify(view, e); break;
            case InvestigationTakenOver: view["allocation"] = Step(e); break;
            case InvestigationAllocated: view["allocation"] = Allocation(e); break;
            case AllocationAccepted: Child(view, "allocation")["acceptance"] = Step(e); break;
            case AllocationDeclined: Child(view, "allocation")["refusal"] = Step(e); break;
            case LeaderEngaged x:
                Add(view, "engagements", Engagement(e), x.EngagementId, "engagementId"); break;
            case InvestigationScoped: view["scope"] = Step(e); break;
            case InterviewRecorded x:
                Add(view, "interviews", Interview(e), x.InterviewId, "interviewId"); break;
            case EvidenceRecorded x: Add(view, "evidence", Step(e), x.EvidenceId, "evidenceId"); break;
            case EvidenceCustodyTransferred x:
                List(Part(view, "evidence", x.EvidenceId), "custody").Add(Custody(e)); break;
            case EvidenceVerified x:
                Part(view, "evidence", x.EvidenceId)["verification"] = Verification(e, asRecorded: true);
                break;
            case EvidenceFoundAltered x:
                Part(view, "evidence", x.EvidenceId)["verification"] = Verification(e, asRecorded: false);
                break;
            case EvidenceScanDeferred x: Scan(view, e, x.EvidenceId, ScanState.NotYetScanned); break;
            case EvidenceFoundClean x: Scan(view, e, x.EvidenceId, ScanState.Clean); break;
            case EvidenceQuarantined x: Scan(view, e, x.EvidenceId, ScanState.Quarantined); break;
            case DecisionRecorded x: Add(view, "decisions", Step(e), x.DecisionId, "decisionId"); break;
            case ExpertHelpRequested x: Add(view, "expertHelp", Step(e), x.HelpId, "helpId"); break;
            case ExpertAdviceReceived x:
                Part(view, "expertHelp", x.HelpId)["advice"] = Step(e, without: "helpId"); break;
            case IncidentEscalated x:
                Add(view, "escalations", Step(e), x.EscalationId, "escalationId"); break;
            case EscalationAcknowledged x:
                Part(view, "escalations", x.EscalationId)["acknowledgement"] = Step(
                    e, without: "escalationId"); break;
            case StepRuledOut x: AddStep(view, e, x.Point); break;
            case RiskIdentified x: Add(view, "risks", Step(e), x.RiskId, "riskId"); break;
            case RiskTreated x:
                Part(view, "risks", x.RiskId)["treatment"] = Step(e, without: "riskId"); break;
            case DisciplinaryActionCommenced: view["disciplinary"] = Disciplinary(e, commenced: true); break;
            case DisciplinaryActionDeclined: view["disciplinary"] = Disciplinary(e, commenced: false); break;
            case CommunicationsPlanned: view["communicationsPlan"] = Step(e); break;
            case CommunicationSent x:
                Add(view, "communications", Step(e), x.CommunicationId, "communicationId"); break;
            case ControlPutInPlace x: Add(view, "controls", Step(e), x.ControlId, "controlId"); break;
            case ControlReviewed x:
                Part(view, "controls", x.ControlId)["review"] = Step(e, without: "controlId"); break;
            case AdviceGiven x: Add(view, "advice", Step(e), x.AdviceId, "adviceId"); break;
            case OverseerIntervened x:
                Add(view, "interventions", Step(e), x.InterventionId, "interventionId"); break;
            case BreachAwarenessEstablished: view["awareness"] = Step(e); break;
            case IcoAssessed x: Add(view, "icoAssessments", Step(e), x.AssessmentId, "assessmentId"); break;
            case IcoNotified x:
                Add(view, "icoNotifications", Notice(e, supplements: false), x.NotificationId,
                    "notificationId"); break;
            case IcoNotificationSupplemented x:
                Add(view, "icoNotifications", Notice(e, supplements: true), x.NotificationId,
                    "notificationId"); break;
            case DataSubjectsInformed x:
                Add(view, "dataSubjectNotices", Informed(e, informed: true), x.NoticeId, "noticeId"); break;
            case DataSubjectsNotInformed x:
                Add(view, "dataSubjectNotices", Informed(e, informed: false), x.NoticeId, "noticeId"); break;
            case RemedialActionRecommended x:
                Add(view, "remedialActions", Step(e), x.ActionId, "actionId"); break;
            case RemedialActionCompleted x:
                Part(view, "remedialActions", x.ActionId)["completion"] = Step(e, without: "actionId"); break;
            case DutyStoodIn x: Add(view, "standIns", Step(e), x.StandInId, "standInId"); break;
            case AccessGranted x: Add(view, "access", Step(e), x.AccessId, "accessId"); break;
            case IncidentLinked x: Add(view, "links", Link(e), x.LinkId, "linkId"); break;
            case DetrimentConcernRaised x:
                Add(view, "detrimentConcerns", Step(e), x.ConcernId, "concernId"); break;
            case DetrimentConcernResolved x:
                Part(view, "detrimentConcerns", x.ConcernId)["resolution"] = Step(e, without: "concernId");
                break;
            case ReporterIdentityRequested x:
                Add(Child(view, "reporterIdentity"), "requests", Step(e), x.RequestId, "requestId"); break;
            case ReporterIdentityDisclosed x: Decide(view, e, x.RequestId, disclosed: true); break;
            case ReporterIdentityWithheld x: Decide(view, e, x.RequestId, disclosed: false); break;
            case ReporterAsked x: Add(view, "messages", Message(e), x.MessageId, "messageId"); break;
            case ReporterAnswered x: Add(view, "messages", Message(e), x.MessageId, "messageId"); break;
            case OutcomeReportSubmitted x: List(view, "outcomeReports").Add(Numbered(e, x.Number)); break;
            case OutcomeAssessed x:
                OutcomeReport(view, x.Number)["assessment"] = Step(e, without: "number"); break;
            case OutcomeReportAccepted x:
                OutcomeReport(view, x.Number)["review"] = Review(e, accepted: true); break;
            case OutcomeReportReturned x:
                OutcomeReport(view, x.Number)["review"] = Review(e, accepted: false); break;
            case IncidentClosed: view["closure"] = Step(e); break;
            case IncidentReopened: view["reopening"] = Step(e); break;
            case LegalHoldPlaced x: Add(view, "legalHolds", Step(e), x.HoldId, "holdId"); break;
            case LegalHoldReleased x:
                Part(view, "legalHolds", x.HoldId)["release"] = Step(e, without: "holdId"); break;
            case IncidentErased: view["erasure"] = Step(e); break;
            case TimescaleWarned: List(view, "timescales").Add(Timescale(e, missed: false)); break;
            case TimescaleMissed: List(view, "timescales").Add(Timescale(e, missed: true)); break;
            default: throw new System.Diagnostics.UnreachableException($"The details do not show {e.Type}.");
        }
    }

    private static void Settle(JsonObject view, Incident incident)
    {
        view.Insert(0, "incidentId", incident.Id);
        view.Insert(2, "version", incident.Version);
        view.Insert(3, "status", Words.CamelCase(incident.Status));
    }

    private static void Report(JsonObject view, OpenedEvent e, Reporter reporter)
    {
        var data = e.Json();
        // Whoever reports for themselves is named by acting, not a second time by the event.
        if (reporter is { Name: null, PersonId: { } person } && e.Actor is { Name: { } name } actor
            && actor.PersonId == person)
            data["reporter"]!["name"] = System.Text.Json.JsonSerializer.SerializeToNode(
                name, EdgeJson.Options);
        Take(data, "reference", view);
        Take(data, "kind", view);
        Take(data, "title", view);
        view["reportedAt"] = JsonValue.Create(e.RecordedAt.UtcDateTime);
        view["policyPack"] = data["pack"]?.DeepClone();
        data.Remove("pack");
        foreach (var member in data.Select(field => field.Key).ToArray())
            Take(data, member, view);
    }

    private static void AddDetails(JsonObject view, OpenedEvent e)
    {
        List(view, "details").Add(Step(e));
        foreach (var (name, value) in e.Json())
        {
            if (!AppendedLists.Contains(name))
                view[name] = value?.DeepClone();
            else
                foreach (var item in value!.AsArray())
                    List(view, name).Add(item?.DeepClone());
        }
    }

    private static void Classify(JsonObject view, OpenedEvent e)
    {
        var step = Step(e);
        view["classification"] = step;
        foreach (var name in (string[])["severity", "kind", "breachType", "personalDataInvolved"])
            view[name] = step[name]?.DeepClone();
    }

    private static JsonObject Allocation(OpenedEvent e)
    {
        var step = Step(e);
        step["investigator"] = Moved(
            step, ("investigatorId", "personId"), ("name", "name"), ("role", "role"));

        return step;
    }

    private static JsonObject Engagement(OpenedEvent e)
    {
        var step = Step(e);
        step["leader"] = Moved(step, ("leaderId", "personId"), ("name", "name"), ("role", "role"));

        return step;
    }

    private static JsonObject Interview(OpenedEvent e)
    {
        var step = Step(e);
        step["person"] = Moved(step, ("personId", "personId"), ("name", "name"), ("position", "role"));

        return step;
    }

    private static JsonObject Custody(OpenedEvent e)
    {
        var step = Step(e, without: "evidenceId");
        var to = Moved(step, ("toId", "personId"), ("name", "name"));
        Take(step, "position", to);
        step["to"] = to;

        return step;
    }

    private static JsonObject Verification(OpenedEvent e, bool asRecorded)
    {
        var step = Step(e, without: "evidenceId");
        step["asRecorded"] = asRecorded;

        return step;
    }

    private static void Scan(JsonObject view, OpenedEvent e, Guid evidence, ScanState state)
    {
        var step = Step(e, without: "evidenceId");
        step["state"] = Words.CamelCase(state);
        Part(view, "evidence", evidence)["scan"] = step;
    }

    private static JsonObject Link(OpenedEvent e)
    {
        var step = Step(e);
        step["incidentId"] = step["otherId"]?.DeepClone();
        step.Remove("otherId");

        return step;
    }

    private static JsonObject Disciplinary(OpenedEvent e, bool commenced)
    {
        var step = Step(e);
        step["commenced"] = commenced;

        return step;
    }

    private static JsonObject Notice(OpenedEvent e, bool supplements)
    {
        var step = Step(e);
        step["supplements"] = supplements;

        return step;
    }

    private static JsonObject Informed(OpenedEvent e, bool informed)
    {
        var step = Step(e);
        step["informed"] = informed;

        return step;
    }

    private static JsonObject Review(OpenedEvent e, bool accepted)
    {
        var step = Step(e, without: "number");
        step["accepted"] = accepted;

        return step;
    }

    private static JsonObject Timescale(OpenedEvent e, bool missed)
    {
        var step = Step(e);
        step["missed"] = missed;

        return step;
    }

    private static void Decide(JsonObject view, OpenedEvent e, Guid request, bool disclosed)
    {
        var step = Step(e, without: "requestId");
        step["disclosed"] = disclosed;
        Part(Child(view, "reporterIdentity"), "requests", request)["decision"] = step;
    }

    private static JsonObject Message(OpenedEvent e)
    {
        var step = Step(e);
        step["from"] = e.Data is ReporterAsked ? "school" : "reporter";

        return step;
    }

    private static JsonObject Numbered(OpenedEvent e, int number)
    {
        var step = Step(e, without: "number");
        step.Insert(0, "id", number);
        step["author"] = Moved(step, ("authorId", "personId"), ("authorRoles", "roles"));

        return step;
    }

    private static void AddStep(JsonObject view, OpenedEvent e, string point)
    {
        var step = Step(e);
        step.Insert(0, "id", point);
        step["ruledOut"] = true;
        List(view, "steps").Add(step);
    }

    /// <summary>The event as it was recorded, with when and by whom.</summary>
    private static JsonObject Step(OpenedEvent e, string? without = null)
    {
        var step = e.Json();
        if (without is not null)
            step.Remove(without);

        step.Insert(0, "version", e.Version);
        step.Insert(1, "recordedAt", JsonValue.Create(e.RecordedAt.UtcDateTime));
        if (e.Actor is { } actor)
            step.Insert(2, "actor", System.Text.Json.JsonSerializer.SerializeToNode(actor, EdgeJson.Options));

        return step;
    }

    private static void Add(JsonObject view, string list, JsonObject step, Guid id, string idMember)
    {
        step.Remove(idMember);
        step.Insert(0, "id", id.ToString());
        List(view, list).Add(step);
    }

    private static JsonArray List(JsonObject view, string name)
    {
        if (view[name] is JsonArray list)
            return list;

        view[name] = list = [];

        return list;
    }

    private static JsonObject Child(JsonObject view, string name)
    {
        if (view[name] is JsonObject child)
            return child;

        view[name] = child = [];

        return child;
    }

    /// <summary>A part that the reader sees; whoever sees only what they recorded may see what
    /// came of it without it.</summary>
    private static JsonObject Part(JsonObject view, string list, Guid id) =>
        List(view, list).OfType<JsonObject>()
            .FirstOrDefault(part => part["id"]?.GetValue<string>() == id.ToString()) ?? [];

    private static JsonObject OutcomeReport(JsonObject view, int number) =>
        List(view, "outcomeReports").OfType<JsonObject>()
            .FirstOrDefault(r => r["id"]?.GetValue<int>() == number) ?? [];

    private static JsonObject Moved(JsonObject from, params ReadOnlySpan<(string From, string To)> names)
    {
        var to = new JsonObject();
        foreach (var (name, newName) in names)
        {
            if (from[name] is { } value)
                to[newName] = value.DeepClone();
            from.Remove(name);
        }

        return to;
    }

    private static void Take(JsonObject from, string name, JsonObject to)
    {
        if (from[name] is not { } value)
            return;

        from.Remove(name);
        to[name] = value;
    }
}
