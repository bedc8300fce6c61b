using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Incidents.Application.Tests.Evidence;

/// <summary>AWS's signature version 4 of a request, worked out anew from its description.</summary>
internal static class BucketSignature
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    /// <summary>What is wrong with it, by S3's own codes; nothing, where it is right.</summary>
    public static string? WrongWith(HttpRequest request, byte[] body, string accessKey, string secretKey)
    {
        var parts = request.Headers.Authorization.ToString()
            .Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        if (parts is not ["AWS4-HMAC-SHA256", ..])
            return "AccessDenied";

        var said = parts[1..].Select(part => part.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        var scope = said["Credential"].Split('/');
        if (scope[0] != accessKey)
            return "InvalidAccessKeyId";

        var at = request.Headers["x-amz-date"].ToString();
        var signedAt = DateTimeOffset.ParseExact(at, "yyyyMMdd'T'HHmmss'Z'", null,
            System.Globalization.DateTimeStyles.AssumeUniversal);
        if ((DateTimeOffset.UtcNow - signedAt).Duration() > Skew)
            return "RequestTimeTooSkewed";

        var hash = request.Headers["x-amz-content-sha256"].ToString();
        if (hash != Convert.ToHexStringLower(SHA256.HashData(body)))
            return "XAmzContentSHA256Mismatch";

        var names = said["SignedHeaders"].Split(';');
        if (!names.Contains("host") || !names.Contains("x-amz-content-sha256"))
            return "AccessDenied";

        var canonical = string.Join('\n',
            request.Method, RawPath(request), Query(request),
            string.Concat(names.Select(name => $"{name}:{ValueOf(request, name)}\n")),
            said["SignedHeaders"], hash);
        var toSign = string.Join('\n', "AWS4-HMAC-SHA256", at, string.Join('/', scope[1..]),
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));
        var key = scope[1..].Aggregate(
            Encoding.UTF8.GetBytes("AWS4" + secretKey), (k, part) => Mac(k, part));

        return Convert.ToHexStringLower(Mac(key, toSign)) == said["Signature"]
            ? null
            : "SignatureDoesNotMatch";
    }

    private static string RawPath(HttpRequest request) =>
        request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?')[0];

    private static string Query(HttpRequest request) => string.Join('&', request.Query
        .SelectMany(pair => pair.Value.Select(value =>
            $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(value ?? "")}"))
        .Order(StringComparer.Ordinal));

    private static string ValueOf(HttpRequest request, string name) =>
        name == "host" ? request.Host.Value! : request.Headers[name].ToString().Trim();

    private static byte[] Mac(byte[] key, string text) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
