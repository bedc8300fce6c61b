namespace Incidents.Api.Bodies;

/// <summary>Which word somebody probably meant.</summary>
internal static class Spelling
{
    /// <summary>Longer words are not slips of the keyboard, and comparing them costs.</summary>
    private const int LongestWord = 40;

    /// <summary>The word that is nearest, if one is near.</summary>
    public static string? Nearest(string written, IEnumerable<string> words)
    {
        if (written.Length > LongestWord)
            return null;

        var plain = Plain(written);

        return words
            .Select(word => (word, distance: Distance(plain, Plain(word))))
            .Where(candidate => candidate.distance <= Math.Max(1, candidate.word.Length / 3))
            .OrderBy(candidate => candidate.distance)
            .Select(candidate => candidate.word)
            .FirstOrDefault();
    }

    /// <summary>Other systems write <c>occurred_at</c> or <c>OccurredAt</c>.</summary>
    private static string Plain(string word) =>
        string.Concat(word.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));

    /// <summary>How many letters must be put in, left out, changed or swapped with the next.</summary>
    private static int Distance(string from, string to)
    {
        var rows = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= to.Length; j++)
            rows[0, j] = j;

        for (var i = 1; i <= from.Length; i++)
        {
            for (var j = 1; j <= to.Length; j++)
            {
                var change = from[i - 1] == to[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(
                    Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + change);

                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[from.Length, to.Length];
    }
}
