using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Incidents.Benchmarks;

/// <summary>A load of so many requests a second, as of callers who know nothing of each other: each is sent
/// when it is due, whether or not those before it are answered, and its time counts from then. So a service
/// that stands still for a moment is not spared what comes meanwhile, as it is by a load that waits for
/// answers.</summary>
internal sealed class Paced : IDisposable
{
    private const int Connections = 32;

    private readonly HttpClient _http;
    private readonly string _key;
    private readonly Func<int, (string Path, object Body)> _requests;

    /// <param name="requests">Which is sent, by its number.</param>
    public Paced(Uri address, string key, Func<int, (string Path, object Body)> requests)
    {
        (_key, _requests) = (key, requests);
        _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = Connections })
        {
            BaseAddress = address,
        };
    }

    /// <summary>Hears of each answer: the number of the request, and what was said.</summary>
    public Action<int, byte[]>? Hears { get; init; }

    public async Task<LoadResult> Run(double perSecond, TimeSpan time)
    {
        var random = new Random(1);
        var answered = new ConcurrentQueue<double>();
        var (sent, failed) = (new List<Task>(), 0L);
        var watch = Stopwatch.StartNew();
        for (var due = 0.0; due < time.TotalSeconds; due -= Math.Log(1 - random.NextDouble()) / perSecond)
        {
            while (watch.Elapsed.TotalSeconds < due)
                await Task.Delay(1);

            sent.Add(Send(sent.Count, due));
        }

        await Task.WhenAll(sent);
        var times = answered.Order().ToArray();

        return new(times.Length, times.Length / watch.Elapsed.TotalSeconds,
            times[times.Length / 2], times[times.Length * 99 / 100], failed);

        async Task Send(int number, double due)
        {
            // The one who sends the next does not wait until this one is written.
            await Task.Yield();
            if (!await Answers(number))
                Interlocked.Increment(ref failed);
            answered.Enqueue((watch.Elapsed.TotalSeconds - due) * 1000);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<bool> Answers(int number)
    {
        var (path, body) = _requests(number);
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new ByteArrayContent(
                JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-API-Key", _key);
        using var answer = await _http.SendAsync(request);
        var said = await answer.Content.ReadAsByteArrayAsync();
        if (answer.IsSuccessStatusCode)
            Hears?.Invoke(number, said);

        return answer.IsSuccessStatusCode;
    }
}
