using System.Globalization;
using Incidents.Benchmarks.Seeding;

namespace Incidents.Benchmarks;

/// <summary>Measures the service from outside, beside what its database could do at most.</summary>
internal static class CommandLine
{
    private const string Help =
        """
        dotnet run -c Release --project tests/Benchmarks -- all|NAME… [--quick] [--json FILE] [--into FILE]
            [--incidents NUMBER]

        Starts a PostgreSQL of its own, durable as in real use, and the service as a process of its own, and
        measures over HTTP. It needs wrk and PostgreSQL's programs, pgbench included
        (apt-get install wrk postgresql). Exit code 1: something was not answered as it should be.

          start      from the start of the process to the first answer, and its memory
          report     reports: the limit of the database, then the service, and at half of its load
          command    later commands (classify, record a decision): the limit, then the service
          growth     a command on an incident of 10, 1,000 and 10,000 events
          read       an incident, its history, the register: the limit, then the service
          delay      how long after its answer a report shows in what is built behind the write
          rebuild    all views again from the record
          ladder     deadlines that all came due while the service was away
          nodes      two nodes over one database, against one
          databases  schools in two installations, each with its own database, against one

        dotnet run -c Release --project tests/Benchmarks -- seed [--incidents 100000] [--seed 1]
            [--until 2026-07-31]

        dotnet run -c Release --project tests/Benchmarks -- queries [--incidents 100000] [--into FILE]
            [--quick]

        dotnet run -c Release --project tests/Benchmarks -- follow [--changes 100000]

        Follows the change feed with samples/follow-changes while the service and the example are killed
        again and again; exit code 0 says that the copy equals the source.

        Asks everything that can be asked of a school with 1,000 incidents and of one with so many, and
        writes the table of docs/measurements/queries.md.

        Fills the empty store that the environment names, as for the service, with the incidents of five
        school years up to a day (today), twelve events each; the same seed and day give the same incidents.

          --quick    a fifth of the time, and fewer steps; for a first look
          --json     writes the figures there as well
          --into     writes the table there, as the page that docs/measurements/performance.md is
          --incidents  how many incidents the ladder has overdue at once (10,000)
        """;

    private static readonly Dictionary<string, Func<Bench, Options, Task>> Measurements =
        new(StringComparer.Ordinal)
        {
            ["start"] = Starts.Measure,
            ["report"] = Reports.Measure,
            ["command"] = LaterCommands.Measure,
            ["growth"] = Growth.Measure,
            ["read"] = Reads.Measure,
            ["delay"] = Delays.Measure,
            ["rebuild"] = Rebuilds.Measure,
            ["ladder"] = Ladder.Measure,
            ["nodes"] = Sides.MeasureNodes,
            ["databases"] = Sides.MeasureDatabases,
        };

    /// <returns>The exit code: 0 measured, 1 with failures, 2 asked for something unknown.</returns>
    public static async Task<int> Run(string[] args)
    {
        if (args is ["seed", .. var wanted] && SeedOf(wanted) is { } seed)
            return await Api.Hosting.Database.WithServices(services => new Seeder(services, seed).Carry());

        if (args is ["follow", .. var asked])
        {
            return await Following.Check(After(asked, "--changes") is { } changes
                ? int.Parse(changes, CultureInfo.InvariantCulture)
                : 100_000);
        }

        if (args is ["queries", .. var rest])
        {
            await Queries.Measure(new Options([], default, default, [], Json: null)
            {
                Quick = rest.Contains("--quick"),
                Into = After(rest, "--into"),
                Incidents = After(rest, "--incidents") is { } incidents
                    ? int.Parse(incidents, CultureInfo.InvariantCulture)
                    : null,
            });
            return 0;
        }

        if (Parse(args) is not { } options)
        {
            await Console.Error.WriteLineAsync(Help);
            return 2;
        }

        return await Measure(options);
    }

    private static async Task<int> Measure(Options options)
    {
        var table = new Table(await Machine.Now());
        try
        {
            foreach (var name in options.Names)
            {
                await using var bench = await Bench.Start(table);
                await Measurements[name](bench, options);
            }
        }
        finally
        {
            // Where one measurement cannot be made, those before it are not lost.
            table.Print();
            if (options.Json is { } file)
                await File.WriteAllTextAsync(file, table.ToJson());
        }

        if (options.Into is { } page)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(page))!);
            await File.WriteAllTextAsync(page, table.ToMarkdown(options));
        }

        return table.HasFailures ? 1 : 0;
    }

    private static string? After(string[] args, string name) =>
        Array.IndexOf(args, name) is var at and >= 0 ? args.ElementAtOrDefault(at + 1) : null;

    private static SeedOptions? SeedOf(string[] args)
    {
        SeedOptions? seed = new(100_000, 1, DateOnly.FromDateTime(DateTime.UtcNow));
        for (var at = 0; at < args.Length; at += 2)
        {
            if (args.ElementAtOrDefault(at + 1) is not { } value || seed is null)
                return null;

            seed = args[at] switch
            {
                "--incidents" => seed with { Incidents = int.Parse(value, CultureInfo.InvariantCulture) },
                "--seed" => seed with { Seed = int.Parse(value, CultureInfo.InvariantCulture) },
                "--until" => seed with { Until = DateOnly.Parse(value, CultureInfo.InvariantCulture) },
                _ => null,
            };
        }

        return seed;
    }

    private static Options? Parse(string[] args)
    {
        var quick = args.Contains("--quick");
        var (json, into, incidents) =
            (After(args, "--json"), After(args, "--into"), After(args, "--incidents"));
        var asked = args.Where(arg => !arg.StartsWith("--", StringComparison.Ordinal)
            && arg != json && arg != into && arg != incidents).ToArray();
        var names = asked is ["all"] ? [.. Measurements.Keys] : asked;

        return names.Length == 0 || names.Except(Measurements.Keys).Any()
            ? null
            : new(names, TimeSpan.FromSeconds(quick ? 3 : 15), TimeSpan.FromSeconds(quick ? 5 : 20),
                quick ? [1, 32] : [1, 8, 32, 64], json)
            {
                Asked = string.Join(' ', args),
                Quick = quick,
                Into = into,
                Incidents = incidents is null ? null : int.Parse(incidents, CultureInfo.InvariantCulture),
            };
    }
}
