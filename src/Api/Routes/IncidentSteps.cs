using Incidents.Domain;

namespace Incidents.Api.Routes;

/// <summary>What a command's route answers.</summary>
public enum StepKind
{
    /// <summary>A new incident: 201.</summary>
    Report,

    /// <summary>A new part of an incident: 201, with its id.</summary>
    Part,

    /// <summary>A change of its state: 200.</summary>
    Step,
}

/// <summary>A command and its route.</summary>
/// <param name="Template">The whole path, with the names of what it takes in braces.</param>
/// <param name="Part">The part's name in the path, where parts can be read by themselves.</param>
public sealed record StepRoute(Type Command, string Template, StepKind Kind, string? Part)
{
    /// <summary>Whether it is for somebody who does not sign in: to report, or by a receipt.</summary>
    public bool IsWithoutName => Template.StartsWith(IncidentSteps.WithoutName, StringComparison.Ordinal);

    /// <summary>Whether the incident is the one whose receipt is shown.</summary>
    public bool IsByReceipt => IsWithoutName && Kind != StepKind.Report;
}

/// <summary>The table of commands, which reads like the policy.</summary>
public sealed class IncidentSteps
{
    /// <summary>The path of whoever reports without a name.</summary>
    public const string WithoutName = "/v1/anonymous-reports";

    private const string Incidents = "/v1/incidents";
    private readonly List<StepRoute> _routes = [];
    private readonly List<StepRoute> _byReceipt = [];

    /// <summary>Those of them that can also be gone by receipt, in the order of the table.</summary>
    public IReadOnlyList<StepRoute> ByReceipt => _byReceipt;

    /// <summary>Every route, in the order of the table.</summary>
    public IReadOnlyList<StepRoute> Routes => _routes;

    /// <summary>A command that makes an incident.</summary>
    public void Report<TCommand>()
        where TCommand : IncidentCommand =>
            _routes.Add(new(typeof(TCommand), Incidents, StepKind.Report, Part: null));

    /// <summary>A command that a reporter without a name can give too: by receipt, under the same
    /// path.</summary>
    public void AlsoByReceipt<TCommand>()
        where TCommand : IncidentCommand
    {
        var route = _routes.Single(each => each.Command == typeof(TCommand));
        var step = route.Template[$"{Incidents}/{{id}}/".Length..];

        _byReceipt.Add(route with { Template = $"{WithoutName}/{step}" });
    }

    /// <summary>A command that changes where an incident stands.</summary>
    public void Step<TCommand>(string path)
        where TCommand : IncidentCommand =>
        _routes.Add(new(typeof(TCommand), $"{Incidents}/{{id}}/{path}", StepKind.Step, Part: null));

    /// <summary>A command that adds a part to an incident.</summary>
    public void Part<TCommand>(string path)
        where TCommand : IncidentCommand =>
        _routes.Add(new(typeof(TCommand), $"{Incidents}/{{id}}/{path}", StepKind.Part, path));

    /// <summary>A command at a path of its own, beside those of one incident.</summary>
    public void Beside<TCommand>(string path, StepKind kind)
        where TCommand : IncidentCommand =>
        _routes.Add(new(typeof(TCommand), $"/v1/{path}", kind, Part: null));
}
