using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Incidents.Benchmarks;

/// <summary>A figure as it was measured.</summary>
internal sealed record Figure(string What, int? Connections = null)
{
    public double? PerSecond { get; init; }

    public double? P50Ms { get; init; }

    public double? P99Ms { get; init; }

    /// <summary>To the limit that was measured beside it.</summary>
    public double? Ratio { get; init; }

    public Cost? Cost { get; init; }

    /// <summary>How many requests were not answered as they should be.</summary>
    public long Failed { get; init; }

    public string? Note { get; init; }

    /// <summary>A load as a figure.</summary>
    public static Figure Of(string what, int connections, LoadResult load, Cost? cost = null) =>
        new(what, connections)
        {
            PerSecond = load.PerSecond,
            P50Ms = load.P50Ms,
            P99Ms = load.P99Ms,
            Cost = cost,
            Failed = load.Failed,
        };

    /// <summary>As the cells of a row.</summary>
    public string[] ToCells() =>
    [
        What, $"{Connections}", Number(PerSecond, "N0"), Number(P50Ms, "N2"), Number(P99Ms, "N2"),
        Number(Ratio, "N2"), Number(Cost?.Service, "N0"), Number(Cost?.Database, "N0"),
        Number(Cost?.AllocatedKiB, "N0"),
        string.Join("; ", new[] { Note, Failed > 0 ? $"{Failed} FAILED" : null }.OfType<string>()),
    ];

    private static string Number(double? value, string format) =>
        value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}

/// <summary>The figures of one run, with what they were measured on.</summary>
internal sealed class Table(Machine machine)
{
    private static readonly CompositeFormat Row = CompositeFormat.Parse(
        "{0,-46} {1,6} {2,10} {3,9} {4,9} {5,6} {6,8} {7,8} {8,6}  {9}");

    private static readonly string[] Heads =
        ["", "conns", "per second", "p50 ms", "p99 ms", "ratio", "service", "database", "KiB", ""];

    private static readonly JsonSerializerOptions Indented =
        new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly List<Figure> _figures = [];
    private readonly List<string> _remarks = [];
    private readonly DateTime _begun = DateTime.UtcNow;

    /// <summary>Whether something was not answered as it should be.</summary>
    public bool HasFailures => _figures.Any(figure => figure.Failed > 0);

    /// <summary>Takes a figure, and says it at once, because a run takes minutes.</summary>
    public void Add(Figure figure)
    {
        _figures.Add(figure);
        Console.WriteLine(Line(figure.ToCells()));
    }

    /// <summary>Takes what is to be said below the figures.</summary>
    public void Remark(string sentence) => _remarks.Add(sentence);

    /// <summary>The limit at so many connections, or the nearest that was measured.</summary>
    public double? LimitOf(string? what, int connections) => _figures
        .Where(figure => figure.What == what && figure.PerSecond is not null)
        .OrderBy(figure => Math.Abs((figure.Connections ?? 0) - connections))
        .FirstOrDefault()?.PerSecond;

    public void Print()
    {
        Console.WriteLine();
        Console.WriteLine($"{_begun:yyyy-MM-dd}, {machine}");
        Console.WriteLine(Line(Heads));
        foreach (var figure in _figures)
            Console.WriteLine(Line(figure.ToCells()));
        foreach (var remark in _remarks)
            Console.WriteLine(remark);
    }

    public string ToJson() => JsonSerializer.Serialize(
        new { MeasuredAt = _begun, Machine = machine, Figures = _figures, Remarks = _remarks }, Indented);

    /// <summary>As a page to keep.</summary>
    public string ToMarkdown(Options options)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture,
            $"""
            # How fast it is

            Written by a command; do not edit.

            ```sh
            dotnet run -c Release --project tests/Benchmarks -- {options.Asked}
            ```

            - {_begun:yyyy-MM-dd}, on {machine.Cores} cores ({machine.Processor}),
              {machine.MemoryGiB:N0} GiB of memory
            - {machine.System}, {machine.DotNet}, PostgreSQL {machine.PostgreSql}
            - What the machine had to do before the run: a load of {machine.LoadBefore:N1}. Service, database
              and whoever sends the load share the processors.
            - Each figure was measured for {options.Each.TotalSeconds:N0} s. Before the first of a kind the
              same load ran for {options.WarmUp.TotalSeconds:N0} s, in which the service is compiled for what
              it does; after that the tables were vacuumed and analyzed.

            **conns**: connections, each of which sends when it has its answer. **at half of that**: half as
            many a second as with {Load.Usual} connections, each sent when it is due, whatever became of those
            before, and its time counted from then. **ratio**: to the limit above it in the same run, at as
            many connections or the most there were: what `pgbench` reaches with the same rows, one statement
            after the other, in a database without triggers, every commit flushed to disk. **service**,
            **database**: time on processors for one request, in microseconds, with what is done behind the
            write meanwhile. **KiB**: what the service allocates for one request.

            | | conns | per second | p50 ms | p99 ms | ratio | service | database | KiB | |
            |---|--:|--:|--:|--:|--:|--:|--:|--:|---|

            """));
        foreach (var figure in _figures)
            text.Append("| ").AppendJoin(" | ", figure.ToCells()).Append(" |\n");
        foreach (var remark in _remarks)
            text.Append('\n').Append(remark).Append('\n');

        return text.ToString();
    }

    private static string Line(string[] cells) =>
        string.Format(CultureInfo.InvariantCulture, Row, (object[])cells).TrimEnd();
}
