using System.Text.Json.Nodes;
using Incidents.Application.Details;
using Incidents.Domain;

namespace Incidents.Application.History;

/// <summary>What each event changes in what is shown of its incident: every field with what it was and what
/// it is. Only what the event can have touched is compared, so that a long life costs no more for each
/// event.</summary>
internal sealed class FieldChanges
{
    private readonly JsonObject _view = [];
    private readonly List<OpenedEvent> _told = [];
    private readonly Dictionary<string, int> _shown = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(string Name, JsonObject Part)>> _parts = [];
    private readonly Dictionary<string, Dictionary<string, JsonNode?>> _fields = [];

    /// <summary>What the next event changes.</summary>
    public JsonArray By(OpenedEvent e)
    {
        Show(e);

        var changes = new JsonArray();
        if (e.Status is { } status)
            Compare("status", new() { ["status"] = JsonValue.Create(Words.CamelCase(status)) }, changes);
        foreach (var (name, value) in _view)
        {
            if (value is JsonArray list && Fields.IsOfParts(list))
                Notice(name, list, changes);
            else
                Compare(name, Fields.Of(name, value), changes);
        }

        foreach (var (name, part) in Named(e).SelectMany(id => _parts.GetValueOrDefault(id) ?? []))
            Compare(name, Fields.Of(name, part), changes);

        return changes;
    }

    private void Show(OpenedEvent e)
    {
        _told.Add(e);
        IncidentDetails.Show(_view, e);
        if (e.Data is not RecordCorrected { Corrects: var version })
            return;

        if (_told.FindIndex(told => told.Version == version) is >= 0 and var said)
            _told[said] = Corrections.By(_told[said], e);
        Corrections.Show(_view, e, _told);
    }

    /// <summary>Parts that have come since; a part is never taken away.</summary>
    private void Notice(string list, JsonArray parts, JsonArray changes)
    {
        for (var i = _shown.GetValueOrDefault(list); i < parts.Count; i++)
        {
            var part = (JsonObject)parts[i]!;
            var id = $"{part["id"]}";
            var name = $"{list}.{id}";
            Remember(id, name, part);
            Remember(Version(part["version"]!.GetValue<long>()), name, part);
            Compare(name, Fields.Of(name, part), changes);
        }

        _shown[list] = parts.Count;
    }

    private void Remember(string key, string name, JsonObject part)
    {
        if (!_parts.TryGetValue(key, out var same))
            _parts[key] = same = [];
        same.Add((name, part));
    }

    private static string Version(long version) => $"version {version}";

    /// <summary>The parts that an event names: by an id that it holds, or by the version that it
    /// corrects.</summary>
    private static IEnumerable<string> Named(OpenedEvent e) => e.Data is RecordCorrected correction
        ? [Version(correction.Corrects)]
        : e.Json().Select(member => member.Value).OfType<JsonValue>().Select(value => $"{value}").Distinct();

    private void Compare(string name, Dictionary<string, JsonNode?> after, JsonArray changes)
    {
        var before = _fields.GetValueOrDefault(name) ?? [];
        foreach (var field in before.Keys.Union(after.Keys, StringComparer.Ordinal))
        {
            var (from, to) = (before.GetValueOrDefault(field), after.GetValueOrDefault(field));
            if (!ReferenceEquals(from, to) && !JsonNode.DeepEquals(from, to))
                changes.Add(Fields.Change(field, from, to));
        }

        _fields[name] = after;
    }
}
