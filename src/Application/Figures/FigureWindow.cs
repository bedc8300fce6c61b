using Incidents.Application.Register;
using Incidents.Application.Timescales;

namespace Incidents.Application.Figures;

/// <summary>A stretch of time of which the lines are counted one by one.</summary>
/// <param name="From">UTC, this instant included.</param>
/// <param name="To">UTC, this instant excluded.</param>
/// <param name="Sign">-1: they are taken off.</param>
internal sealed record Edge(DateTimeOffset From, DateTimeOffset To, int Sign);

/// <summary>A time as whole months, of which there are sums, and the stretches by which it is more or less
/// than those.</summary>
/// <param name="First">The first of the months; none: from the beginning.</param>
/// <param name="Beyond">The month after the last; none: without an end.</param>
internal sealed record FigureWindow(DateOnly? First, DateOnly? Beyond, IReadOnlyList<Edge> Edges)
{
    private static readonly DateTimeOffset Begin = new(1800, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = new(2300, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>An end that takes in more than half of its month is counted off from the whole
    /// month.</summary>
    private static readonly TimeSpan Half = TimeSpan.FromDays(15);

    /// <summary>Whether it is all that there is.</summary>
    public bool IsEverything => (First, Beyond) is (null, null) && Edges.Count == 0;

    /// <summary>Whether it has any whole month.</summary>
    public bool HasMonths => First is null || Beyond is null || First < Beyond;

    /// <summary>The months of a time. Where the school tells them by another clock than the sums do, its
    /// lines are counted one by one.</summary>
    public static FigureWindow Of(Window window)
    {
        var (from, to) = (window.From, window.To);
        if (window.TimeZone != FigureParts.Zone)
            return Counted(from ?? Begin, to ?? End);

        var (first, last) = (MonthOf(from), MonthOf(to));
        if (first is not null && first == last)
            return Counted(from!.Value, to!.Value);

        List<Edge> edges = [];
        if (first is { } begun && StartOf(begun) is var start && start < from!.Value)
        {
            var inside = from.Value - start < Half;
            edges.Add(inside
                ? new(start, from.Value, Sign: -1)
                : new(from.Value, StartOf(begun.AddMonths(1)), Sign: 1));
            first = inside ? begun : begun.AddMonths(1);
        }

        if (last is { } ended && StartOf(ended) is var begin && begin < to!.Value)
        {
            var outside = to.Value - begin < Half;
            edges.Add(outside
                ? new(begin, to.Value, Sign: 1)
                : new(to.Value, StartOf(ended.AddMonths(1)), Sign: -1));
            last = outside ? ended : ended.AddMonths(1);
        }

        return new(first, last, edges);
    }

    private static FigureWindow Counted(DateTimeOffset from, DateTimeOffset to) =>
        new(DateOnly.MinValue.AddYears(1), DateOnly.MinValue.AddYears(1), [new(from, to, Sign: 1)]);

    private static DateOnly? MonthOf(DateTimeOffset? instant) =>
        instant is { } known && TimeZones.Local(FigureParts.Zone, known).Day is var day
            ? new DateOnly(day.Year, day.Month, 1)
            : null;

    private static DateTimeOffset StartOf(DateOnly month) =>
        TimeZones.At(FigureParts.Zone, month, TimeOnly.MinValue);
}
