using System.Text.Json.Nodes;

namespace Incidents.Api.OpenApi;

/// <summary>What was built into the service for its description.</summary>
internal static class Embedded
{
    private const string Examples = "OpenApi.Examples.";

    /// <summary>A resource by its name.</summary>
    /// <exception cref="InvalidOperationException">It was not built in: a defect.</exception>
    public static Stream Open(string name) =>
        typeof(Embedded).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"The service was built without {name}.");

    /// <summary>An example of <c>OpenApi/Examples</c>.</summary>
    public static JsonObject Example(string name)
    {
        using var stream = Open($"{Examples}{name}.json");

        return JsonNode.Parse(stream)!.AsObject();
    }
}
