using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Incidents.Benchmarks;

/// <summary>How fast the views are built again from the record, by the command that whoever runs the service
/// has for it.</summary>
internal static partial class Rebuilds
{
    public static async Task Measure(Bench bench, Options options)
    {
        bench.SweepEvery = "0";
        await bench.Seed(options.Quick ? 2_000 : 20_000);
        await bench.Tidy();

        var watch = Stopwatch.StartNew();
        var said = await bench.Command("projections", "rebuild", "all");
        var done = Done().Match(said);
        var (incidents, events) = (done.Groups["incidents"].Value, Number("events"));
        bench.Table.Add(new("rebuild: events to snapshots, register, deadlines")
        {
            PerSecond = Number("speed"),
            Note = $"{incidents} incidents, {events:N0} events",
        });
        bench.Table.Add(new("rebuild: events to all views, the whole command")
        {
            PerSecond = events / watch.Elapsed.TotalSeconds,
            Note = string.Create(CultureInfo.InvariantCulture,
                $"{watch.Elapsed.TotalSeconds:N1} s from its start to its end"),
        });

        double Number(string group) => double.Parse(
            done.Groups[group].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(
        @"of (?<incidents>[\d,]+) incidents, (?<events>[\d,]+) events, (?<speed>[\d,]+) a second",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Done();
}
