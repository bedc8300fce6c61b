using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Npgsql;

namespace Incidents.Benchmarks;

/// <summary>How long after its answer a command shows in what is built behind the write: the change feed, and
/// the tables of reporting tools.</summary>
internal static class Delays
{
    /// <summary>One of so many reports is watched.</summary>
    private const int OneOf = 10;

    /// <summary>How many are watched in a second while the service does all it can.</summary>
    private const int Beside = 50;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    private static readonly (string What, string Sql)[] Views =
    [
        ("the change feed", "select e.stream_id from incidents.change_positions p "
            + "join incidents.mt_events e on e.seq_id = p.seq_id where e.stream_id = any(@reported)"),
        ("reporting tables",
            "select incident_id from reporting.incidents where incident_id = any(@reported)"),
    ];

    public static async Task Measure(Bench bench, Options options)
    {
        var service = await bench.Running();
        var school = await School.Of(service);
        var script = Wrk.Post("/v1/incidents", school.OfficeManager, Bodies.Report);
        await Wrk.Run(service.Address, Load.Usual, options.WarmUp, script);
        await bench.Tidy();
        var most = (await Wrk.Run(service.Address, Load.Usual, options.Each, script)).PerSecond;

        await Under("half the load", most / 2, OneOf, beside: null);
        await Under("all the load", Beside, 1,
            beside: () => Wrk.Run(service.Address, Load.Usual, options.Each, script));

        async Task Under(string load, double perSecond, int oneOf, Func<Task>? beside)
        {
            await using var database = NpgsqlDataSource.Create(bench.Database);
            var watches = Views.Select(view => new Watch(database, view.Sql)).ToArray();
            using var paced = new Paced(
                service.Address, school.OfficeManager, _ => ("/v1/incidents", Bodies.Report))
            {
                Hears = (number, answer) =>
                {
                    if (number % oneOf != 0)
                        return;

                    var reported = JsonSerializer.Deserialize<JsonElement>(answer).GetProperty("incidentId");
                    foreach (var watch in watches)
                        watch.IsAnswered(reported.GetGuid());
                },
            };
            using var sending = new CancellationTokenSource();
            var seen = watches.Select(watch => watch.UntilAllIsSeen(sending.Token)).ToArray();
            await Task.WhenAll(paced.Run(perSecond, options.Each), beside?.Invoke() ?? Task.CompletedTask);
            await sending.CancelAsync();
            foreach (var ((what, _), delays) in Views.Zip(await Task.WhenAll(seen)))
                bench.Table.Add(new($"a report shows in {what}, {load}", Load.Usual)
                {
                    P50Ms = delays[delays.Count / 2],
                    P99Ms = delays[delays.Count * 99 / 100],
                    Note = $"{delays.Count:N0} reports watched, looked for every {Look.TotalMilliseconds} ms",
                });
        }
    }

    /// <summary>Looks for incidents in one view until they are there.</summary>
    private sealed class Watch(NpgsqlDataSource database, string sql)
    {
        private static readonly long Longest = 300 * Stopwatch.Frequency;

        private readonly ConcurrentDictionary<Guid, long> _awaited = new();

        /// <summary>From now on it is looked for.</summary>
        public void IsAnswered(Guid incident) => _awaited[incident] = Stopwatch.GetTimestamp();

        /// <param name="sending">Cancelled when no more comes.</param>
        /// <returns>How long each took, in milliseconds, the shortest first.</returns>
        public async Task<IReadOnlyList<double>> UntilAllIsSeen(CancellationToken sending)
        {
            var delays = new List<double>();
            while (!sending.IsCancellationRequested || !_awaited.IsEmpty)
            {
                if (_awaited.Values.DefaultIfEmpty(long.MaxValue).Min() < Stopwatch.GetTimestamp() - Longest)
                    throw new TimeoutException("What was reported does not show in a view.");

                await Task.Delay(Look, CancellationToken.None);
                foreach (var incident in await Seen([.. _awaited.Keys]))
                {
                    if (_awaited.TryRemove(incident, out var answered))
                        delays.Add(Stopwatch.GetElapsedTime(answered).TotalMilliseconds);
                }
            }

            delays.Sort();

            return delays;
        }

        private async Task<IReadOnlyList<Guid>> Seen(Guid[] awaited)
        {
            await using var command = database.CreateCommand(sql);
            command.Parameters.AddWithValue("reported", awaited);
            var seen = new List<Guid>();
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                seen.Add(reader.GetGuid(0));

            return seen;
        }
    }
}
