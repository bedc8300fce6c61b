using System.Globalization;

namespace Incidents.Benchmarks;

/// <summary>From the start of the process to its first answer, and what memory it holds.</summary>
internal static class Starts
{
    private const int Times = 5;

    public static async Task Measure(Bench bench, Options options)
    {
        bench.CountsAllocations = false;
        await bench.Running();
        await bench.Stop();

        var seconds = new List<double>();
        for (var at = 0; at < Times; at++)
        {
            seconds.Add((await bench.Running()).ToFirstAnswer.TotalSeconds);
            await bench.Stop();
        }

        seconds.Sort();
        bench.Table.Add(new("start to first answer, existing database")
        {
            P50Ms = seconds[Times / 2] * 1000,
            Note = string.Create(
                CultureInfo.InvariantCulture, $"{seconds[0]:N2} to {seconds[^1]:N2} s, {Times} times"),
        });

        var service = await bench.Running();
        var school = await School.Of(service);
        AddMemory("memory at rest", connections: null, service.Memory);
        var reports = Wrk.Post("/v1/incidents", school.OfficeManager, Bodies.Report);
        await Wrk.Run(service.Address, Load.Usual, options.WarmUp, reports);
        var load = Wrk.Run(service.Address, Load.Usual, options.Each, reports);
        var most = 0.0;
        while (!load.IsCompleted)
        {
            most = Math.Max(most, service.Memory);
            await Task.WhenAny(load, Task.Delay(TimeSpan.FromMilliseconds(100)));
        }

        await load;
        AddMemory("memory under load, the most at any time", Load.Usual, most);

        void AddMemory(string what, int? connections, double mebibytes) =>
            bench.Table.Add(new(what, connections) { Note = $"{mebibytes:N0} MiB" });
    }
}
