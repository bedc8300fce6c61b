namespace Incidents.Benchmarks;

/// <summary>More than one service: two nodes over one database, and schools parted between two installations,
/// each with a database of its own, against one.</summary>
internal static class Sides
{
    /// <summary>Two nodes over one database against one.</summary>
    public static async Task MeasureNodes(Bench bench, Options options)
    {
        var one = await bench.Running();
        var school = await School.Of(one);
        var alone = new Side(one.Address, school.OfficeManager);
        await Compare(bench, options, "node", alone, async () =>
            new(new Side((await bench.Join()).Address, school.OfficeManager), bench.Spent, bench.Tidy));
    }

    /// <summary>Two installations against one.</summary>
    public static async Task MeasureDatabases(Bench bench, Options options)
    {
        await using var other = await Bench.Start(bench.Table, "second");
        await Compare(bench, options, "database", await Side.Of(bench), async () =>
            new(await Side.Of(other), async () => (await bench.Spent()).And(await other.Spent()), async () =>
            {
                await bench.Tidy();
                await other.Tidy();
            }));
    }

    private static async Task Compare(
        Bench bench, Options options, string what, Side one,
        Func<Task<(Side, Func<Task<Spent>>, Func<Task>)>> join)
    {
        await one.Reports(Load.Usual, options.WarmUp);
        await bench.Tidy();
        var before = await bench.Spent();
        var alone = await one.Reports(Load.Usual, options.Each);
        bench.Table.Add(Figure.Of(
            $"report, one {what}", Load.Usual, alone, (await bench.Spent()).Each(alone.Requests, before)));

        var (two, spent, tidy) = await join();
        await Task.WhenAll(
            one.Reports(Load.Usual / 2, options.WarmUp), two.Reports(Load.Usual / 2, options.WarmUp));
        await tidy();
        before = await spent();
        var both = await Task.WhenAll(
            one.Reports(Load.Usual / 2, options.Each), two.Reports(Load.Usual / 2, options.Each));
        var together = new LoadResult(
            both.Sum(load => load.Requests), both.Sum(load => load.PerSecond),
            both.Average(load => load.P50Ms), both.Max(load => load.P99Ms), both.Sum(load => load.Failed));
        bench.Table.Add(Figure.Of($"report, two {what}s", Load.Usual, together,
            (await spent()).Each(together.Requests, before)) with
        {
            Ratio = together.PerSecond / alone.PerSecond,
            Note = $"{both[0].PerSecond:N0} and {both[1].PerSecond:N0}; ratio: to one",
        });
    }

    /// <summary>One of those that are reported to.</summary>
    private sealed record Side(Uri Address, string Key)
    {
        public static async Task<Side> Of(Bench bench)
        {
            var service = await bench.Running();

            return new(service.Address, (await School.Of(service)).OfficeManager);
        }

        public Task<LoadResult> Reports(int connections, TimeSpan time) =>
            Wrk.Run(Address, connections, time, Wrk.Post("/v1/incidents", Key, Bodies.Report));
    }
}
