using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Incidents.Domain;

namespace Incidents.Api.Tests.Fixture;

/// <summary>Somebody of the school, who speaks HTTP.</summary>
/// <param name="Roles">The roles that the key carries.</param>
public sealed record Member(
    HttpClient Http, string Subject, string Name, IReadOnlyList<Role> Roles, string Key)
{
    private static readonly JsonSerializerOptions Spelling = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>A token of an issuer, for who signs in.</summary>
    public string? Token { get; init; }

    /// <summary>As a body names somebody who is given a part in the work.</summary>
    public object AsAssignee => new { subject = Subject, name = Name, role = Words.CamelCase(Roles[0]) };

    /// <param name="body">Written as JSON; a text is sent as it is.</param>
    /// <param name="ifMatch">The version it is written against.</param>
    /// <param name="retryKey">The Idempotency-Key.</param>
    public Task<Answer> Posts(
        string path, object? body = null, long? ifMatch = null, string? retryKey = null) =>
        Sends(HttpMethod.Post, path, Json(body ?? new { }), ifMatch is { } version ? $"\"{version}\"" : null,
            retryKey);

    public Task<Answer> Posts(
        ReportedIncident incident, string step, object? body = null, long? ifMatch = null,
        string? retryKey = null) =>
        Posts($"{incident.Path}/{step}", body, ifMatch, retryKey);

    public Task<Answer> Uploads(ReportedIncident incident, Form form, string? retryKey = null) =>
        Sends(HttpMethod.Post, $"{incident.Path}/evidence", form.Content(), retryKey: retryKey);

    /// <param name="known">The ETag that is known already.</param>
    /// <param name="accept">What it should look like.</param>
    public Task<Answer> Gets(string path, string? known = null, string? accept = null) =>
        Sends(HttpMethod.Get, path, ifNoneMatch: known, accept: accept);

    public Task<Answer> Deletes(string path) => Sends(HttpMethod.Delete, path);

    public async Task<Answer> Sends(
        HttpMethod method, string path, HttpContent? content = null, string? ifMatch = null,
        string? retryKey = null, string? ifNoneMatch = null, string? accept = null)
    {
        using var request = new HttpRequestMessage(
            method, new Uri(path, UriKind.Relative))
        { Content = content };
        // Whoever sends a file asks first, so that a no arrives before the connection is closed.
        request.Headers.ExpectContinue = content is MultipartFormDataContent;
        if (Key.Length > 0)
            request.Headers.Add("X-API-Key", Key);
        if (Token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Token}");
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (retryKey is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", retryKey);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        if (ifNoneMatch is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        // As curl does before it sends a file: who sends on after a no may never read it.
        request.Headers.ExpectContinue = content is MultipartFormDataContent;

        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);

        return await Answer.Of(response, path);
    }

    /// <summary>JSON as a body; a text is taken for JSON already.</summary>
    public static HttpContent Json(object body) => new StringContent(
        body as string ?? JsonSerializer.Serialize(body, Spelling), Encoding.UTF8,
        new MediaTypeHeaderValue("application/json"));
}

/// <summary>A form with a file, as a browser sends it.</summary>
/// <param name="File">What is in it.</param>
/// <param name="Part">The name of the part that holds it.</param>
/// <param name="Boundary">What parts the parts.</param>
public sealed record Form(
    byte[] File, string FileName = "list.txt", string MediaType = "text/plain", string Part = "file",
    string Boundary = "a-boundary-between-the-parts")
{
    public IReadOnlyList<(string Name, string Value)> Fields { get; init; } =
        [("description", "What was on the laptop")];

    public Form With(string name, string value) => this with { Fields = [.. Fields, (name, value)] };

    public HttpContent Content()
    {
        var form = new MultipartFormDataContent(Boundary);
        foreach (var (name, value) in Fields)
            form.Add(new StringContent(value), name);
        var file = new ByteArrayContent(File);
        file.Headers.ContentType = new(MediaType);
        form.Add(file, Part, FileName);

        return form;
    }
}
