using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace Incidents.Faults;

/// <summary>A client as it should be: it sends a command until it is answered, with the same
/// Idempotency-Key, at another node where one is silent, and later where it is told to.</summary>
/// <param name="nodes">Where the service listens.</param>
/// <param name="key">An API key of an office manager.</param>
/// <param name="patience">How long it waits for one answer.</param>
internal sealed class Client(IReadOnlyList<Uri> nodes, string key, Ledger ledger, TimeSpan patience)
    : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan GivesUp = TimeSpan.FromMinutes(2);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        ConnectTimeout = TimeSpan.FromSeconds(2),
        UseProxy = false,
    })
    { Timeout = patience };
    private int _node;

    /// <summary>Sends it until it is answered, and writes the answer down.</summary>
    /// <returns>What was acknowledged; nothing, where the answer was not to be expected.</returns>
    public async Task<Acknowledged?> Sends(Sent sent)
    {
        if (await Answer(sent, longest: GivesUp) is not var (status, body, took))
            return null;

        if ((int)status >= 300)
        {
            ledger.Surprised($"{sent.Path} was answered {(int)status}");
            return null;
        }

        var acknowledged = Read(sent, status, body);
        ledger.Acknowledge(acknowledged, took);

        return acknowledged;
    }

    /// <summary>The answer that is not 429 or 503.</summary>
    public async Task<(HttpStatusCode Status, byte[] Body, TimeSpan Took)?> Answer(
        Sent sent, TimeSpan longest)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < longest;)
        {
            var began = Stopwatch.GetTimestamp();
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(nodes[_node], sent.Path))
                {
                    Content = sent.Body(),
                };
                request.Headers.Add("Idempotency-Key", sent.Key);
                request.Headers.Add("X-API-Key", key);
                using var answer = await _http.SendAsync(request);
                var body = await answer.Content.ReadAsByteArrayAsync();
                if (answer.StatusCode is not (
                    HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
                    return (answer.StatusCode, body, Stopwatch.GetElapsedTime(began));

                await Waits(answer, sent);
            }
            catch (Exception exception) when (
                exception is HttpRequestException or TaskCanceledException or IOException)
            {
                ledger.NotAnswered();
                _node = (_node + 1) % nodes.Count;
                await Task.Delay(TimeSpan.FromMilliseconds(20));
            }
        }

        ledger.Surprised($"{sent.Path} was not answered in {longest}");

        return null;
    }

    public async Task<JsonElement> Gets(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(nodes[_node], path));
        request.Headers.Add("X-API-Key", key);
        using var answer = await _http.SendAsync(request);
        answer.EnsureSuccessStatusCode();

        return JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsByteArrayAsync());
    }

    /// <summary>The content of a file; nothing, where it is not given.</summary>
    public async Task<string?> Downloads(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(nodes[_node], path));
        request.Headers.Add("X-API-Key", key);
        using var answer = await _http.SendAsync(request);

        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync() : null;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>As long as it is told to, and not longer than a test can wait.</summary>
    private async Task Waits(HttpResponseMessage answer, Sent sent)
    {
        ledger.ToldToWait();
        if (answer.Headers.RetryAfter?.Delta is not { } wait)
        {
            ledger.Surprised($"{sent.Path} was answered {(int)answer.StatusCode} without Retry-After");
            wait = LongestWait;
        }

        _node = (_node + 1) % nodes.Count;
        await Task.Delay(wait < LongestWait ? wait : LongestWait);
    }

    private static Acknowledged Read(Sent sent, HttpStatusCode status, byte[] body)
    {
        var json = JsonSerializer.Deserialize<JsonElement>(body);

        return new(
            sent, status, body, json.GetProperty("incidentId").GetGuid(),
            json.GetProperty("version").GetInt64(),
            // What a report recorded goes without saying.
            json.TryGetProperty("events", out var events)
                ? [.. events.EnumerateArray().Select(each => each.GetString()!)]
                : ["incidentReported"])
        {
            Made = json.TryGetProperty("id", out var id) ? id.ToString() : null,
        };
    }
}
