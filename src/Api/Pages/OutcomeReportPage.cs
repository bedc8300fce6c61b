using System.Text.Json.Nodes;
using Incidents.Domain;
using static Incidents.Api.Pages.Blocks;

namespace Incidents.Api.Pages;

/// <summary>An outcome report as a page: what it comes to first, for whoever has ten minutes, then the
/// report, then the record that it stands on.</summary>
internal static class OutcomeReportPage
{
    /// <summary>The page.</summary>
    /// <param name="report">As it is answered as JSON, with the record.</param>
    public static PrintedPage Of(JsonObject report, PolicyPack policy, DateTimeOffset now)
    {
        var shown = new Shown(policy);
        var record = report["incident"]!.AsObject();
        var reference = record["reference"]!.GetValue<string>();
        var number = report["id"]!.GetValue<int>();

        return new(
            $"Incident outcome report {number}", reference, Shown.Line(record["title"]) ?? Html.Empty,
            Html.Of($"Made {shown.Moment(now)} from version {record["version"]!.GetValue<long>()} of the "
                + $"record. Times are those of {shown.Clock}. What is withheld from you is marked so."),
            Html.Join([
                Summary(report, record, shown), Findings(report), About(record, shown),
                .. OutcomeRecord.Sections(record, shown), Judgement(report, record, shown),
            ]),
            $"{reference}-outcome-report-{number}");
    }

    private static Html Summary(JsonObject report, JsonObject record, Shown shown) => Html.Of($"""
        <section class="box">
        <h2>In short</h2>
        {Facts(
            ("This report", Standing(report, shown)),
            ("The incident", Text(Shown.Word(record["status"]))),
            ("Closed with", Shown.Text(record["closure"]?["summary"])),
            ("The ICO", InShort.Ico(record, shown)),
            ("The people concerned", InShort.People(record)),
            ("Disciplinary action", InShort.Disciplinary(record)),
            ("Remedial actions", InShort.Actions(record)))}
        </section>

        """);

    private static Html Standing(JsonObject report, Shown shown) =>
        (report["assessment"], report["review"]) switch
        {
            (_, JsonObject review) => Html.Of($"{(IsYes(review["accepted"]) ? "Accepted" : "Returned")} on "
                + $"{shown.Moment(review["recordedAt"])} by {Shown.Person(review["actor"])}"),
            (JsonObject assessed, _) when !IsYes(assessed["satisfied"]) => Html.Of(
                $"Returned on {shown.Moment(assessed["recordedAt"])} by {Shown.Person(assessed["actor"])}"),
            (JsonObject, _) => Html.Text("Assessed, waits to be reviewed"),
            _ => Html.Text("Submitted, waits to be assessed"),
        };

    private static Html About(JsonObject record, Shown shown) => Section("The incident as recorded", Facts(
        ("Kind", Text(Shown.Word(record["kind"]))),
        ("Severity", Text(Shown.Word(record["severity"]))),
        ("Why this severity", Shown.Text(record["classification"]?["rationale"])),
        ("Type of breach", Text(shown.BreachType(record["breachType"]))),
        ("Personal data", Text(Shown.Word(record["personalDataInvolved"]))),
        ("Happened", shown.Moment(record["occurredAt"])),
        ("Found", shown.Moment(record["discoveredAt"])),
        ("Reported", shown.Moment(record["reportedAt"])),
        ("Where", Shown.Text(record["location"])),
        ("As reported", Shown.Text(record["description"])),
        ("People", Shown.List((record["peopleInvolved"] as JsonArray ?? []).Select(person => Html.Of(
            $"{Shown.Line(person!["name"])} ({person["relation"]!.GetValue<string>()})")))),
        ("Devices, services, papers", Shown.List(record["systemsInvolved"])),
        ("Information policies", shown.Policies(record["informationPolicies"])),
        ("Done at once", Shown.Text(record["remedialActionTaken"])),
        ("Investigated by", Shown.Person(record["allocation"]?["investigator"])),
        ("Directed by", Shown.Text(record["allocation"]?["directedBy"])),
        ("Engaged", Shown.List((record["engagements"] as JsonArray ?? [])
            .Select(each => Shown.Person(each!["leader"]))))));

    private static Html Findings(JsonObject report) => Html.Join([
        Section("Facts", Shown.Text(report["facts"])),
        Section("Findings", Shown.Text(report["findings"])),
        Section("Causes", Shown.List(report["causes"])),
        Section("Recommendations", Shown.List(report["recommendations"])),
        Section("Lessons", Shown.Text(report["lessons"])),
    ]);

    private static Html Judgement(JsonObject report, JsonObject record, Shown shown) => Section(
        "Who wrote it, and who judged it", Table(
            "Author, assessor, reviewer and closure", ["Step", "By", "When", "Judgement and reason"],
            [
                .. Taken("Written (how-3k)", report, reason: null, shown),
                .. Taken("Assessed (how-4d)", report["assessment"],
                    Judged(report["assessment"], "satisfied", "Satisfied", "Not satisfied"), shown),
                .. Taken("Reviewed (how-5e)", report["review"],
                    Judged(report["review"], "accepted", "Accepted", "Returned"), shown),
                .. Taken("Closed (how-5e)", record["closure"],
                    Shown.Text(record["closure"]?["summary"]), shown),
            ]));

    private static IEnumerable<IReadOnlyList<Html?>> Taken(
        string step, JsonNode? taken, Html? reason, Shown shown) => taken is null
        ? []
        : [[Html.Text(step), Shown.Person(taken["actor"]), shown.Moment(taken["recordedAt"]), reason]];

    private static Html? Judged(JsonNode? judged, string member, string yes, string no) => judged is null
        ? null
        : Html.Of($"<p>{(IsYes(judged[member]) ? yes : no)}</p>{Shown.Text(judged["reason"])}");

    private static bool IsYes(JsonNode? node) => node?.GetValue<bool>() == true;
}
