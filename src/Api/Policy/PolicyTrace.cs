using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Incidents.Api.OpenApi;
using Incidents.Application.Store;
using Incidents.Domain;

namespace Incidents.Api.Policy;

/// <summary>A command that carries out a point.</summary>
/// <param name="Path">Where it is sent; none for what the clock does by itself.</param>
public sealed record TracedCommand(string Command, string? Path);

/// <summary>A rule that rests on a point.</summary>
/// <param name="Code">The code of its refusals.</param>
/// <param name="Meaning">What it asks for.</param>
public sealed record TracedRule(string Code, string Meaning);

/// <summary>What carries out a point of the policy here, in the running service.</summary>
/// <param name="Point">The template's id.</param>
/// <param name="Commands">Commands that cite it.</param>
/// <param name="Events">Events that cite it, by their names in the history.</param>
/// <param name="Rules">Rules that rest on it.</param>
/// <param name="Views">Paths where its record is read.</param>
public sealed record PointTrace(
    string Point, IReadOnlyList<TracedCommand> Commands, IReadOnlyList<string> Events,
    IReadOnlyList<TracedRule> Rules, IReadOnlyList<string> Views);

/// <summary>From each point of the policy to what carries it out. Nothing of it is written down by hand: it
/// is what commands, events and rules cite in code, and what the description says of their paths.</summary>
public static class PolicyTrace
{
    /// <summary>Where every event of an incident is read.</summary>
    private static readonly string[] OfEveryEvent = ["/v1/incidents/{id}", "/v1/incidents/{id}/history"];

    private static readonly Lazy<FrozenDictionary<string, PointTrace>> Traces = new(() =>
        DefaultPack.Create().Points.ToFrozenDictionary(
            point => point.Point, point => Trace(point.Point), StringComparer.Ordinal));

    private static readonly Lazy<ImmutableArray<Operation>> Operations = new(() =>
    [
        .. from path in JsonNode.Parse(ApiDocument.Text)!["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           select new Operation(
               operation.Key.ToUpperInvariant(), path.Key,
               operation.Value!["operationId"]!.GetValue<string>(),
               [.. operation.Value["x-policy-points"]!.AsArray().Select(point => point!.GetValue<string>())]),
    ]);

    /// <summary>What carries out a point of the template.</summary>
    public static PointTrace Of(string point) => Traces.Value[point];

    private static PointTrace Trace(string point)
    {
        var events = EventNames.All.Keys.Where(type => PolicyAttribute.Of(type).Contains(point)).ToArray();
        var views = Operations.Value.Where(each => each.Method == "GET" && each.Points.Contains(point))
            .Select(each => each.Path)
            .Concat(events.Any(type => type.IsSubclassOf(typeof(IncidentEvent))) ? OfEveryEvent : []);

        return new(point,
            [
                .. typeof(Command).Assembly.GetTypes()
                    .Where(type => type.IsSubclassOf(typeof(Command)) && !type.IsAbstract)
                    .Where(type => PolicyAttribute.Of(type).Contains(point))
                    .Select(type => new TracedCommand(Words.CamelCase(type.Name), PathOf(type)))
                    .OrderBy(command => command.Path ?? "~", StringComparer.Ordinal)
                    .ThenBy(command => command.Command, StringComparer.Ordinal),
            ],
            [.. events.Select(EventNames.InApi).Order(StringComparer.Ordinal)],
            [
                .. Rules.All.Where(rule => rule.Point == point)
                    .Select(rule => new TracedRule(rule.Code, rule.Meaning))
                    .OrderBy(rule => rule.Code, StringComparer.Ordinal),
            ],
            [.. views.Distinct().Order(StringComparer.Ordinal)]);
    }

    private static string? PathOf(Type command) => Operations.Value
        .FirstOrDefault(each => each.Method == "POST"
            && each.Id.Equals(command.Name, StringComparison.OrdinalIgnoreCase))?.Path;

    private sealed record Operation(string Method, string Path, string Id, ImmutableArray<string> Points);
}
