using System.Text.Json.Nodes;
using Incidents.Api.OpenApi;
using Incidents.Api.Routes;

namespace Incidents.Api.Tests.OpenApi;

/// <summary>The description of the interface, as its reader sees it.</summary>
internal static class Description
{
    public static JsonObject Whole { get; } = JsonNode.Parse(ApiDocument.Text)!.AsObject();

    public static JsonObject Schemas { get; } = Whole["components"]!["schemas"]!.AsObject();

    /// <summary>The table that it describes.</summary>
    public static IReadOnlyList<StepRoute> Steps => Api.Routes.Commands.Table.Routes;

    public static IReadOnlyList<Described> Operations { get; } =
    [
        .. from path in Whole["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           select new Described(operation.Key.ToUpperInvariant(), path.Key, operation.Value!.AsObject()),
    ];

    /// <summary>The operation that takes a command.</summary>
    public static Described Of(Type command) => Operations.Single(each =>
        each.Id.Equals(command.Name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The operation of a path as it was asked for.</summary>
    public static Described Find(string method, string path) => Operations
        .Where(each => each.Method == method && Fits(each.Path.Split('/'), path.Split('/')))
        .MinBy(each => each.Path.Count(letter => letter == '{'))!;

    /// <summary>What a reference refers to; anything else as it is.</summary>
    public static JsonObject Resolve(JsonNode node) => node["$ref"]?.GetValue<string>() is { } reference
        ? reference.Split('/').Skip(1).Aggregate((JsonNode)Whole, (from, name) => from[name]!).AsObject()
        : node.AsObject();

    private static bool Fits(string[] template, string[] path) =>
        template.Length == path.Length
        && template.Zip(path).All(part => part.First.StartsWith('{') || part.First == part.Second);
}

/// <summary>An operation of the description.</summary>
internal sealed record Described(string Method, string Path, JsonObject Node)
{
    private const string Json = "application/json";

    public string Id => Node["operationId"]!.GetValue<string>();

    public JsonNode? BodySchema => Node["requestBody"]?["content"]?[Json]?["schema"];

    public JsonObject? BodyExamples => Node["requestBody"]?["content"]?[Json]?["examples"]?.AsObject();

    /// <summary>What it answers when it is done, where that is JSON.</summary>
    public IEnumerable<(JsonNode Schema, JsonNode? Example)> Answers => Node["responses"]!.AsObject()
        .Where(response => response.Key[0] == '2')
        .Select(response => Description.Resolve(response.Value!)["content"]?[Json])
        .OfType<JsonNode>()
        .Select(content => (content["schema"]!, content["example"]));

    /// <summary>The problems that it may answer with, by status.</summary>
    public IEnumerable<(int Status, string Code)> Problems =>
        from response in Node["responses"]!.AsObject()
        let codes = Description.Resolve(response.Value!)["x-problem-codes"]
        where codes is not null
        from code in codes.AsArray()
        select (int.Parse(response.Key), code!.GetValue<string>());

    public override string ToString() => $"{Method} {Path}";
}
