using Microsoft.Net.Http.Headers;

namespace Incidents.Api.Security;

/// <summary>Headers that every answer bears, so that a browser makes nothing of it but what it is. What a
/// route says itself goes before.</summary>
public sealed class SafeHeaders(RequestDelegate next)
{
    /// <summary>An answer loads nothing and stands in no frame.</summary>
    private const string NothingAtAll =
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string OneYear = "max-age=31536000; includeSubDomains";
    private const string ForwardedScheme = "X-Forwarded-Proto";

    /// <summary>Adds them as the answer begins.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(() =>
        {
            Write(http);

            return Task.CompletedTask;
        });

        return next(http);
    }

    private static void Write(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.TryAdd(HeaderNames.XContentTypeOptions, "nosniff");
        headers.TryAdd(HeaderNames.ContentSecurityPolicy, NothingAtAll);
        headers.TryAdd(HeaderNames.XFrameOptions, "DENY");
        headers.TryAdd("Referrer-Policy", "no-referrer");
        headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        headers.TryAdd(HeaderNames.CacheControl, "no-store");
        if (IsHttps(http.Request))
            headers.TryAdd(HeaderNames.StrictTransportSecurity, OneYear);
    }

    /// <summary>A proxy says by which scheme it was asked. Who says so falsely over HTTP gains nothing: a
    /// browser heeds the header over HTTPS alone.</summary>
    private static bool IsHttps(HttpRequest request) =>
        request.IsHttps
        || string.Equals(request.Headers[ForwardedScheme], "https", StringComparison.OrdinalIgnoreCase);
}
