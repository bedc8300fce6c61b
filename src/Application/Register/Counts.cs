using System.Text.Json.Nodes;
using Incidents.Domain;

namespace Incidents.Application.Register;

/// <summary>Numbers by words, as reports answer them.</summary>
internal static class Counts
{
    /// <summary>Every severity, and what stands for none.</summary>
    public static IReadOnlyList<string> Severities { get; } = ["unclassified", .. Words<Severity>()];

    /// <summary>The words of an enum.</summary>
    public static IReadOnlyList<string> Words<TEnum>()
        where TEnum : struct, Enum => [.. Enum.GetValues<TEnum>().Select(Domain.Words.CamelCase)];

    /// <summary>A severity, or that there is none yet.</summary>
    public static string Severity(Severity? severity) =>
        severity is { } known ? Domain.Words.CamelCase(known) : "unclassified";

    /// <summary>How many there are of each group, in the order of the words.</summary>
    /// <param name="words">Those that are told also where there is none; none: only what there is.</param>
    public static JsonObject Of<T>(
        IEnumerable<T> counted, Func<T, string> group, Func<T, long> number,
        IReadOnlyList<string>? words = null)
    {
        var sums = counted.GroupBy(group, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Sum(number), StringComparer.Ordinal);

        return new((words ?? [.. sums.Keys.Order(StringComparer.Ordinal)]).Select(
            word => KeyValuePair.Create<string, JsonNode?>(word, sums.GetValueOrDefault(word))));
    }
}
