using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Incidents.Api.Tests.Fixture;

/// <summary>What the service answered.</summary>
/// <param name="Asked">The path that was asked for.</param>
public sealed record Answer(
    HttpStatusCode StatusCode, HttpResponseHeaders Headers, HttpContentHeaders Content, byte[] Body,
    string Asked)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public string Text => Encoding.UTF8.GetString(Body);

    public JsonNode Json => JsonNode.Parse(Body)!;

    public JsonNode? this[string member] => Json[member];

    public string? ETag => Headers.ETag?.ToString();

    public string? Location => Headers.Location?.OriginalString;

    public string Id => Json["id"]!.ToString();

    public long Version => Json["version"]!.GetValue<long>();

    public IReadOnlyList<string> Events =>
        [.. Json["events"]!.AsArray().Select(name => name!.GetValue<string>())];

    public IReadOnlyList<JsonNode> Items => [.. Json["items"]!.AsArray().Select(item => item!)];

    public IReadOnlyList<string> Members => [.. Json.AsObject().Select(member => member.Key)];

    /// <summary>The answer as a problem; it is none where it does not say so.</summary>
    public AnsweredProblem Problem
    {
        get
        {
            Content.ContentType?.MediaType.Should().Be("application/problem+json", "it answers {0}", Text);

            return JsonSerializer.Deserialize<AnsweredProblem>(Body, Strict)!;
        }
    }

    public static async Task<Answer> Of(HttpResponseMessage response, string asked) => new(
        response.StatusCode, response.Headers, response.Content.Headers,
        await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), asked);

    /// <summary>It has this status.</summary>
    public void ShouldBe(HttpStatusCode status) =>
        StatusCode.Should().Be(status, "{0} answers {1}", Asked, Text);

    /// <summary>It is done, and these events were recorded.</summary>
    public void ShouldRecord(params string[] events)
    {
        ((int)StatusCode).Should().BeOneOf([200, 201], "{0} answers {1}", Asked, Text);
        Events.Should().Equal(events);
    }

    /// <summary>It is a problem as the contract has it, with this code and this policy point.</summary>
    /// <param name="status">Its HTTP status.</param>
    public void ShouldBeRefused(int status, string code, string? point = null)
    {
        ((int)StatusCode).Should().Be(status, "{0} answers {1}", Asked, Text);
        var problem = Problem;
        problem.Should().BeEquivalentTo(new
        {
            Type = $"/problems/{code}",
            Status = status,
            Code = code,
            PolicyPoint = point,
            Instance = Asked.Split('?')[0],
        });
        problem.Title.Should().NotBeNullOrWhiteSpace();
        problem.Detail.Should().NotBeNullOrWhiteSpace();
        problem.TraceId.Should().NotBeNullOrWhiteSpace();
    }

    /// <summary>It is a 400 that names this field and nothing else.</summary>
    public void ShouldBeWrongAt(string pointer)
    {
        ShouldBeRefused(400, "invalid-request");
        Problem.Errors.Should().ContainKey(pointer).And.HaveCount(1);
        Problem.Errors![pointer].Should().NotBeEmpty();
    }
}

/// <summary>A problem as the contract has it, and with nothing else.</summary>
public sealed record AnsweredProblem(
    string Type, string Title, int Status, string Detail, string Instance, string Code, string? PolicyPoint,
    IReadOnlyDictionary<string, string[]>? Errors, IReadOnlyList<Blocking>? Blocking, long? CurrentVersion,
    string TraceId);

/// <summary>Something that stands in the way.</summary>
public sealed record Blocking(string Code, string? PolicyPoint, string Detail);
