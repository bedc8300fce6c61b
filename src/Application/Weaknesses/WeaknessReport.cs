using System.Text.Json.Nodes;
using Incidents.Application.Register;
using Incidents.Domain;

namespace Incidents.Application.Weaknesses;

/// <summary>What a weakness lies in.</summary>
public enum WeaknessOf
{
    /// <summary>An information policy that incidents touch or breach.</summary>
    InformationPolicy,

    /// <summary>A point of this policy that was not kept.</summary>
    PolicyPoint,
}

/// <summary>How many incidents of one sort show a weakness.</summary>
/// <param name="Id">Of the information policy or the point.</param>
/// <param name="Month">In which they were reported, by the school's clock, like 2026-03.</param>
public sealed record WeaknessCount(
    WeaknessOf Of, string Id, IncidentKind Kind, Severity? Severity, string? BreachType, string Month,
    long Incidents);

/// <summary>How many incidents that show a weakness are alike in one way.</summary>
/// <param name="Of">What the weakness lies in, as a word of <see cref="WeaknessOf"/>, or
/// <c>breachType</c>.</param>
/// <param name="By">In which: <c>month</c>, <c>kind</c>, <c>severity</c> or <c>breachType</c>.</param>
/// <param name="Word">How they are; of a severity its rank.</param>
public sealed record WeaknessSum(string Of, string Id, string By, string Word, long Incidents);

/// <summary>Whether incidents came back after the first control against them.</summary>
/// <param name="Of">What they have in common: <c>informationPolicy</c> or <c>breachType</c>.</param>
/// <param name="FirstControlAt">When the first control was put in place, UTC.</param>
/// <param name="Before">Reported up to then, in the time of the report.</param>
/// <param name="After">Reported since, in the time of the report.</param>
public sealed record Recurrence(
    string Of, string Id, DateTimeOffset FirstControlAt, long Before, long After, DateTimeOffset? LastAt);

/// <summary>Where the school is weak (why-1).</summary>
public sealed record WeaknessReport(
    IReadOnlyList<WeaknessSum> Sums, IReadOnlyList<Recurrence> Recurrences)
{
    /// <summary>As it is answered: what fails most first.</summary>
    /// <param name="pack">Names policies, points and breach types.</param>
    public JsonObject ToJson(PolicyPack pack) => new()
    {
        ["informationPolicies"] = Weak(WeaknessOf.InformationPolicy, pack),
        ["policyPoints"] = Weak(WeaknessOf.PolicyPoint, pack),
        ["recurrences"] = new JsonArray([.. Recurrences.Select(each => Again(each, pack))]),
    };

    /// <summary>What a weakness is called.</summary>
    public static string TitleOf(WeaknessOf of, string id, PolicyPack pack) => of == WeaknessOf.PolicyPoint
        ? pack.Points.FirstOrDefault(point => point.Point == id)?.Title ?? id
        : TitleIn(pack.InformationPolicies, id);

    private JsonArray Weak(WeaknessOf of, PolicyPack pack) => new([.. Sums
        .Where(sum => sum.Of == Words.CamelCase(of))
        .GroupBy(sum => sum.Id, StringComparer.Ordinal)
        .OrderByDescending(same => In(same, "month").Sum(sum => sum.Incidents))
        .ThenBy(same => same.Key, StringComparer.Ordinal)
        .Select(same => Weakness([.. same], pack))]);

    private static JsonObject Weakness(IReadOnlyList<WeaknessSum> sums, PolicyPack pack) => new()
    {
        ["id"] = sums[0].Id,
        ["title"] = TitleOf(Enum.Parse<WeaknessOf>(sums[0].Of, ignoreCase: true), sums[0].Id, pack),
        ["incidents"] = In(sums, "month").Sum(sum => sum.Incidents),
        ["byKind"] = Numbers(sums, "kind", word => word),
        ["bySeverity"] = Numbers(
            sums, "severity", rank => Counts.Severity(Window.SeverityOf(rank))),
        ["byBreachType"] = Numbers(sums, "breachType", word => word),
        ["byMonth"] = Numbers(sums, "month", word => word),
    };

    private static JsonObject Numbers(IEnumerable<WeaknessSum> sums, string by, Func<string, string> word) =>
        Counts.Of(In(sums, by), sum => word(sum.Word), sum => sum.Incidents);

    private static IEnumerable<WeaknessSum> In(IEnumerable<WeaknessSum> sums, string by) =>
        sums.Where(sum => sum.By == by);

    private static JsonObject Again(Recurrence recurrence, PolicyPack pack)
    {
        var entries = recurrence.Of == "breachType" ? pack.BreachTypes : pack.InformationPolicies;
        var json = new JsonObject
        {
            ["of"] = recurrence.Of,
            ["id"] = recurrence.Id,
            ["title"] = TitleIn(entries, recurrence.Id),
            ["firstControlAt"] = JsonValue.Create(recurrence.FirstControlAt.UtcDateTime),
            ["before"] = recurrence.Before,
            ["after"] = recurrence.After,
        };
        if (recurrence.LastAt is { } last)
            json["lastAt"] = JsonValue.Create(last.UtcDateTime);

        return json;
    }

    private static string TitleIn(IEnumerable<PackEntry> entries, string id) =>
        entries.FirstOrDefault(entry => entry.Id == id)?.Title ?? id;
}
