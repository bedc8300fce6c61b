using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Incidents.Application.Timescales;
using Incidents.Domain;

namespace Incidents.Api.Pages;

/// <summary>How what a record says is shown to people: words instead of codes, and in its place what is
/// withheld or erased.</summary>
/// <param name="Pack">The policy pack that names its policies, breach types and points.</param>
internal sealed record Shown(PolicyPack Pack)
{
    /// <summary>By which clock the page tells the time: the school's own.</summary>
    public string Clock => Pack.Calendar.TimeZone;

    /// <summary>A text of the record, or that it is withheld or erased; nothing where there is
    /// none.</summary>
    public static Html? Text(JsonNode? node) => node switch
    {
        null => null,
        JsonObject hidden when hidden.ContainsKey("withheld") => Seal("withheld from you"),
        JsonObject hidden when hidden.ContainsKey("erased") => Seal("erased"),
        JsonValue value when value.GetValueKind() == JsonValueKind.String =>
            Html.Paragraphs(value.GetValue<string>()),
        JsonValue value => Html.Text(value.ToJsonString()),
        _ => null,
    };

    /// <summary>A text in a line of others.</summary>
    public static Html? Line(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? Html.Text(value.GetValue<string>())
            : Text(node);

    /// <summary>Texts as a list; nothing where there is none.</summary>
    public static Html? List(JsonNode? node) => List((node as JsonArray ?? []).Select(Line));

    /// <summary>Pieces as a list; nothing where there is none.</summary>
    public static Html? List(IEnumerable<Html?> items) =>
        items.OfType<Html>().ToList() is { Count: > 0 } lines
            ? Html.Of($"<ul>{Html.Join(lines.Select(line => Html.Of($"<li>{line}</li>")))}</ul>")
            : null;

    /// <summary>An instant, by the school's clock; a text that only looks like one, as it is.</summary>
    public Html? Moment(JsonNode? node) => node is null ? null
        : InstantOf(node) is { } instant ? Moment(instant)
        : Text(node);

    /// <summary>An instant, by the school's clock.</summary>
    public Html Moment(DateTimeOffset instant)
    {
        var exact = instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var (day, time) = TimeZones.Local(Clock, instant);

        var here = $"{day:d MMMM yyyy}, {time:HH:mm}";

        return Html.Of($"""<time datetime="{exact}">{here}</time>""");
    }

    /// <summary>A day of the school's own.</summary>
    public static Html? Day(JsonNode? node) => node?.GetValue<string>() is not { } day ? null
        : Html.Of($"""
            <time datetime="{day}">{DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture)
                .ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}</time>
            """);

    /// <summary>A word of the contract in plain English: <c>confirmedBreach</c> is Confirmed
    /// breach.</summary>
    public static string? Word(JsonNode? node) => node?.GetValue<string>() is { Length: > 0 } word
        ? Words.Plain(word) is var plain ? char.ToUpperInvariant(plain[0]) + plain[1..] : null
        : null;

    /// <summary>Yes or no.</summary>
    public static string? YesNo(JsonNode? node) =>
        node is null ? null : node.GetValue<bool>() ? "Yes" : "No";

    /// <summary>Somebody with the roles in which they acted.</summary>
    public static Html? Person(JsonNode? node)
    {
        if (node is not JsonObject person)
            return null;

        var roles = (person["roles"] as JsonArray ?? [person["role"]?.DeepClone()])
            .Select(role => role?.GetValue<string>()).OfType<string>().Where(role => role != "staff")
            .Select(Words.Plain).ToList();
        var name = Line(person["name"]) ?? Seal("name not in the record");

        return roles.Count == 0 ? name : Html.Of($"{name}, {string.Join(", ", roles)}");
    }

    /// <summary>A length of time in plain words, down to minutes.</summary>
    public static string Length(long seconds)
    {
        var length = TimeSpan.FromSeconds(seconds);
        string[] parts =
        [
            .. Count(length.Days, "day"), .. Count(length.Hours, "hour"),
            .. length.Days == 0 ? Count(length.Minutes, "minute") : [],
        ];

        return parts.Length == 0 ? "less than a minute" : string.Join(" and ", parts);
    }

    /// <summary>The title of a breach type.</summary>
    public string? BreachType(JsonNode? node) => TitleIn(Pack.BreachTypes, node?.GetValue<string>());

    /// <summary>The titles of information policies, as a list.</summary>
    public Html? Policies(JsonNode? node) => List((node as JsonArray ?? [])
        .Select(id => Html.Text(TitleIn(Pack.InformationPolicies, id?.GetValue<string>()))));

    /// <summary>The title of a point of the policy.</summary>
    public string Point(string point) =>
        Pack.Points.FirstOrDefault(each => each.Point == point) is { } known
            ? $"{known.SchoolsOwn ?? known.Point} {known.Title}"
            : point;

    private static string? TitleIn(IEnumerable<PackEntry> entries, string? id) =>
        entries.FirstOrDefault(entry => entry.Id == id)?.Title ?? id;

    private static DateTimeOffset? InstantOf(JsonNode node) => DateTimeOffset.TryParse(
        node is JsonValue value && value.TryGetValue<string>(out var text)
            ? text
            : node.ToJsonString().Trim('"'),
        CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : null;

    private static Html Seal(string why) => Html.Of($"""<span class="seal">{why}</span>""");

    private static IEnumerable<string> Count(int number, string unit) =>
        number == 0 ? [] : [$"{number} {unit}{(number == 1 ? "" : "s")}"];
}
