namespace Incidents.Api.Tests.Fixture;

/// <summary>Somebody who does not say who they are, on a machine that says as much about them as it
/// can.</summary>
/// <param name="Receipt">Of their report.</param>
/// <param name="Of">The public id of their school, where there are several.</param>
/// <param name="Door">The path, as they write it.</param>
public sealed record Nobody(
    HttpClient Http, string? Receipt = null, string? Of = null, string Door = "/v1/anonymous-reports")
{
    /// <summary>What the machine says of them, and nobody may keep.</summary>
    public static readonly IReadOnlyList<(string Header, string Value)> Tracks =
    [
        ("User-Agent", "PlantedAgent/7.31"),
        ("X-Forwarded-For", "203.0.113.77"),
        ("Forwarded", "for=203.0.113.78;proto=https"),
        ("X-Real-IP", "203.0.113.79"),
        ("Cookie", "session=planted-cookie"),
        ("Referer", "https://planted.example/referer"),
        ("traceparent", "00-1234567890abcdef1234567890abcdef-fedcba0987654321-01"),
        ("tracestate", "planted=tracestate"),
        ("baggage", "planted=baggage"),
        ("X-Correlation-ID", "planted-correlation"),
        ("X-Request-ID", "planted-request"),
        ("Accept-Language", "cy-GB,planted"),
    ];

    public Nobody With(Answer report) => this with { Receipt = report["receipt"]!.GetValue<string>() };

    public Task<Answer> Reports(object body, string? retryKey = null) =>
        Sends(HttpMethod.Post, "", Member.Json(body), retryKey);

    public Task<Answer> Looks() => Sends(HttpMethod.Get, "");

    public Task<Answer> Posts(string step, object body, string? retryKey = null) =>
        Sends(HttpMethod.Post, $"/{step}", Member.Json(body), retryKey);

    public Task<Answer> Uploads(Form form) => Sends(HttpMethod.Post, "/evidence", form.Content());

    public async Task<Answer> Sends(
        HttpMethod method, string step, HttpContent? content = null, string? retryKey = null)
    {
        var path = $"{Door}{step}{(Of is null ? "" : $"?school={Of}")}";
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative))
        { Content = content };
        foreach (var (header, value) in Tracks)
            request.Headers.TryAddWithoutValidation(header, value);
        if (Receipt is not null)
            request.Headers.TryAddWithoutValidation("X-Receipt", Receipt);
        if (retryKey is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", retryKey);

        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);

        return await Answer.Of(response, path);
    }
}
