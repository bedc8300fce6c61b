using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Incidents.Benchmarks;

/// <summary>A question as it is asked again and again.</summary>
/// <param name="What">In words, for the table.</param>
/// <param name="Paths">Asked in turn, so that not one page is always at hand.</param>
internal sealed record Question(string What, string Key, IReadOnlyList<string> Paths);

/// <summary>Asks everything that can be asked of a small school and of one with very many incidents, and
/// writes down how much longer the second takes.</summary>
internal static class Queries
{
    private const int Small = 1_000;
    private const int WarmUp = 25;

    public static async Task Measure(Options options)
    {
        var large = options.Incidents ?? (options.Quick ? 10_000 : 100_000);
        var times = new List<IReadOnlyList<(string What, double P95)>>();
        foreach (var incidents in (int[])[Small, large])
            times.Add(await Of(incidents, options.Quick ? 20 : 300));

        var table = Written(await Machine.Now(), times[0], times[1], large);
        Console.WriteLine(table);
        if (options.Into is { } file)
            await File.WriteAllTextAsync(file, table);
    }

    private static async Task<IReadOnlyList<(string What, double P95)>> Of(int incidents, int times)
    {
        await using var bench = await Bench.Start(new Table(await Machine.Now()));
        bench.SweepEvery = "0";
        await bench.Seed(incidents);
        var people = await People.Of(await bench.Running());
        await bench.HasFollowed();
        await bench.Tidy();

        using var http = new HttpClient { BaseAddress = (await bench.Running()).Address };
        var measured = new List<(string, double)>();
        var questions = await Questions.Of(http, people);
        for (var at = 0; at < WarmUp * questions.Count; at++)
        {
            var (_, key, paths) = questions[at % questions.Count];
            await Ask(http, key, paths[at / questions.Count % paths.Count]);
        }

        foreach (var question in questions)
        {
            var taken = new List<double>();
            var before = await bench.Spent();
            for (var at = -WarmUp; at < times; at++)
            {
                if (at == 0)
                    before = await bench.Spent();
                var path = question.Paths[(at + WarmUp) % question.Paths.Count];
                var started = Stopwatch.GetTimestamp();
                await Ask(http, question.Key, path);
                if (at >= 0)
                    taken.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            taken.Sort();
            measured.Add((question.What, taken[(int)Math.Ceiling(0.95 * taken.Count) - 1]));
            var cost = (await bench.Spent()).Each(times, before);
            Console.WriteLine($"{incidents,9:N0}  {measured[^1].Item2,9:N2} ms  "
                + $"{(cost.Service + cost.Database) / 1000,9:N2} ms on processors  {question.What}");
        }

        return measured;
    }

    public static async Task<JsonElement?> Ask(HttpClient http, string key, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-API-Key", key);
        using var answer = await http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{path} answers {(int)answer.StatusCode}: {body}");

        return body.StartsWith('{') ? JsonSerializer.Deserialize<JsonElement>(body) : null;
    }

    private static string Written(
        Machine machine, IReadOnlyList<(string What, double P95)> small,
        IReadOnlyList<(string What, double P95)> large, int incidents)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture,
            $"""
            # How long questions take

            The 95th percentile of each question, in milliseconds, asked over HTTP one after the other: of a
            school with {Small:N0} incidents and of one with {incidents:N0} (about thirteen events each),
            from the same seeder and over the same five years; the larger has more staff in proportion. Pages
            are of 50, or of 10 where the small school has no more to show, so that both answer as much.

            Measured on {DateTime.UtcNow:yyyy-MM-dd} with {machine}. Service, database and whoever asks
            share the processors. Made by:

            ```sh
            dotnet run -c Release --project tests/Benchmarks -- queries --into docs/measurements/queries.md
            ```

            | question | at {Small:N0} | at {incidents:N0} | ratio |
            |---|--:|--:|--:|

            """));
        foreach (var ((what, before), (_, after)) in small.Zip(large))
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {what} | {before:N2} | {after:N2} | {after / before:N2} |");

        return text.ToString();
    }
}

/// <summary>Whoever asks.</summary>
internal sealed record People(
    string Office, string Teacher, string Auditor, string Reporting, string ProtectionOfficer)
{
    public static async Task<People> Of(ServiceProcess service)
    {
        using var http = new HttpClient { BaseAddress = service.Address };

        return new(
            await Key("office-manager", "officeManager"), await Key("teacher-7", "staff"),
            await Key("auditor", "auditor"), await Key("statistics", "reporting"),
            await Key("protection-officer", "dataProtectionOfficer"));

        async Task<string> Key(string subject, string role)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/admin/api-keys")
            {
                Content = new StringContent(
                    JsonSerializer.Serialize(new { name = subject, subject, roles = new[] { role } }),
                    Encoding.UTF8, "application/json"),
            };
            request.Headers.Add("X-API-Key", ServiceProcess.FirstKey);
            using var answer = await http.SendAsync(request);
            answer.EnsureSuccessStatusCode();

            return JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync())
                .GetProperty("key").GetString()!;
        }
    }
}
