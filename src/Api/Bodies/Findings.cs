using System.Collections.Immutable;
using Incidents.Domain;

namespace Incidents.Api.Bodies;

/// <summary>What was found wrong so far. It stops counting where nobody would read on, so that a body of
/// nonsense cannot ask for an answer larger than itself.</summary>
internal sealed class Findings
{
    public const int Limit = 100;

    private readonly List<FieldProblem> _problems = [];

    private bool _cut;

    /// <summary>Of problems that somebody else found, as many as somebody reads.</summary>
    public static ImmutableArray<FieldProblem> Shown(IEnumerable<FieldProblem> problems)
    {
        var findings = new Findings();
        foreach (var problem in problems)
            findings.Add(problem.Pointer, problem.Message);

        return findings.All();
    }

    public bool IsEmpty => _problems.Count == 0;

    public bool IsFull => _cut;

    public void Add(string pointer, string message)
    {
        if (_problems.Count < Limit)
            _problems.Add(new(pointer, message));
        else
            _cut = true;
    }

    public ImmutableArray<FieldProblem> All() => _cut
        ?
        [
            .. _problems,
            new("", $"has more wrong with it than these {Limit}; correct them and send it again."),
        ]
        : [.. _problems];
}
