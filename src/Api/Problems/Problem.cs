using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Incidents.Api.Bodies;
using Incidents.Api.Security;
using Microsoft.Net.Http.Headers;

namespace Incidents.Api.Problems;

/// <summary>A problem as RFC 9457 has it, with what the contract adds. An endpoint may return it.</summary>
/// <param name="Code">Of <see cref="ProblemCatalogue"/>.</param>
/// <param name="Status">The HTTP status that it is sent with.</param>
/// <param name="Title">The same for every problem of this code.</param>
public sealed record Problem(string Code, int Status, string Title) : IResult
{
    /// <summary>The media type that it is sent as.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>The page that explains it.</summary>
    [JsonPropertyOrder(-1)]
    public string Type => $"/problems/{Code}";

    /// <summary>What happened this time, and what to do; never a personal datum.</summary>
    public string? Detail { get; init; }

    /// <summary>The path that was asked for; written when it is sent.</summary>
    public string? Instance { get; init; }

    /// <summary>The policy point by which a rule refused.</summary>
    public string? PolicyPoint { get; init; }

    /// <summary>By JSON pointer into the body, what is wrong there.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors { get; init; }

    /// <summary>Everything that stands in the way, where several things do.</summary>
    public IReadOnlyList<BlockingProblem>? Blocking { get; init; }

    /// <summary>The version that the incident now has, where another was expected.</summary>
    public long? CurrentVersion { get; init; }

    /// <summary>By which whoever runs the service finds it in the log; written when it is sent.</summary>
    public string? TraceId { get; init; }

    /// <summary>How long to wait before trying again, sent as a header.</summary>
    [JsonIgnore]
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What the log and the problem call this request. Where nobody may follow it, a name that
    /// stands nowhere else.</summary>
    public static string TraceOf(HttpContext http) => http.IsDiscreet()
        ? ActivityTraceId.CreateRandom().ToHexString()
        : Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity
            ? activity.TraceId.ToHexString()
            : http.TraceIdentifier;

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var request = httpContext.Request;
        var response = httpContext.Response;
        var whole = this with
        {
            Instance = Instance ?? request.PathBase.Add(request.Path).ToUriComponent(),
            TraceId = TraceId ?? TraceOf(httpContext),
        };
        var body = JsonSerializer.SerializeToUtf8Bytes(whole, Json.Options);

        response.StatusCode = Status;
        response.ContentType = MediaType;
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        WriteHeaders(response.Headers);

        if (!HttpMethods.IsHead(request.Method))
            await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    /// <summary>What the sign-in or a limiter has said already is more exact
    /// than what is said here.</summary>
    private void WriteHeaders(IHeaderDictionary headers)
    {
        if (Status == StatusCodes.Status401Unauthorized)
            headers.TryAdd(HeaderNames.WWWAuthenticate, "Bearer");

        if (RetryAfter is { } wait)
            headers.TryAdd(HeaderNames.RetryAfter,
                Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture));
    }
}

/// <summary>One of several things that stand in the way.</summary>
public sealed record BlockingProblem(string Code, string? PolicyPoint, string Detail);
