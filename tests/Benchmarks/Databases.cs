namespace Incidents.Benchmarks;

/// <summary>Schools parted between two installations, each with a database of its own, against all of them in
/// one.</summary>
internal static class Databases
{
    private const int Connections = 32;

    public static async Task Measure(Bench bench, Options options)
    {
        await using var other = await Bench.Start(bench.Table, "second");
        var (one, two) = (await Installation.Of(bench), await Installation.Of(other));

        // Each warms up as long as it is measured.
        await Task.WhenAll(one.Reports(Connections, options), two.Reports(Connections, options));
        var alone = await one.Reports(Connections, options);
        var both = await Task.WhenAll(
            one.Reports(Connections / 2, options), two.Reports(Connections / 2, options));

        bench.Table.Add(new("report, one database", Connections, alone.PerSecond, alone.P50Ms, alone.P99Ms,
            null, Failed(alone)));
        bench.Table.Add(new("report, two databases", Connections, both.Sum(load => load.PerSecond),
            both.Average(load => load.P50Ms), both.Max(load => load.P99Ms), null,
            $"{both[0].PerSecond:N0} and {both[1].PerSecond:N0}{Failed(both)}"));
    }

    private static string? Failed(params LoadResult[] loads) =>
        loads.Sum(load => load.Failed) is > 0 and var failed ? $"; {failed} failed" : null;

    private sealed record Installation(ServiceProcess Service, School School)
    {
        public static async Task<Installation> Of(Bench bench)
        {
            var service = await bench.Running();

            return new(service, await School.Of(service));
        }

        public Task<LoadResult> Reports(int connections, Options options) => Wrk.Run(
            Service.Address, connections, options.Each,
            Wrk.Post("/v1/incidents", School.OfficeManager, Bodies.Report));
    }
}
