using System.Net;
using System.Text.Json.Nodes;

namespace Incidents.Api.Tests.Fixture;

/// <summary>What people do to an incident, each in the words of the policy.</summary>
public static class Steps
{
    public static async Task<ReportedIncident> Reports(this Member member, object tale)
    {
        var answer = await member.Posts("/v1/incidents", tale);
        answer.ShouldBe(HttpStatusCode.Created);

        return new(answer["incidentId"]!.GetValue<Guid>(), answer["reference"]!.GetValue<string>());
    }

    public static Task<Answer> AddsDetails(this Member member, ReportedIncident incident, object details) =>
        member.Posts(incident, "details", details);

    public static Task<Answer> Corrects(
        this Member member, ReportedIncident incident, string field, object value, long version = 1) =>
        member.Posts(incident, "corrections",
            new { version, field, value, reason = "It was written down wrongly." });

    public static Task<Answer> Links(
        this Member member, ReportedIncident incident, Guid other, string relation = "duplicateOf") =>
        member.Posts(incident, "links", new { relation, incidentId = other });

    public static Task<Answer> RaisesConcern(
        this Member member, ReportedIncident incident, string? aboutRole = null) =>
        member.Posts(incident, "detriment-concerns",
            new { concern = "My hours were cut.", aboutRole });

    public static Task<Answer> ResolvesConcern(
        this Member member, ReportedIncident incident, string concern) =>
        member.Posts(incident, $"detriment-concerns/{concern}/resolution",
            new { resolution = "The hours were restored." });

    public static Task<IReadOnlyList<JsonNode>> History(this Member member, ReportedIncident incident) =>
        member.History(incident, limit: 500);

    /// <summary>The whole history, read page by page.</summary>
    public static async Task<IReadOnlyList<JsonNode>> History(
        this Member member, ReportedIncident incident, int limit)
    {
        var items = new List<JsonNode>();
        var next = "";
        do
        {
            var page = await member.Gets($"{incident.Path}/history?limit={limit}{next}");
            page.ShouldBe(HttpStatusCode.OK);
            items.AddRange(page.Items);
            next = page["next"] is { } cursor ? $"&cursor={cursor}" : null;
        }
        while (next is not null);

        return items;
    }

    public static Task<Answer> Verifies(
        this Member member, ReportedIncident incident, string? finding = null) =>
        member.Posts(incident, "verification", new { @checked = "Asked the class teacher.", finding });

    public static Task<Answer> Classifies(
        this Member member, ReportedIncident incident, string severity = "minor", string? personalData = "no",
        long? ifMatch = null, string? retryKey = null) =>
        member.Posts(incident, "classification",
            new { severity, rationale = "By what was on it.", personalDataInvolved = personalData }, ifMatch,
            retryKey);

    public static Task<Answer> Engages(this Member member, ReportedIncident incident, Member leader) =>
        member.Posts(
            incident, "engagements", new { leader = leader.AsAssignee, purpose = "To work on it together." });

    public static Task<Answer> Allocates(
        this Member member, ReportedIncident incident, Member to, string? reason = null) =>
        member.Posts(incident, "allocation",
            new { investigator = to.AsAssignee, directedBy = "The headteacher", reason });

    public static Task<Answer> Accepts(this Member member, ReportedIncident incident) =>
        member.Posts(incident, "allocation/acceptance");

    public static Task<Answer> Declines(this Member member, ReportedIncident incident) =>
        member.Posts(incident, "allocation/refusal", new { reason = "On leave." });

    public static Task<Answer> Records(
        this Member member, ReportedIncident incident, string description = "A note",
        string? retryKey = null) =>
        member.Posts(incident, "evidence", new { description }, retryKey: retryKey);

    public static Task<Answer> Decides(
        this Member member, ReportedIncident incident, string decision = "Locks are changed.",
        string? retryKey = null,
        params string[] evidenceIds) =>
        member.Posts(incident, "decisions", new { decision, rationale = "Keys are missing.", evidenceIds },
            retryKey: retryKey);

    public static Task<Answer> Escalates(
        this Member member, ReportedIncident incident, string to, string? retryKey = null) =>
        member.Posts(
            incident, "escalations", new { to, reason = "Beyond what I may decide." }, retryKey: retryKey);

    public static Task<Answer> Acknowledges(
        this Member member, ReportedIncident incident, string escalation) =>
        member.Posts(incident, $"escalations/{escalation}/acknowledgement", new { note = "Seen." });

    public static Task<Answer> RulesOut(
        this Member member, ReportedIncident incident, string point, string? retryKey = null) =>
        member.Posts(incident, $"steps/{point}/ruled-out", new { reason = "Not called for here." },
            retryKey: retryKey);

    public static Task<Answer> DoesNotDiscipline(this Member member, ReportedIncident incident) =>
        member.Posts(incident, "disciplinary", new { commenced = false, reason = "An honest mistake." });

    public static Task<Answer> EstablishesAwareness(
        this Member member, ReportedIncident incident, string awareAt) =>
        member.Posts(incident, "awareness", new { awareAt, reason = "It was certain then." });

    public static Task<Answer> AssessesForIco(
        this Member member, ReportedIncident incident, string decision = "reportable",
        bool highRisk = false) =>
        member.Posts(incident, "ico-assessments", new
        {
            personalData = true,
            likelihood = decision == "notReportable" ? "unlikely" : "likely",
            highRisk,
            decision,
            rationale = "Names and addresses of a class.",
        });

    public static Task<Answer> NotifiesIco(
        this Member member, ReportedIncident incident, string sentAt, string? reasonsForDelay = null,
        bool? supplements = null) =>
        member.Posts(incident, "ico-notifications", new
        {
            sentAt,
            nature = "A laptop was lost.",
            categoriesOfPeople = new[] { "pupils" },
            consequences = "Addresses may be read.",
            measures = "The account is locked.",
            contact = "The data protection officer",
            reasonsForDelay,
            supplements,
        });

    public static Task<Answer> RecommendsAction(
        this Member member, ReportedIncident incident, string? owner = "The technician",
        string? dueOn = "2027-01-15") =>
        member.Posts(
            incident, "remedial-actions", new { description = "Encrypt every laptop.", owner, dueOn });

    public static Task<Answer> ReportsOutcome(this Member member, ReportedIncident incident) =>
        member.Posts(incident, "outcome-reports", new
        {
            facts = "The laptop was left on a bus.",
            findings = "It was not encrypted.",
            causes = new[] { "No encryption" },
            recommendations = new[] { "Encrypt" },
            lessons = "Encrypt first.",
        });

    public static Task<Answer> Assesses(
        this Member member, ReportedIncident incident, int number, bool satisfied = true) =>
        member.Posts(
            incident, $"outcome-reports/{number}/assessment", new { satisfied, reason = "As it should be." });

    public static Task<Answer> Reviews(
        this Member member, ReportedIncident incident, int number, bool accepted = true) =>
        member.Posts(incident, $"outcome-reports/{number}/review", new { accepted, reason = "Complete." });

    public static Task<Answer> Closes(this Member member, ReportedIncident incident) =>
        member.Posts(incident, "closure", new { summary = "Lost, told, mended." });

    public static Task<Answer> Reopens(this Member member, ReportedIncident incident) =>
        member.Posts(incident, "reopening", new { reason = "The laptop was found." });

    public static Task<Answer> Holds(this Member member, ReportedIncident incident) =>
        member.Posts("/v1/legal-holds", new { incidentId = incident.Id, reason = "A claim was made." });

    public static Task<Answer> Releases(this Member member, string hold) =>
        member.Posts($"/v1/legal-holds/{hold}/release", new { reason = "It was settled." });

    public static Task<Answer> Erases(
        this Member member, ReportedIncident incident, string? retryKey = null) =>
        member.Posts("/v1/erasures", new
        {
            incidentId = incident.Id,
            legalBasis = "UK GDPR Art 5(1)(e)",
            reason = "Its retention is over.",
        }, retryKey: retryKey);

    public static Task<Answer> Erases(this Member member, Guid person, string? retryKey = null) =>
        member.Posts("/v1/erasures", new
        {
            personId = person,
            legalBasis = "UK GDPR Art 17(1)(a)",
            reason = "Asked for it.",
        }, retryKey: retryKey);

    public static Task<Answer> LetsIn(this Member member, ReportedIncident incident, string role) =>
        member.Posts(incident, "access", new { role, reason = "Cleared of what was said." });
}

/// <summary>What people have to tell.</summary>
public static class Tales
{
    public static object LostLaptop => new { title = "Laptop left on a bus", kind = "confirmedBreach" };
}
