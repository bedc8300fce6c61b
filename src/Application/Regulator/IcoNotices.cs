using System.Text.Json.Nodes;

namespace Incidents.Application.Regulator;

/// <summary>What the ICO was told of an incident, each time in its own words: what came later stands beside
/// what was said first, and never in its place.</summary>
internal sealed class IcoNotices
{
    private readonly IReadOnlyList<JsonObject> _sent;

    /// <param name="record">The incident as its reader sees it; none: they see no text of it.</param>
    public IcoNotices(JsonObject? record) =>
        _sent = [.. (record?["icoNotifications"] as JsonArray ?? []).OfType<JsonObject>()];

    /// <summary>The notification itself.</summary>
    public JsonObject? First => _sent.FirstOrDefault(notice => !IsSupplement(notice));

    /// <summary>What became known later (UK GDPR Art 33(4)).</summary>
    public IEnumerable<JsonObject> Supplements => _sent.Where(IsSupplement);

    /// <summary>What was told first of this: in the notification, or in the first supplement that has
    /// it.</summary>
    public JsonNode? Told(string member) =>
        _sent.Select(notice => notice[member]).FirstOrDefault(told => !IcoFormGaps.IsEmpty(told));

    /// <summary>The supplements as a list, each with some of its members, by the names that they bear
    /// there.</summary>
    public JsonArray? Each(params IEnumerable<(string Name, string Member)> members)
    {
        var supplements = Supplements.Select(notice => new JsonObject(members
            .Where(each => !IcoFormGaps.IsEmpty(notice[each.Member]))
            .Select(each => KeyValuePair.Create(each.Name, notice[each.Member]?.DeepClone()))))
            .ToArray<JsonNode>();

        return supplements is [] ? null : new(supplements);
    }

    private static bool IsSupplement(JsonObject notice) => notice["supplements"]!.GetValue<bool>();
}
