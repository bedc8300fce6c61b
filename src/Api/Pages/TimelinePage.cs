using System.Text.Json.Nodes;
using Incidents.Application.History;

namespace Incidents.Api.Pages;

/// <summary>A history as a page: what happened when, by whom and by which point of the policy, and what was
/// and what became of each field.</summary>
internal static class TimelinePage
{
    /// <summary>The page.</summary>
    /// <param name="history">Its items in order, as they are answered as JSON.</param>
    public static PrintedPage Of(
        IncidentReading reading, IReadOnlyList<JsonObject> history, DateTimeOffset now)
    {
        var shown = new Shown(reading.Pack);
        var report = history.FirstOrDefault(item => item["type"]?.GetValue<string>() == "incidentReported");
        var reference = report?["data"]?["reference"]?.GetValue<string>() ?? "";

        return new(
            "Timeline", reference, Shown.Line(TitleOf(history)) ?? Html.Empty,
            Html.Of($"Made {shown.Moment(now)} from version {reading.Incident.Version} of the record. Times "
                + $"are those of {shown.Clock}. What the reader may not see is marked in its place."),
            Html.Join(history.Select(item => Item(item, shown))),
            $"{reference}-timeline");
    }

    /// <summary>The title, as it was corrected last.</summary>
    private static JsonNode? TitleOf(IEnumerable<JsonObject> history) => history
        .SelectMany(item => item["changes"]!.AsArray())
        .LastOrDefault(change => change!["field"]!.GetValue<string>() == "title")?["to"];

    private static Html Item(JsonObject item, Shown shown)
    {
        var who = Shown.Person(item["actor"]) ?? Html.Text("Not told");
        var behalf = Shown.Person(item["onBehalfOf"]) is { } person ? Html.Of($", for {person}") : null;
        var number = item["version"] is { } version
            ? Html.Of($"{version.GetValue<long>()}. ")
            : null;

        return Html.Of($"""
            <article>
            <h2>{number}{Shown.Word(item["type"])}</h2>
            <p>{shown.Moment(item["recordedAt"])}, {who}{behalf}</p>
            {Happened(item, shown)}{Superseded(item)}{Points(item, shown)}
            {Changes(item, shown)}
            </article>

            """);
    }

    private static Html? Happened(JsonObject item, Shown shown) =>
        shown.Moment(item["occurredAt"]) is { } moment ? Html.Of($"<p>Happened {moment}.</p>\n") : null;

    private static Html? Superseded(JsonObject item) => item["supersededBy"] is { } by
        ? Html.Of($"<p><strong>Corrected by event {by.GetValue<long>()}.</strong></p>\n")
        : null;

    private static Html Points(JsonObject item, Shown shown)
    {
        var points = string.Join("; ", item["policyPoints"]!.AsArray()
            .Select(point => shown.Point(point!.GetValue<string>())));

        return Html.Of($"<p class=\"none\">{points}</p>");
    }

    /// <summary>What the event changed; of one that changed nothing, what it holds.</summary>
    private static Html? Changes(JsonObject item, Shown shown)
    {
        var changes = item["changes"]!.AsArray();
        var rows = changes.Count > 0
            ? changes.Select(change => Row(
                change!["field"]!.GetValue<string>(), change["from"], change["to"], shown))
            : item["data"]!.AsObject().Select(member => Row(member.Key, null, member.Value, shown));

        return Blocks.Table("What changed", ["Field", "From", "To"], rows);
    }

    private static IReadOnlyList<Html?> Row(string field, JsonNode? from, JsonNode? to, Shown shown) =>
        [Html.Text(InWords(field)), Value(from, shown), Value(to, shown)];

    /// <summary>A field in plain words; the ids of parts are for programs.</summary>
    private static string InWords(string field) => string.Join(": ", field.Split('.')
        .Where(name => !Guid.TryParse(name, out _))
        .Select(name => Shown.Word(JsonValue.Create(name))));

    private static Html? Value(JsonNode? value, Shown shown) => value switch
    {
        JsonArray list => Shown.List(list.Select(item => Value(item, shown))),
        JsonObject person when person["name"] is { } name => Shown.Line(name),
        JsonObject map when !map.ContainsKey("withheld") && !map.ContainsKey("erased") =>
            Html.Text(map.ToJsonString(EdgeJson.Options)),
        JsonValue text when text.TryGetValue<DateTime>(out _) => shown.Moment(text),
        _ => Shown.Text(value),
    };
}
