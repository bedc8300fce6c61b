using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;

namespace Incidents.Benchmarks;

/// <summary>Whether the example that follows the change feed has a true copy in the end, whatever was killed
/// on the way: the service and the example are killed with <c>kill -9</c> again and again, while somebody
/// goes on reporting.</summary>
internal static class Following
{
    private const string Example = "samples/follow-changes";
    private const int PerIncident = 13;

    /// <returns>The exit code: 0 where the copy is the same as the source.</returns>
    public static async Task<int> Check(int changes)
    {
        await using var bench = await Bench.Start(new Table(await Machine.Now()));
        bench.SweepEvery = "0";
        await bench.Seed((changes / PerIncident) + 1);
        var people = await People.Of(await bench.Running());

        var copy = Path.GetTempFileName();
        var (ofService, ofExample) = await UnderKills(bench, people, copy);
        var same = await IsTheSource(bench.Database, copy);
        Console.WriteLine($"{File.ReadLines(copy).Count():N0} changes in the copy, the service killed "
            + $"{ofService} times, the example {ofExample} times: "
            + (same ? "the copy equals the source" : "THE COPY IS NOT THE SOURCE"));
        File.Delete(copy);
        File.Delete(copy + ".lock");

        return same ? 0 : 1;
    }

    private static async Task<(int OfService, int OfExample)> UnderKills(
        Bench bench, People people, string copy)
    {
        const int Rounds = 12;
        var random = new Random(1);
        var example = Follow(bench, people, copy);
        var (ofService, ofExample) = (0, 0);
        for (var round = 0; round < Rounds || !await HasCaughtUp(bench.Database, copy); round++)
        {
            await Report(bench, people, round);
            await Task.Delay(random.Next(200, 1_500));
            if (round < Rounds && round % 2 == 0)
            {
                await Kill(example);
                // What it started may live a moment longer, and holds the copy as long.
                await Tool.Run("flock", [copy + ".lock", "true"]);
                example = Follow(bench, people, copy);
                ofExample++;
            }
            else if (round < Rounds)
            {
                await bench.Kill();
                await bench.Running();
                ofService++;
            }
        }

        await Kill(example);

        return (ofService, ofExample);
    }

    /// <summary>The example in a group of its own, so that all of it can be killed at once.</summary>
    private static Process Follow(Bench bench, People people, string copy)
    {
        var start = new ProcessStartInfo("setsid", ["bash", Example, copy]) { UseShellExecute = false };
        start.Environment["INCIDENTS_URL"] = $"{bench.Address}";
        start.Environment["INCIDENTS_KEY"] = people.Auditor;

        return Process.Start(start)!;
    }

    private static async Task Kill(Process example)
    {
        await Tool.Run("kill", ["-9", "--", $"-{example.Id}"]);
        await example.WaitForExitAsync();
        example.Dispose();
    }

    /// <summary>Nothing is said of one that could not be reported, because nobody was told that it
    /// was.</summary>
    private static async Task Report(Bench bench, People people, int round)
    {
        if (round >= 12)
            return;

        using var http = new HttpClient { BaseAddress = bench.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/incidents")
        {
            Content = JsonContent.Create(Bodies.Report, options: JsonSerializerOptions.Web),
        };
        request.Headers.Add("X-API-Key", people.Office);
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<bool> HasCaughtUp(string owner, string copy)
    {
        await using var database = NpgsqlDataSource.Create(owner);
        await using var command = database.CreateCommand(
            """
            select (select max(position) from incidents.change_positions where tenant_id = 'default'),
                not exists (select from incidents.mt_events e where not exists (
                    select from incidents.change_positions p where p.seq_id = e.seq_id))
            """);
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();

        return row.GetBoolean(1) && File.ReadLines(copy).LastOrDefault() is { } last
            && last.EndsWith('}') && PositionOf(last) == row.GetInt64(0);
    }

    /// <summary>Every change of the source, once and in its place.</summary>
    private static async Task<bool> IsTheSource(string owner, string copy)
    {
        await using var database = NpgsqlDataSource.Create(owner);
        await using var command = database.CreateCommand(
            """
            select p.position, e.id from incidents.change_positions p
            join incidents.mt_events e on e.seq_id = p.seq_id
            where p.tenant_id = 'default' order by p.position
            """);
        await using var rows = await command.ExecuteReaderAsync();
        foreach (var line in File.ReadLines(copy))
        {
            if (!await rows.ReadAsync() || PositionOf(line) != rows.GetInt64(0)
                || JsonSerializer.Deserialize<JsonElement>(line).GetProperty("id").GetString()
                    != $"{rows.GetGuid(1)}")
                return false;
        }

        return !await rows.ReadAsync();
    }

    private static long PositionOf(string line) => long.Parse(
        JsonSerializer.Deserialize<JsonElement>(line).GetProperty("sequence").GetString()!,
        CultureInfo.InvariantCulture);
}
