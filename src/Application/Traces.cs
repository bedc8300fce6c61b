using System.Diagnostics;

namespace Incidents.Application;

/// <summary>The service's own spans, between a request and its statements, and of what happens behind the
/// write. Where nobody takes traces there are none.</summary>
public static class Traces
{
    /// <summary>Their source.</summary>
    public const string Name = "Incidents";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>A command on its way.</summary>
    /// <param name="command">Its name; never what it says.</param>
    public static Activity? OfCommand(string command) =>
        Source.HasListeners() ? Source.StartActivity($"command {command}") : null;

    /// <summary>A part of a command's way that it goes together with others.</summary>
    public static Activity? OfStep(string step) => Source.HasListeners() ? Source.StartActivity(step) : null;

    /// <summary>What is done for several commits at once: part of the first one's trace, and linked to those
    /// of the others.</summary>
    public static Activity? After(IReadOnlyList<ActivityContext> commits, string what) =>
        commits.Count == 0
            ? null
            : Source.StartActivity(what, ActivityKind.Internal, commits[0],
                links: commits.Skip(1).Select(other => new ActivityLink(other)));
}
