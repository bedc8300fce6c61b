using System.Collections.Frozen;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Incidents.Api.Routes;
using OpenTelemetry;

namespace Incidents.Api.Telemetry;

/// <summary>What traces may tell: which route, command, statement or message, how long it took and how it
/// ended. Nothing else is left on a span, and what might turn out to be a request of somebody who must not be
/// found out has none from its beginning.</summary>
public sealed partial class SpanAllowList : BaseProcessor<Activity>
{
    private const string Statement = "db.query.text";

    private static readonly FrozenSet<string> Told =
    [
        "http.request.method", "http.route", "http.response.status_code", "error.type", "url.scheme",
        "db.system.name", "db.response.status_code",
        "messaging.system", "messaging.message_type", "messaging.destination", "messaging.message_id",
        "incidents.outcome",
    ];

    // Messages of exceptions quote what was sent.
    private readonly ActivityListener _withoutMessages = new()
    {
        ShouldListenTo = _ => true,
        ExceptionRecorder = (_, exception, ref tags) =>
        {
            tags.Add("exception.message", "(not kept)");
            tags.Add("exception.stacktrace", exception.StackTrace ?? "");
        },
    };

    /// <summary>Keeps messages of exceptions off from now on.</summary>
    public SpanAllowList() => ActivitySource.AddActivityListener(_withoutMessages);

    /// <summary>Whether a request has a trace. A report may be one of somebody who is to be protected, which
    /// only its body says; and an allocation tells who it is not.</summary>
    public static bool MayBeTold(HttpContext http)
    {
        var path = http.Request.Path;

        return !path.StartsWithSegments(IncidentSteps.WithoutName, StringComparison.OrdinalIgnoreCase)
            && !path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)
            && !path.StartsWithSegments(MetricsPage.Path, StringComparison.OrdinalIgnoreCase)
            && !(path.StartsWithSegments("/v1/incidents", StringComparison.OrdinalIgnoreCase, out var rest)
                && (IsNothing(rest) && HttpMethods.IsPost(http.Request.Method)
                    || rest.Value!.Contains("/allocation", StringComparison.OrdinalIgnoreCase)));
    }

    /// <inheritdoc/>
    public override void OnStart(Activity span)
    {
        // Whoever calls may have written something of theirs into it.
        span.TraceStateString = null;

        // A statement outside of any trace may be one of those.
        if (span.ParentSpanId == default && span.Kind is not (ActivityKind.Server or ActivityKind.Consumer))
            (span.ActivityTraceFlags, span.IsAllDataRequested) = (ActivityTraceFlags.None, false);
    }

    /// <inheritdoc/>
    public override void OnEnd(Activity span)
    {
        if (span.GetTagItem(Statement) is string sql)
            span.DisplayName = InShort(sql);
        foreach (var (key, _) in span.TagObjects.ToList())
        {
            if (!Told.Contains(key))
                span.SetTag(key, null);
        }

        span.SetStatus(span.Status);
    }

    /// <summary>The verb of a statement and the tables that it names.</summary>
    public static string InShort(string sql)
    {
        var verb = Verb().Match(sql);
        var tables = Table().Matches(sql).Select(found => found.Groups["table"].Value)
            .Distinct(StringComparer.Ordinal).Take(3);

        return (verb.Success ? verb.Value.ToLowerInvariant() + " " + string.Join(", ", tables) : "postgresql")
            .Trim();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _withoutMessages.Dispose();
        base.Dispose(disposing);
    }

    private static bool IsNothing(PathString rest) => rest.Value is null or "" or "/";

    [GeneratedRegex(@"\b(select|insert|update|delete|merge|call|begin|commit|rollback)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Verb();

    [GeneratedRegex(@"\b(incidents|messages|reporting)\.(?<table>[a-z_]+)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Table();
}
