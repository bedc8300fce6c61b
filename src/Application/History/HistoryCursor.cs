using System.Globalization;

namespace Incidents.Application.History;

/// <summary>How far somebody has read in a history: past this event and past this look. So what is recorded
/// meanwhile is neither shown twice nor skipped.</summary>
/// <param name="Version">Of the event that was read last; 0: none.</param>
/// <param name="Look">The look that was read last; 0: none.</param>
public sealed record HistoryCursor(long Version, long Look)
{
    /// <summary>Nothing has been read.</summary>
    public static HistoryCursor Start { get; } = new(0, 0);

    /// <summary>As it goes out: opaque, for the caller to send back.</summary>
    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Version}-{Look}");

    /// <summary>As it comes back; none where it is not one of ours.</summary>
    public static HistoryCursor? Parse(string text) => text.Split('-') is [var version, var look]
        && Number(version) is { } events && Number(look) is { } looks
            ? new(events, looks)
            : null;

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>A page of a history.</summary>
/// <param name="Next">Where the next page begins; none: this is the last.</param>
public sealed record HistoryPage(
    IReadOnlyList<System.Text.Json.Nodes.JsonObject> Items, HistoryCursor? Next);
