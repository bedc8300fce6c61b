using System.Text.Json.Nodes;
using Incidents.Domain;
using static Incidents.Api.Pages.Blocks;

namespace Incidents.Api.Pages;

/// <summary>The form pack for the ICO as a page: how much time there is and what is missing first, then what
/// the form asks for, in its order.</summary>
internal static class IcoFormPage
{
    /// <summary>The page.</summary>
    /// <param name="pack">As it is answered as JSON.</param>
    public static PrintedPage Of(JsonObject pack, PolicyPack policy, DateTimeOffset now)
    {
        var shown = new Shown(policy);
        var reference = pack["reference"]!.GetValue<string>();

        return new(
            "Form pack for the ICO", reference, Shown.Line(pack["title"]) ?? Html.Empty,
            Html.Of($"Made {shown.Moment(now)} from version {Number(pack["version"])} of the record. Times "
                + $"are those of {shown.Clock}. What the ICO is told is decided by a person (how-6c)."),
            Html.Join([
                Time(pack["notification"]!.AsObject(), shown, now), Missing(pack["missing"]!.AsArray()),
                Nature(pack["nature"]!.AsObject(), shown), Contact(pack), Consequences(pack),
                Measures(pack), Further(pack, shown), Notified(pack["notification"]!.AsObject(), shown),
                .. (pack["notification"]!["supplements"] as JsonArray ?? [])
                    .Select(notice => Supplement(notice!.AsObject(), shown)),
            ]),
            $"{reference}-ico-form-pack");
    }

    private static Html Time(JsonObject notification, Shown shown, DateTimeOffset now) => Html.Of($"""
        <section class="box">
        <h2>{(notification["sentAt"] is null ? "How much time there is" : "The ICO has been notified")}</h2>
        <p>{InWords(notification, shown, now)}</p>
        {Facts(
            ("The school became aware", shown.Moment(notification["awareAt"])),
            ("The 72 hours end", shown.Moment(notification["endsAt"])),
            ("Decision", Text(Shown.Word(notification["decision"]))))}
        </section>

        """);

    private static Html InWords(JsonObject notification, Shown shown, DateTimeOffset now)
    {
        var late = notification["lateBySeconds"]?.GetValue<long>();
        if (notification["sentAt"] is { } sentAt)
            return late is null
                ? Html.Of($"It was notified on {shown.Moment(sentAt)}, in time.")
                : Html.Of($"It was notified on {shown.Moment(sentAt)}, <strong>late by "
                    + $"{Shown.Length(late.Value)}</strong>.");

        if (late is { } seconds)
            return Html.Of($"<strong>A notification now would be late by {Shown.Length(seconds)}.</strong> "
                + $"It has to give the reasons for the delay (UK GDPR Art 33(1)).");

        return notification["secondsLeft"]?.GetValue<long>() is { } left
            ? Html.Of($"A notification now, {shown.Moment(now)}, would be in time; {Shown.Length(left)} "
                + $"are left.")
            : Html.Of($"It is not recorded when the school became aware, so the 72 hours do not count yet.");
    }

    private static Html Missing(JsonArray missing) => Section(
        missing.Count == 0 ? "Nothing is missing" : $"Still missing ({missing.Count})",
        Table("What the form asks for and the record does not have", ["What to do", "UK GDPR"], missing
            .Select(gap => (IReadOnlyList<Html?>)
            [
                Text(gap!["whatToDo"]!.GetValue<string>()),
                Text(gap["article"] is { } article ? $"Art {article.GetValue<string>()}" : "the form asks"),
            ])),
        "The record has everything that the form asks for.");

    private static Html Nature(JsonObject nature, Shown shown) => Section(
        "What happened (Art 33(3)(a))", Facts(
            ("What happened", Shown.Text(nature["whatHappened"])),
            ("Kind", Text(Shown.Word(nature["kind"]))),
            ("When it happened", shown.Moment(nature["occurredAt"])),
            ("When it was found", shown.Moment(nature["discoveredAt"])),
            ("How it happened", Shown.Text(nature["howItHappened"])),
            ("Causes found", Shown.List(nature["causes"])),
            ("Where", Shown.Text(nature["location"])),
            ("Devices, services, papers", Shown.List(nature["systemsInvolved"])),
            ("Whose data", Shown.List(nature["categoriesOfPeople"])),
            ("People, approximately", Shown.Text(nature["peopleApproximately"])),
            ("Kind of data", Text(Shown.Word(nature["kindOfData"]))),
            ("Records, approximately", Shown.Text(nature["recordsApproximately"]))));

    private static Html Contact(JsonObject pack) => Section(
        "Whom to ask (Art 33(3)(b))",
        Facts(("Data protection officer or contact", Shown.Text(pack["contact"]))));

    private static Html Consequences(JsonObject pack)
    {
        var consequences = pack["consequences"]!;

        return Section("Likely consequences (Art 33(3)(c))", Facts(
            ("For the people concerned", Shown.Text(consequences["likely"])),
            ("A risk to them is", Text(Shown.Word(consequences["likelihood"]))),
            ("High risk", Text(Shown.YesNo(consequences["highRisk"]))),
            ("Reasons of the assessment", Shown.Text(consequences["assessment"])),
            ("Risks identified", Shown.List(consequences["risks"]))));
    }

    private static Html Measures(JsonObject pack)
    {
        var measures = pack["measures"]!;

        return Section("Measures before and since (Art 33(3)(d))", Facts(
            ("As told to the ICO", Shown.Text(measures["told"])),
            ("Done at once", Shown.Text(measures["atOnce"])),
            ("Remedial actions", Shown.List(measures["remedialActions"])),
            ("Controls", Shown.List(measures["controls"]))));
    }

    private static Html Further(JsonObject pack, Shown shown)
    {
        var further = pack["further"]!;

        return Section("What else the form asks", Facts(
            ("Training of those involved", Shown.Text(further["trainingOfThoseInvolved"])),
            ("Others who were told", Shown.Text(further["othersInformed"])),
            ("The people concerned", Shown.List((further["dataSubjectNotices"] as JsonArray ?? [])
                .Select(notice => Notices.InWords(notice!.AsObject(), shown))))));
    }

    private static Html Notified(JsonObject notification, Shown shown) =>
        notification["sentAt"] is null ? Html.Empty : Section("The notification", Facts(
            ("Sent", shown.Moment(notification["sentAt"])),
            ("Reference of the ICO", Shown.Text(notification["reference"])),
            ("Reasons for the delay", Shown.Text(notification["reasonsForDelay"]))));

    private static Html Supplement(JsonObject notice, Shown shown) => Section(
        "A supplement (Art 33(4))", Facts(
            ("Sent", shown.Moment(notice["sentAt"])),
            ("Reference of the ICO", Shown.Text(notice["reference"])),
            ("What happened", Shown.Text(notice["nature"])),
            ("Whose data", Shown.List(notice["categoriesOfPeople"])),
            ("People, approximately", Shown.Text(notice["peopleApproximately"])),
            ("Records, approximately", Shown.Text(notice["recordsApproximately"])),
            ("For the people concerned", Shown.Text(notice["consequences"])),
            ("Measures", Shown.Text(notice["measures"])),
            ("Whom to ask", Shown.Text(notice["contact"]))));

    private static long Number(JsonNode? node) => node!.GetValue<long>();
}
