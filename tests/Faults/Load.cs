using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Incidents.Faults;

/// <summary>Clients who report incidents and work on them, each one command after the other, until they are
/// told to stop; then they finish what they have begun.</summary>
internal sealed class Load : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Client> _clients = [];
    private readonly List<Task> _working = [];
    private readonly List<Guid> _incidents = [];

    private Load(string key) => Key = key;

    /// <summary>The API key of the office manager, as whom all act.</summary>
    public string Key { get; }

    public Ledger Ledger { get; private init; } = new();

    /// <summary>Starts it.</summary>
    /// <param name="answerIn">How long a client waits for an answer before it sends again.</param>
    public static async Task<Load> Start(Site site, int clients, TimeSpan? answerIn = null)
    {
        var key = await KeyOf(site.Addresses[0], "officeManager");

        return Begin(new Load(key), site, clients, answerIn ?? TimeSpan.FromSeconds(20));
    }

    private static Load Begin(Load load, Site site, int clients, TimeSpan answerIn)
    {
        for (var number = 0; number < clients; number++)
        {
            var client = new Client(
                [.. site.Addresses.Skip(number % site.Addresses.Count),
                    .. site.Addresses.Take(number % site.Addresses.Count)],
                load.Key, load.Ledger, answerIn);
            load._clients.Add(client);
            load._working.Add(load.Work(client, new Random(number)));
        }

        return load;
    }

    /// <summary>Lets more clients come for a while, who write in the same ledger.</summary>
    public Task<Load> Join(Site site, int clients) => Task.FromResult(
        Begin(new Load(Key) { Ledger = Ledger }, site, clients, TimeSpan.FromSeconds(20)));

    /// <summary>Waits until so many more commands were acknowledged; once it is stopped, no more
    /// are.</summary>
    public async Task Acknowledges(int more)
    {
        if (_stopping.IsCancellationRequested)
            return;

        using var patience = new CancellationTokenSource(Patience);
        for (var goal = Ledger.Count + more; Ledger.Count < goal && Ledger.Surprises.Count == 0;)
            await Task.Delay(5, patience.Token);
    }

    /// <summary>Waits until every command that was begun is answered.</summary>
    public async Task Stop()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_working);
    }

    /// <summary>Makes an API key for somebody of this role.</summary>
    public static async Task<string> KeyOf(Uri address, string role)
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Add("X-API-Key", ServiceProcess.FirstKey);
        using var answer = await http.PostAsJsonAsync(
            new Uri("/v1/admin/api-keys", UriKind.Relative),
            new { name = role, subject = role, roles = new[] { role } });
        answer.EnsureSuccessStatusCode();

        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        foreach (var client in _clients)
            client.Dispose();
        _stopping.Dispose();
    }

    private async Task Work(Client client, Random random)
    {
        await Task.Yield();
        while (!_stopping.IsCancellationRequested)
        {
            var incident = Any(random);
            var sent = incident is null ? Report() : Later(incident.Value, random);
            if (await client.Sends(sent) is { } acknowledged && incident is null)
            {
                lock (_incidents)
                    _incidents.Add(acknowledged.Incident);
            }
        }
    }

    /// <summary>One of the latest, so that several clients work on it at once; or none: report
    /// another.</summary>
    private Guid? Any(Random random)
    {
        lock (_incidents)
        {
            return _incidents.Count < 5 || random.Next(3) == 0
                ? null
                : _incidents[^random.Next(1, Math.Min(20, _incidents.Count) + 1)];
        }
    }

    private static Sent Report()
    {
        var mark = NewMark();

        return Json("/v1/incidents", mark, new { title = mark, kind = "confirmedBreach" });
    }

    private static Sent Later(Guid incident, Random random)
    {
        var mark = NewMark();
        var path = $"/v1/incidents/{incident}";

        return random.Next(10) switch
        {
            < 6 => Json($"{path}/decisions", mark, new { decision = mark, rationale = "Keys are missing." }),
            < 9 => Json($"{path}/classification", mark, new
            {
                severity = random.Next(2) == 0 ? "minor" : "moderate",
                rationale = mark,
            }),
            _ => File($"{path}/evidence", mark),
        };
    }

    private static string NewMark() => $"mark-{Guid.NewGuid():N}";

    private static Sent Json(string path, string mark, object body) =>
        new($"key-of-{mark}", path, mark,
            () => JsonContent.Create(body, options: JsonSerializerOptions.Web));

    private static Sent File(string path, string mark) => new($"key-of-{mark}", path, mark, () =>
        new MultipartFormDataContent("the-same-each-time")
        {
            { new StringContent(mark), "description" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(mark)), "file", "note.txt" },
        });
}
