using System.Text.Json.Nodes;
using Incidents.Domain;
using static Incidents.Api.Pages.Blocks;
using static Incidents.Api.Pages.InShort;

namespace Incidents.Api.Pages;

/// <summary>The record that an outcome report stands on, in the order of how-3. Steps that were ruled out
/// stand together at the end, each with its reason.</summary>
internal static class OutcomeRecord
{
    /// <summary>Its sections.</summary>
    public static IEnumerable<Html> Sections(JsonObject record, Shown shown) =>
    [
        Step(record, Points.How3a, "Scope", Scope(record["scope"], shown)),
        Step(record, Points.How3b, "People spoken to", Table("Interviews", ["Who", "When", "Notes"],
            Items(record, "interviews").Select(each => Row(
                Spoken(each["person"]), shown.Moment(each["heldAt"]),
                Shown.Text(each["notes"]))))),
        Step(record, Points.How3c, "Evidence", Evidence(record, shown)),
        Section("Decisions", Decisions(record)),
        Step(record, Points.How3d, "Expert help", Table("Help asked for", ["From", "Question", "Advice"],
            Items(record, "expertHelp").Select(each => Row(
                Shown.Line(each["from"]), Shown.Text(each["question"]),
                Shown.Text(each["advice"]?["advice"]))))),
        Step(record, Points.How3e, "Escalation", Table("Handed up", ["To", "Why", "Acknowledged"],
            Items(record, "escalations").Select(each => Row(
                Text(Shown.Word(each["to"])), Shown.Text(each["reason"]),
                shown.Moment(each["acknowledgement"]?["recordedAt"]))))),
        Step(record, Points.How3f, "The people concerned",
            Shown.List(Items(record, "dataSubjectNotices").Select(each => Notices.InWords(each, shown)))),
        Step(record, Points.How3g, "Risks", Table(
            "Risks and their treatment", ["Risk", "Likelihood", "Impact", "Owner", "Treatment", "Remains"],
            Items(record, "risks").Select(each => Row(
                Shown.Line(each["description"]), Text(Shown.Word(each["likelihood"])),
                Text(Shown.Word(each["impact"])), Shown.Line(each["owner"]),
                Shown.Text(each["treatment"]?["treatment"]),
                Text(Shown.Word(each["treatment"]?["residual"])))))),
        Section("Disciplinary decision (how-3h)", Disciplinary(record["disciplinary"])),
        Step(record, Points.How3i, "Communications", Communications(record, shown)),
        Step(record, Points.How3j, "Controls against recurrence", Table(
            "Controls", ["Control", "Owner", "Due", "Did it work"],
            Items(record, "controls").Select(each => Row(
                Shown.Line(each["description"]), Shown.Line(each["owner"]), Shown.Day(each["dueOn"]),
                Reviewed(each["review"]))))),
        Section("Remedial actions (how-6d)", Actions(record)),
        Overseen(record),
        Section("The ICO (how-6c)", Ico(record, shown)),
        Section("Steps that were ruled out", Table(
            "Why a step was not appropriate here", ["Step", "Reason", "By"],
            Items(record, "steps").Select(each => Row(
                Text(shown.Point(each["id"]!.GetValue<string>())), Shown.Text(each["reason"]),
                Shown.Person(each["actor"])))), "None was ruled out."),
    ];

    private static Html Step(JsonObject record, string point, string heading, Html? content) =>
        content is null or { IsEmpty: true } && Items(record, "steps").Any(step => IsOf(step, point))
            ? Html.Empty
            : Section($"{heading} ({point})", content);

    private static bool IsOf(JsonObject step, string point) => step["id"]!.GetValue<string>() == point;

    private static Html? Scope(JsonNode? scope, Shown shown) => scope is null ? null : Facts(
        ("Expected outcomes", Shown.List(scope["expectedOutcomes"])),
        ("Stakeholders", Shown.List(scope["stakeholders"])),
        ("Policies breached", shown.Policies(scope["policiesBreached"])));

    private static Html? Evidence(JsonObject record, Shown shown) => Table(
        "Evidence", ["What", "Source", "Collected", "Kept as"],
        Items(record, "evidence").Select(each => Row(
            Shown.Line(each["description"]), Shown.Line(each["source"]), shown.Moment(each["collectedAt"]),
            Shown.Line(each["file"]?["fileName"]) ?? Shown.Line(each["location"]))));

    private static Html? Decisions(JsonObject record)
    {
        var evidence = Items(record, "evidence").ToDictionary(
            each => each["id"]!.GetValue<string>(), each => Shown.Line(each["description"]));

        return Table("Decisions", ["Decision", "Why", "Considered instead", "Rests on"],
            Items(record, "decisions").Select(each => Row(
                Shown.Line(each["decision"]), Shown.Text(each["rationale"]), Shown.List(each["alternatives"]),
                Shown.List((each["evidenceIds"] as JsonArray ?? [])
                    .Select(id => evidence.GetValueOrDefault($"{id}"))))));
    }

    private static Html? Spoken(JsonNode? person) => Shown.Line(person?["role"]) is { } position
        ? Html.Of($"{Shown.Line(person!["name"])}, {position}")
        : Shown.Line(person?["name"]);

    /// <summary>What whoever oversees the investigation did; most need nothing of it.</summary>
    private static Html Overseen(JsonObject record)
    {
        var done = Shown.List(
        [
            .. Items(record, "advice").Select(each => Html.Of(
                $"{Shown.Person(each["actor"])} advised: {Shown.Line(each["advice"])}")),
            .. Items(record, "interventions").Select(each => Html.Of(
                $"{Shown.Person(each["actor"])} stepped in: {Shown.Line(each["action"])} "
                + $"({Shown.Line(each["reason"])})")),
        ]);

        return done is null ? Html.Empty : Section("Advice and interventions (how-5d)", done);
    }

    private static Html? Disciplinary(JsonNode? decided) => decided switch
    {
        null => null,
        JsonObject hidden when IsHidden(hidden["reason"]) => Html.Of(
            $"<p>A decision is recorded. Its content is {Shown.Line(hidden["reason"])}.</p>"),
        _ => Facts(
            ("Decision", Html.Text(decided["commenced"]!.GetValue<bool>() ? "Commenced" : "Not commenced")),
            ("Person", Shown.Line(decided["person"])),
            ("Reason", Shown.Text(decided["reason"])),
            ("Decided by", Shown.Person(decided["actor"]))),
    };

    private static Html Communications(JsonObject record, Shown shown) => Html.Join(((Html?[])
    [
        Table("Planned communications", ["Planned for", "Message", "Channel", "Approved by"],
            ((JsonNode?[])[record["communicationsPlan"]]).OfType<JsonObject>().Select(each => Row(
                Shown.Line(each["audience"]), Shown.Text(each["message"]), Shown.Line(each["channel"]),
                Shown.Line(each["approver"])))),
        Table("Communications that were sent", ["Sent to", "Message", "Channel", "When"],
            Items(record, "communications").Select(each => Row(
                Shown.Line(each["audience"]), Shown.Text(each["message"]), Shown.Line(each["channel"]),
                shown.Moment(each["sentAt"])))),
    ]).OfType<Html>());

    private static Html? Reviewed(JsonNode? review) => review is null ? null : Html.Of(
        $"<p>{Shown.YesNo(review["effective"])}</p>{Shown.Text(review["findings"])}");

    private static Html? Actions(JsonObject record) => Table(
        "Remedial actions", ["Action", "Owner", "Due", "Outcome"],
        Items(record, "remedialActions").Select(each => each["none"]?.GetValue<bool>() == true
            ? Row(Html.Text("None is called for"), null, null, Shown.Text(each["reason"]))
            : Row(Shown.Line(each["description"]), Shown.Line(each["owner"]), Shown.Day(each["dueOn"]),
                Shown.Text(each["completion"]?["outcome"]))));

    private static Html? Ico(JsonObject record, Shown shown)
    {
        var assessment = Items(record, "icoAssessments").LastOrDefault();
        var notified = Items(record, "icoNotifications").ToList();

        return Facts(
            ("The school became aware", shown.Moment(record["awareness"]?["awareAt"])),
            ("Computed", Text(Shown.Word(assessment?["outcome"]))),
            ("Decided", Text(Shown.Word(assessment?["decision"]))),
            ("Why", Shown.Text(assessment?["rationale"])),
            ("Why against the computed", Shown.Text(assessment?["overrideReason"])),
            ("Assessed by", Shown.Person(assessment?["actor"])),
            ("Notified", Shown.List(notified.Select(each => Notification(each, shown)))),
            ("Reasons for the delay", Shown.Text(notified.FirstOrDefault()?["reasonsForDelay"])));
    }

    private static Html Notification(JsonObject notice, Shown shown)
    {
        var reference = Shown.Line(notice["reference"]) ?? Html.Text("none");
        var what = notice["supplements"]!.GetValue<bool>() ? ", supplement" : "";

        return Html.Of($"{shown.Moment(notice["sentAt"])}, reference {reference}{what}");
    }

    private static IReadOnlyList<Html?> Row(params IReadOnlyList<Html?> cells) => cells;
}
