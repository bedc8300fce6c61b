using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using Incidents.Domain;

namespace Incidents.Api.Problems;

/// <summary>Every kind of problem that the service can answer with.</summary>
public static class ProblemCatalogue
{
    /// <summary>The general ones, then those of the rules, each in the order of what holds them.</summary>
    public static ImmutableArray<ProblemKind> All { get; } =
    [
        .. typeof(GeneralProblems).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(ProblemKind))
            .Select(field => (ProblemKind)field.GetValue(null)!),
        .. Rules.All.Select(Of),
    ];

    private static FrozenDictionary<string, ProblemKind> ByCode { get; } =
        All.ToFrozenDictionary(kind => kind.Code, StringComparer.Ordinal);

    /// <summary>It is not the actor's to do; the policy says so, and therefore a rule.</summary>
    public static ProblemKind NotYourDuty { get; } = ByCode[Rules.NotYourDuty.Code];

    /// <summary>The kind that a code names.</summary>
    public static ProblemKind? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>What a rule about a reference answers where the reference stands in the path.</summary>
    public static ProblemKind InPath(Rule rule) => ByCode[rule.Code] with
    {
        Status = StatusOf(RefusalKind.NotThere),
    };

    /// <summary>The kind that fits a status which came without a word.</summary>
    public static ProblemKind OfStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => GeneralProblems.Unauthenticated,
        StatusCodes.Status403Forbidden => NotYourDuty,
        StatusCodes.Status404NotFound => GeneralProblems.NotFound,
        StatusCodes.Status405MethodNotAllowed => GeneralProblems.MethodNotAllowed,
        StatusCodes.Status412PreconditionFailed => GeneralProblems.StaleVersion,
        StatusCodes.Status413PayloadTooLarge => GeneralProblems.TooLarge,
        StatusCodes.Status415UnsupportedMediaType => GeneralProblems.UnsupportedMediaType,
        StatusCodes.Status429TooManyRequests => GeneralProblems.TooManyRequests,
        StatusCodes.Status503ServiceUnavailable => GeneralProblems.Unavailable,
        < StatusCodes.Status500InternalServerError => GeneralProblems.InvalidRequest,
        _ => GeneralProblems.InternalError,
    };

    /// <summary>The kind of a rule's refusals.</summary>
    private static ProblemKind Of(Rule rule) =>
        new(rule.Code, StatusOf(rule.Kind), Title(rule.Code), rule.Meaning, WhatToDo(rule.Kind), rule.Point);

    /// <summary>The status of a kind of refusal.</summary>
    internal static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Rule => StatusCodes.Status409Conflict,
        RefusalKind.Duty => StatusCodes.Status403Forbidden,
        RefusalKind.NotThere => StatusCodes.Status404NotFound,
        RefusalKind.Reference => StatusCodes.Status422UnprocessableEntity,
    };

    private static string WhatToDo(RefusalKind kind) => kind switch
    {
        RefusalKind.Rule =>
            "The detail says what is missing or in the way; do that first, then send the command again. "
            + "Where blocking is there, it lists everything that stands in the way.",
        RefusalKind.Duty =>
            "Leave it to whoever holds the duty, or their stand-in; the detail says who that is.",
        RefusalKind.NotThere =>
            "Check the address: what it names must belong to this incident.",
        RefusalKind.Reference =>
            "The detail says which field refers to it; put right what that field says, and send the "
                + "command again.",
    };

    /// <summary>The code is the rule's name; its words are the title.</summary>
    private static string Title(string code) =>
        string.Join(' ', code.Split('-').Select((word, index) => word switch
        {
            "ico" => "ICO",
            _ when index == 0 => char.ToUpperInvariant(word[0]) + word[1..],
            _ => word,
        }));
}
