using System.Globalization;
using System.Text;

namespace Incidents.Faults;

/// <summary>Breaks the service on purpose, and looks for what was lost.</summary>
internal static class CommandLine
{
    private static string Help =>
        $"""
        dotnet run -c Release --project tests/Faults -- all|NAME… [--times N] [--clients N] [--small]

        Starts a PostgreSQL of its own, durable as in real use, and the service as a process of its own;
        breaks something while clients report and work on incidents; and compares then what was acknowledged
        with what is stored. It needs PostgreSQL's programs (apt-get install postgresql). Exit code 1:
        something is wrong.

        {string.Join(Environment.NewLine, Fault.All.Select(fault => $"  {fault.Name,-18} {fault.What}"))}

          --times N          how often each strikes, 20 by default
          --clients N        how many send at the same time, 24 by default
          --small            as the tests run it: once, with few clients
        """;

    /// <returns>The exit code: 0 all is there, 1 something is not, 2 asked for something unknown.</returns>
    private static async Task<int> Main(string[] args)
    {
        var scale = args.Contains("--small") ? Scale.Small : Scale.Large;
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = new List<string>();
        for (var at = 0; at < args.Length; at++)
        {
            if (args[at] is "--times" or "--clients" && at + 1 < args.Length
                && int.TryParse(args[at + 1], CultureInfo.InvariantCulture, out var number))
                numbers[args[at++]] = number;
            else if (args[at] != "--small")
                names.Add(args[at]);
        }

        var faults = names is ["all"] ? Fault.All : [.. Fault.All.Where(each => names.Contains(each.Name))];
        if (faults.Count == 0 || (names is not ["all"] && faults.Count != names.Count))
        {
            await Console.Error.WriteLineAsync(Help);
            return 2;
        }

        scale = scale with
        {
            Times = numbers.GetValueOrDefault("--times", scale.Times),
            Clients = numbers.GetValueOrDefault("--clients", scale.Clients),
        };

        return await Run(faults, scale);
    }

    private static async Task<int> Run(IReadOnlyList<Fault> faults, Scale scale)
    {
        var table = new StringBuilder(
            """
            | fault | times | acknowledged | sent again | longest silence | lost | doubled | else wrong |
            |---|---:|---:|---:|---:|---:|---:|---:|

            """);
        var wrong = 0;
        foreach (var fault in faults)
        {
            if (fault.Cannot() is { } reason)
            {
                Console.WriteLine($"{fault.Name}: LEFT OUT, because {reason}");
                table.AppendLine(CultureInfo.InvariantCulture, $"| {fault.Name} | left out: {reason} |");
                continue;
            }

            var drilled = await Drill.Run([fault], scale);
            var audit = drilled.Audit;
            wrong += audit.Findings.Count;
            table.AppendLine(CultureInfo.InvariantCulture,
                $"| {fault.Name} | {drilled.Strikes} | {drilled.Acknowledged} | {drilled.SentAgain} "
                    + $"| {drilled.Silence.TotalSeconds:0.0} s | {audit.Lost} | {audit.Doubled} "
                    + $"| {audit.Findings.Count - audit.Lost - audit.Doubled} |");
            Console.WriteLine($"{fault.Name}: {drilled.Acknowledged} acknowledged, "
                + $"{audit.Findings.Count} findings");
            foreach (var finding in drilled.Notes.Concat(audit.Findings.Take(20)))
                Console.WriteLine($"  {finding}");
        }

        Console.WriteLine(table);

        return wrong == 0 ? 0 : 1;
    }
}
