using System.Globalization;

namespace Incidents.Api.Bodies;

/// <summary>Days of the calendar as text.</summary>
internal static class Days
{
    /// <summary>How one is written.</summary>
    public const string Example = "2026-03-01";

    /// <summary>Reads a day.</summary>
    /// <returns>What is wrong with the text; nothing when it was read.</returns>
    public static string? Read(string text, out DateOnly day)
    {
        if (!DateOnly.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
            return $"must be a day of the calendar, written as year, month and day such as {Example}.";

        return Instants.IsPlausible(day.Year) ? null : "lies outside the years 1900 to 2200; check the year.";
    }
}
