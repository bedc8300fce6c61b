using System.Text;
using System.Text.Json.Nodes;
using Incidents.Api.Tests.OpenApi;
using Incidents.Api.Tests.Security.Matrix;

namespace Incidents.Api.Tests.Fuzz;

/// <summary>A request, as it can be sent again.</summary>
internal sealed record NonsenseRequest(
    Member Who, string Method, string Path, IReadOnlyList<(string Name, string Value)> Headers,
    string? MediaType, byte[]? Body)
{
    public HttpRequestMessage Message()
    {
        var message = new HttpRequestMessage(new(Method), new Uri(Who.Http.BaseAddress!, Path));
        if (Who.Key.Length > 0)
            message.Headers.Add("X-API-Key", Who.Key);
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body);
            if (MediaType is not null)
                message.Content.Headers.TryAddWithoutValidation("Content-Type", MediaType);
        }

        foreach (var (name, value) in Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
                message.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    public override string ToString() =>
        $"{Method} {Short(Path)} as {Who.Subject}, {MediaType}, "
        + $"{Short(string.Join("; ", Headers.Select(header => $"{header.Name}: {header.Value}")))}, "
        + Short(Body is null ? "no body" : Encoding.UTF8.GetString(Body));

    private static string Short(string text) => text.Length > 300 ? text[..300] + "…" : text;
}

/// <summary>Makes requests from the description of the interface: every operation, by everybody, right and
/// wrong in every part. The same number makes the same request.</summary>
internal sealed class NonsenseRequests(MatrixSchool world, int seed)
{
    private readonly IReadOnlyList<Described> _operations = Description.Operations;
    private readonly Member[] _members =
        [.. world.People.Values, .. world.Elsewhere.Values.Take(3), world.School.Stranger];

    private readonly Member[] _workers =
        [world.People["office"], world.People["investig"], world.People["head"], world.People["dpo"]];

    private readonly Dictionary<string, JsonNode[]> _bodies = Description.Operations
        .Where(operation => operation.BodySchema is not null)
        .ToDictionary(operation => operation.ToString(), Right, StringComparer.Ordinal);

    public NonsenseRequest Make(int number)
    {
        var random = new Random(unchecked((seed * 1_000_003) + number));
        var operation = _operations[number % _operations.Count];
        var (mediaType, body) = Body(operation, random);

        return new(
            random.Next(2) == 0 ? Any(random, _workers) : Any(random, _members),
            random.Next(60) == 0 ? Any(random, "PUT", "PATCH", "HEAD", "OPTIONS", "TRACE") : operation.Method,
            Path(operation, random) + Query(operation, random),
            Headers(random),
            mediaType,
            body);
    }

    private (string? MediaType, byte[]? Body) Body(Described operation, Random random)
    {
        if (!_bodies.TryGetValue(operation.ToString(), out var right))
            return random.Next(20) == 0 ? ("application/json", "{}"u8.ToArray()) : (null, null);

        if (operation.Path.EndsWith("/evidence", StringComparison.Ordinal) && random.Next(2) == 0)
            return NonsenseForms.Any(random);

        if (random.Next(15) == 0)
            return (null, null);

        return (random.Next(12) == 0 ? Any(random, Hostile.MediaTypes) : "application/json",
            NonsenseBodies.Of(right[random.Next(right.Length)], random));
    }

    private static JsonNode[] Right(Described operation) =>
    [
        .. operation.BodyExamples?.Select(example => example.Value!["value"]!) ?? [],
        .. BodiesBySchema.Good(Description.Resolve(operation.BodySchema!)).Take(60),
    ];

    private string Path(Described operation, Random random)
    {
        var severity = Any(random, MatrixSchool.Severities);
        var right = operation.Path.StartsWith("/v1/incidents/{id}", StringComparison.Ordinal)
            ? world.Incident(severity).Path
                + world.Path(severity, operation.Path["/v1/incidents/{id}".Length..])
            : world.Path(operation.Path);
        if (random.Next(5) > 0)
            return right;

        var segments = right.Split('/');
        var template = operation.Path.Split('/');
        for (var i = 0; i < segments.Length && i < template.Length; i++)
        {
            if (template[i].StartsWith('{') && random.Next(2) == 0)
                segments[i] = Uri.EscapeDataString(Any(random, Hostile.Texts));
        }

        return string.Join('/', segments) + Any(random, "", "", "", "/", "//", "/x", "%2f..%2f..", "%ff%fe");
    }

    private static string Query(Described operation, Random random)
    {
        var known = (operation.Node["parameters"]?.AsArray() ?? [])
            .Select(parameter => Description.Resolve(parameter!))
            .Where(parameter => parameter["in"]!.GetValue<string>() == "query")
            .Select(parameter => parameter["name"]!.GetValue<string>()).Append("strange").ToArray();
        if (random.Next(3) == 0)
            return "";

        var asked = Enumerable.Range(0, random.Next(4)).Select(_ =>
            $"{Any(random, known)}={Uri.EscapeDataString(Any(random, Hostile.Texts))}");

        return "?" + string.Join('&', asked);
    }

    private static List<(string, string)> Headers(Random random)
    {
        var headers = new List<(string, string)>();
        while (random.Next(3) == 0 && headers.Count < 4)
        {
            var (name, values) = Hostile.Headers[random.Next(Hostile.Headers.Length)];
            headers.Add((name, Any(random, values)));
        }

        return headers;
    }

    private static T Any<T>(Random random, params T[] values) => values[random.Next(values.Length)];
}
