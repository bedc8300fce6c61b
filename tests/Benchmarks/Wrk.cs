using System.Text.Json;

namespace Incidents.Benchmarks;

/// <summary>A load of requests that are sent one after the other on each connection, by wrk: it costs
/// little of the machine that it shares with what it measures.</summary>
internal static class Wrk
{
    /// <param name="script">Lua that sets up the requests.</param>
    public static async Task<LoadResult> Run(Uri address, int connections, TimeSpan time, string script)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, script + Done);
        try
        {
            var output = await Tool.Run("wrk",
                ["-t1", $"-c{connections}", $"-d{(int)time.TotalSeconds}s", "-s", file, $"{address}"]);
            var line = output.Split('\n').Single(text => text.StartsWith("{\"requests\"", StringComparison
                .Ordinal));
            var result = JsonSerializer.Deserialize<JsonElement>(line);

            return new(
                result.GetProperty("requests").GetInt64(),
                result.GetProperty("requests").GetDouble() / (result.GetProperty("us").GetDouble() / 1e6),
                result.GetProperty("p50").GetDouble() / 1000, result.GetProperty("p99").GetDouble() / 1000,
                result.GetProperty("failed").GetInt64());
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Posts the same body to the same path.</summary>
    public static string Post(string path, string key, object body) =>
        $"""
        wrk.method = "POST"
        wrk.path = "{path}"
        wrk.headers["Content-Type"] = "application/json"
        wrk.headers["X-API-Key"] = "{key}"
        wrk.body = [==[{JsonSerializer.Serialize(body, JsonSerializerOptions.Web)}]==]

        """;

    /// <summary>Posts to one incident after the other, with one body after the other from round to
    /// round.</summary>
    public static string PostToEach(
        IReadOnlyList<Guid> incidents, string step, string key, params object[] bodies) =>
        $$"""
        local incidents = { {{Quoted(incidents)}} }
        local bodies = { {{string.Join(", ", bodies.Select(body =>
            $"[==[{JsonSerializer.Serialize(body, JsonSerializerOptions.Web)}]==]"))}} }
        local headers = { ["Content-Type"] = "application/json", ["X-API-Key"] = "{{key}}" }
        local at = 0
        request = function()
          local body = bodies[(math.floor(at / #incidents) % #bodies) + 1]
          local path = "/v1/incidents/" .. incidents[(at % #incidents) + 1] .. "/{{step}}"
          at = at + 1
          return wrk.format("POST", path, headers, body)
        end

        """;

    /// <summary>Reads one incident after the other.</summary>
    public static string GetEach(IReadOnlyList<Guid> incidents, string suffix, string key) =>
        $$"""
        local incidents = { {{Quoted(incidents)}} }
        local headers = { ["X-API-Key"] = "{{key}}" }
        local at = 0
        request = function()
          local path = "/v1/incidents/" .. incidents[(at % #incidents) + 1] .. "{{suffix}}"
          at = at + 1
          return wrk.format("GET", path, headers)
        end

        """;

    public static string Get(string path, string key) =>
        $"""
        wrk.path = "{path}"
        wrk.headers["X-API-Key"] = "{key}"

        """;

    private static string Quoted(IEnumerable<Guid> ids) => string.Join(", ", ids.Select(id => $"\"{id}\""));

    private const string Done =
        """
        done = function(summary, latency, requests)
          local failed = summary.errors.connect + summary.errors.read + summary.errors.write
            + summary.errors.status + summary.errors.timeout
          io.write(string.format('\n{"requests":%d,"us":%d,"p50":%d,"p99":%d,"failed":%d}\n',
            summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), failed))
        end
        """;
}
