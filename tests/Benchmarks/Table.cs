using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Incidents.Benchmarks;

/// <summary>A figure as it was measured.</summary>
/// <param name="Ratio">To the limit that was measured beside it.</param>
internal sealed record Figure(
    string What, int? Connections, double? PerSecond, double? P50Ms, double? P99Ms, double? Ratio,
    string? Note = null);

/// <summary>The figures of one run, with what they were measured on.</summary>
internal sealed class Table
{
    private static readonly CompositeFormat Row =
        CompositeFormat.Parse("{0,-44} {1,6} {2,11} {3,9} {4,9} {5,7}  {6}");

    private static readonly JsonSerializerOptions Indented =
        new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly List<Figure> _figures = [];

    /// <summary>Takes a figure, and says it at once, because a run takes minutes.</summary>
    public void Add(Figure figure)
    {
        _figures.Add(figure);
        Console.WriteLine(Line(figure));
    }

    /// <summary>The limit at so many connections, or the nearest that was measured.</summary>
    public double? LimitOf(string what, int connections) => _figures
        .Where(figure => figure.What == what && figure.PerSecond is not null)
        .OrderBy(figure => Math.Abs((figure.Connections ?? 0) - connections))
        .FirstOrDefault()?.PerSecond;

    public void Print()
    {
        Console.WriteLine();
        Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} cores, "
            + $"{Environment.OSVersion.VersionString}; service, database and load share them");
        Console.WriteLine(string.Format(
            CultureInfo.InvariantCulture, Row, "", "conns", "per second", "p50 ms", "p99 ms", "ratio", ""));
        foreach (var figure in _figures)
            Console.WriteLine(Line(figure));
    }

    public string ToJson() => JsonSerializer.Serialize(
        new { MeasuredAt = DateTime.UtcNow, Cores = Environment.ProcessorCount, Figures = _figures },
        Indented);

    private static string Line(Figure figure) => string.Format(
        CultureInfo.InvariantCulture, Row, figure.What, figure.Connections, Number(figure.PerSecond, "N0"),
        Number(figure.P50Ms, "N2"), Number(figure.P99Ms, "N2"), Number(figure.Ratio, "N2"), figure.Note)
        .TrimEnd();

    private static string Number(double? value, string format) =>
        value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
