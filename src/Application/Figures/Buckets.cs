namespace Incidents.Application.Figures;

/// <summary>Where a length lies: in which bucket, and which of those in it it is.</summary>
/// <param name="Offset">From 0.</param>
internal sealed record Place(long From, long To, long Offset);

/// <summary>A percentile between two lengths.</summary>
/// <param name="Low">Where the shorter lies; the other is the next in length, or the same where none is
/// longer.</param>
/// <param name="Share">How far it is from the one to the other.</param>
internal sealed record Between(Place Low, double Share)
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
    public static Buckets Of(IEnumerable<(long From, long Number)> sums) =>
        new([.. sums.Where(sum => sum.Number != 0).OrderBy(sum => sum.From)]);

    /// <summary>The first length that is no shorter than a share of all.</summary>
    public Place? First(double share) => Count == 0 ? null : At((long)Math.Ceiling(share * Count) - 1);

    /// <summary>The two lengths between which a share of all lies; none where nothing was measured.</summary>
    public Between? Between(double share)
    {
        if (Count == 0)
            return null;

        var at = share * (Count - 1);
        var low = (long)Math.Floor(at);

        return new(At(low), at - low);
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
