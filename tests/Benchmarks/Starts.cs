namespace Incidents.Benchmarks;

/// <summary>From the start of the process to its first answer, and what memory it holds.</summary>
internal static class Starts
{
    private const int Times = 5;

    public static async Task Measure(Bench bench, Options options)
    {
        await bench.Running();
        await bench.Stop();

        var seconds = new List<double>();
        for (var at = 0; at < Times; at++)
        {
            seconds.Add((await bench.Running()).ToFirstAnswer.TotalSeconds);
            await bench.Stop();
        }

        seconds.Sort();
        bench.Table.Add(new("start to first answer, existing database", null, null, seconds[Times / 2] * 1000,
            null, null, $"{seconds[0]:N2} to {seconds[^1]:N2} s"));

        var service = await bench.Running();
        bench.Table.Add(new("memory at rest", null, null, null, null, null, $"{service.Memory:N0} MiB"));
        var school = await School.Of(service);
        var load = await Wrk.Run(service.Address, connections: 32, options.Each,
            Wrk.Post("/v1/incidents", school.OfficeManager, Bodies.Report));
        bench.Table.Add(new("memory under load", 32, load.PerSecond, load.P50Ms, load.P99Ms, null,
            $"{service.Memory:N0} MiB"));
    }
}
