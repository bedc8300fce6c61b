using System.Globalization;
using Incidents.Api.Problems;
using Incidents.Application.Commands;
using Incidents.Domain;

namespace Incidents.Api.Routes;

/// <summary>What of a request is read alike on every route.</summary>
public static class RequestParts
{
    /// <summary>The largest body that is not a file, bytes.</summary>
    public const int LargestBody = 256 * 1024;

    private const int LongestKey = 200;

    /// <summary>The body whole.</summary>
    /// <param name="largest">Bytes that it may have.</param>
    /// <exception cref="BadHttpRequestException">It is too large.</exception>
    public static async Task<ReadOnlyMemory<byte>> Body(
        HttpRequest request, CancellationToken cancellation, int largest = LargestBody)
    {
        RefuseCompressed(request);
        if (request.ContentLength > largest)
            throw TooLarge();

        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            if (body.Length + read > largest)
                throw TooLarge();

            body.Write(buffer, 0, read);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    /// <summary>Nothing is unpacked here: a few bytes could become all the memory there is.</summary>
    /// <exception cref="BadHttpRequestException">It is compressed.</exception>
    public static void RefuseCompressed(HttpRequest request)
    {
        if (request.Headers.ContentEncoding is not ([] or ["identity"]))
        {
            throw new BadHttpRequestException(
                "The body is compressed.", StatusCodes.Status415UnsupportedMediaType);
        }
    }

    /// <summary>Something is wrong with a header; among the errors it stands by its name.</summary>
    public static Problem WrongHeader(string name, string problem) =>
        GeneralProblems.InvalidRequest.Because($"The header {name} {problem}")
            .About(new FieldProblem($"/{name}", problem));

    /// <summary>The version that <c>If-Match</c> names; none where it is not sent.</summary>
    /// <param name="problem">What is wrong with it.</param>
    public static long? ExpectedVersion(HttpRequest request, out Problem? problem)
    {
        problem = null;
        if (request.Headers.IfMatch is not [{ } header] || header == "*")
            return null;

        if (header.Length > 2 && header[0] == '"' && header[^1] == '"'
            && long.TryParse(header.AsSpan(1, header.Length - 2), NumberStyles.None,
                CultureInfo.InvariantCulture, out var version))
        {
            return version;
        }

        problem = WrongHeader(
            "If-Match", "names a version in quotes as an answer's ETag gives it, for example \"7\".");

        return null;
    }

    /// <summary>What guards the request's retry; none where it is not asked for.</summary>
    /// <param name="problem">What is wrong with it.</param>
    public static RetryKey? RetryKey(HttpRequest request, ReadOnlySpan<byte> body, out Problem? problem)
    {
        problem = null;
        var header = request.Headers["Idempotency-Key"];
        if (header.Count == 0)
            return null;

        if (header is not [{ Length: > 0 and <= LongestKey } key]
            || key.Any(letter => letter is < '!' or > '~'))
        {
            problem = WrongHeader("Idempotency-Key",
                $"is sent once, with 1 to {LongestKey} printable characters and no spaces.");
            return null;
        }

        return new(key, Fingerprint(request, body));
    }

    private static byte[] Fingerprint(HttpRequest request, ReadOnlySpan<byte> body)
    {
        var asked = System.Text.Encoding.UTF8.GetBytes($"{request.Method} {request.Path.Value}\n");

        return [.. asked, .. body];
    }

    private static BadHttpRequestException TooLarge() =>
        new("The body is too large.", StatusCodes.Status413PayloadTooLarge);
}
