namespace Incidents.Benchmarks;

/// <summary>What is to be measured, and how long.</summary>
/// <param name="Names">The measurements, in the order in which they run.</param>
/// <param name="Each">How long one figure is measured.</param>
/// <param name="WarmUp">How long the service is loaded before.</param>
/// <param name="Connections">With how many connections the commands are measured.</param>
/// <param name="Json">Where the figures go as JSON as well.</param>
internal sealed record Options(
    IReadOnlyList<string> Names, TimeSpan Each, TimeSpan WarmUp, IReadOnlyList<int> Connections, string? Json)
{
    /// <summary>The arguments.</summary>
    public string Asked { get; init; } = "";

    public bool Quick { get; init; }

    /// <summary>How many incidents the large school has, where it is said.</summary>
    public int? Incidents { get; init; }

    /// <summary>Where a table goes that is kept.</summary>
    public string? Into { get; init; }
}
