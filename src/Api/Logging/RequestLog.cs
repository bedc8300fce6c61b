using System.Diagnostics;
using Incidents.Api.Problems;
using Incidents.Api.Routes;
using Incidents.Api.Security;
using Incidents.Application.Commands;
using Microsoft.AspNetCore.Http.Features;

namespace Incidents.Api.Logging;

/// <summary>One line for each request, and a count of its command: who, what, what became of it and how long
/// it took. Never what an incident says, and never a name or an address. Of whoever must not be found out
/// there is no line at all: it would tell when they came.</summary>
public sealed partial class RequestLog(
    RequestDelegate next, CommandMeter meter, ILogger<RequestLog> logger)
{
    /// <summary>Measures the request and writes its line.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        var started = Stopwatch.GetTimestamp();
        await next(http);

        if (http.IsDiscreet())
        {
            LeaveNoTrace(http);
            return;
        }

        if (http.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase))
            return;

        var caller = http.Features.Get<Caller>();
        var summary = http.Features.Get<RequestSummary>();
        Answered(logger, http.Request.Method, RouteOf(http), http.Response.StatusCode,
            Stopwatch.GetElapsedTime(started).TotalMilliseconds, caller?.Tenant, caller?.Actor.PersonId,
            summary?.IncidentId ?? IncidentOf(http), summary?.Command, summary?.Outcome,
            Problem.TraceOf(http));
        if (summary is { Command: not RequestSummary.SignIn })
            meter.Answered(summary.Command, summary.Outcome);
    }

    /// <summary>Nor is it counted or traced: counters are read so often that one more tells the
    /// moment.</summary>
    private static void LeaveNoTrace(HttpContext http)
    {
        if (http.Features.Get<IHttpMetricsTagsFeature>() is { } counters)
            counters.MetricsDisabled = true;

        // Whoever exports traces takes those that are marked when they end.
        if (http.Features.Get<IHttpActivityFeature>()?.Activity is { } trace)
            (trace.ActivityTraceFlags, trace.IsAllDataRequested) = (ActivityTraceFlags.None, false);
    }

    /// <summary>The incident that the path names; none where it names something else.</summary>
    private static Guid? IncidentOf(HttpContext http) =>
        http.Request.Path.StartsWithSegments("/v1/incidents", StringComparison.OrdinalIgnoreCase)
            ? CommandEndpoint.IncidentId(http)
            : null;

    /// <summary>The route as the table has it: an address itself could hold what
    /// somebody typed into it.</summary>
    private static string RouteOf(HttpContext http) =>
        (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";

    [LoggerMessage(LogLevel.Information,
        "{Method} {Route} {Status} in {Milliseconds:0.0} ms; tenant {Tenant}, person {PersonId}, incident "
            + "{IncidentId}, "
        + "command {Command}, outcome {Outcome}, trace {TraceId}")]
    private static partial void Answered(
        ILogger logger, string method, string route, int status, double milliseconds, string? tenant,
        Guid? personId, Guid? incidentId, string? command, string? outcome, string traceId);
}
