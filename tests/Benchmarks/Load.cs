namespace Incidents.Benchmarks;

/// <summary>What a load came to.</summary>
internal sealed record LoadResult(long Requests, double PerSecond, double P50Ms, double P99Ms, long Failed);

/// <summary>One kind of request that is sent again and again to the service of a bench.</summary>
/// <param name="What">In words, for the table.</param>
/// <param name="Script">Lua that sets up the requests for wrk.</param>
/// <param name="Limit">The figure that says what the database could take of it.</param>
internal sealed record Load(Bench Bench, Options Options, string What, string Script, string? Limit = null)
{
    /// <summary>The number of connections that the figures of several measurements are about.</summary>
    public const int Usual = 32;

    /// <summary>Measures it with each number of connections, once it is warm.</summary>
    /// <returns>How many a second it was with the usual number.</returns>
    public async Task<double> Measure()
    {
        await WarmUp();
        var usual = 0.0;
        foreach (var connections in Options.Connections)
        {
            var figure = await Measure(connections);
            if (connections == Usual)
                usual = figure.PerSecond!.Value;
        }

        return usual;
    }

    /// <summary>Loads until the service is compiled for what it does, and the database knows its
    /// tables.</summary>
    public async Task WarmUp()
    {
        var service = await Bench.Running();
        await Wrk.Run(service.Address, Usual, Options.WarmUp, Script);
        await Bench.Tidy();
    }

    public async Task<Figure> Measure(int connections)
    {
        var service = await Bench.Running();
        var before = await Bench.Spent();
        var load = await Wrk.Run(service.Address, connections, Options.Each, Script);
        var figure = Figure.Of(What, connections, load, (await Bench.Spent()).Each(load.Requests, before));
        figure = figure with { Ratio = load.PerSecond / Bench.Table.LimitOf(Limit, connections) };
        Bench.Table.Add(figure);

        return figure;
    }

    /// <summary>Measures how long half as many take to be answered as could be.</summary>
    /// <param name="most">How many a second there could be.</param>
    public async Task MeasureHalf(double most, string key, Func<int, (string Path, object Body)> requests)
    {
        using var paced = new Paced((await Bench.Running()).Address, key, requests);
        // Whoever sends must be warm too.
        await paced.Run(most / 2, Options.WarmUp / 4);
        var before = await Bench.Spent();
        var load = await paced.Run(most / 2, Options.Each);
        Bench.Table.Add(Figure.Of($"{What}, at half of that", Usual, load,
            (await Bench.Spent()).Each(load.Requests, before)));
    }
}
