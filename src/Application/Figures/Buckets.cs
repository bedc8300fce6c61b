using System.Globalization;

namespace Incidents.Application.Figures;

/// <summary>Where a length lies: in which bucket, and which of those in it it is.</summary>
/// <param name="Offset">From 0.</param>
internal sealed record Place(long From, long To, long Offset);

/// <summary>A percentile between two lengths.</summary>
/// <param name="Places">Of the two; none where nothing was measured.</param>
/// <param name="Share">How far it is from the one to the other.</param>
internal sealed record Between(IReadOnlyList<Place> Places, double Share)
{
    /// <summary>The percentile.</summary>
    public double Of(long low, long high) => low + (Share * (high - low));
}

/// <summary>How many lengths there are of each two digits, the shortest first.</summary>
internal sealed record Buckets(IReadOnlyList<(long From, long Number)> All)
{
    /// <summary>How many were measured.</summary>
    public long Count { get; } = All.Sum(bucket => bucket.Number);

    /// <summary>From the sums.</summary>
    public static Buckets Of(IEnumerable<(string From, long Number)> sums) => new([.. sums
        .Select(sum => (From: long.Parse(sum.From, CultureInfo.InvariantCulture), sum.Number))
        .OrderBy(sum => sum.From)]);

    /// <summary>The first length that is no shorter than a share of all.</summary>
    public Place? First(double share) => Count == 0 ? null : At((long)Math.Ceiling(share * Count) - 1);

    /// <summary>The two lengths between which a share of all lies.</summary>
    public Between Between(double share)
    {
        if (Count == 0)
            return new([], 0);

        var at = share * (Count - 1);
        var low = (long)Math.Floor(at);

        return new([At(low), At(Math.Min(low + 1, Count - 1))], at - low);
    }

    private Place At(long rank)
    {
        foreach (var (from, number) in All)
        {
            if (rank < number)
                return new(from, FigureParts.EndOf(from), rank);

            rank -= number;
        }

        throw new ArgumentOutOfRangeException(nameof(rank));
    }
}
