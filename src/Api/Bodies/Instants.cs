using System.Globalization;
using System.Text.RegularExpressions;

namespace Incidents.Api.Bodies;

/// <summary>Instants as text: RFC 3339 with its offset; without one nobody knows
/// which moment is meant.</summary>
internal static partial class Instants
{
    /// <summary>How one is written.</summary>
    public const string Example = "2026-03-01T09:30:00Z";

    /// <summary>Years outside are slips of the keyboard.</summary>
    public static bool IsPlausible(int year) => year is >= 1900 and <= 2200;

    /// <summary>An instant in UTC, as answers have it.</summary>
    public static string Write(DateTimeOffset instant) =>
        instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads an instant and takes it to UTC.</summary>
    /// <returns>What is wrong with the text; nothing when it was read.</returns>
    public static string? Read(string text, out DateTimeOffset instant)
    {
        instant = default;
        var match = Rfc3339().Match(text);
        if (!match.Success)
            return $"must be a date, a time and an offset from UTC, such as {Example}.";

        if (!match.Groups["offset"].Success)
            return "does not say in which time zone it is: end it in Z for UTC, or in an offset such "
                + "as +01:00.";

        if (!IsPlausible(int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture)))
            return "lies outside the years 1900 to 2200; check the year.";

        // Other systems send nanoseconds; a clock tick here is a hundred of them.
        var fraction = match.Groups["fraction"].Value;
        var whole = match.Groups["whole"].Value.ToUpperInvariant();
        var exact =
            $"{whole}.{fraction.PadRight(7, '0')[..7]}{match.Groups["offset"].Value.ToUpperInvariant()}";
        if (!DateTimeOffset.TryParseExact(
            exact, "yyyy-MM-dd'T'HH:mm:ss.fffffffK", CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal, out instant))
        {
            return "is no moment of the calendar; check the day, the time and the offset.";
        }

        return IsPlausible(instant.Year)
            ? null
            : "lies outside the years 1900 to 2200 in UTC; check the year.";
    }

    [GeneratedRegex(
        """
        ^(?<whole>(?<year>[0-9]{4})-[0-9]{2}-[0-9]{2} [Tt] [0-9]{2}:[0-9]{2}:[0-9]{2})
        (\.(?<fraction>[0-9]{1,9}))?
        (?<offset>[Zz]|[+-][0-9]{2}:[0-9]{2})?\z
        """,
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rfc3339();
}
