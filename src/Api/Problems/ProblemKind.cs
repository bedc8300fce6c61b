namespace Incidents.Api.Problems;

/// <summary>A kind of problem: what its code means, and what to do about it.</summary>
/// <param name="Code">Stable name, on which programs may rely.</param>
/// <param name="Status">Its HTTP status.</param>
/// <param name="Title">The same words each time, for people.</param>
/// <param name="Meaning">What it means.</param>
/// <param name="WhatToDo">What whoever meets it does next.</param>
/// <param name="PolicyPoint">The policy point that a rule rests on.</param>
public sealed record ProblemKind(
    string Code, int Status, string Title, string Meaning, string WhatToDo, string? PolicyPoint = null)
{
    /// <summary>The page that explains it.</summary>
    public string Page => $"/problems/{Code}";

    /// <summary>How long to wait before trying again, where that is sent along.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>It happened.</summary>
    /// <param name="detail">What happened this time; without it, what to do. Never a personal datum.</param>
    public Problem Because(string? detail = null) =>
        new(Code, Status, Title) { Detail = detail ?? WhatToDo, RetryAfter = RetryAfter };
}
