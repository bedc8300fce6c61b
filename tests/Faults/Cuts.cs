namespace Incidents.Faults;

/// <summary>Connections to the database that break.</summary>
internal static class Cuts
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("cut-commit",
            "Connections break in the middle of a commit: before it arrives, after it, on the answer",
            CutCommits)
        {
            Prepare = ByWire,
        },
        new("cut-database", "Every connection breaks at once, and for a moment none is made", async drill =>
        {
            await drill.Site.Wire!.Cut();
            await drill.Load.Ledger.NextUnanswered();
            drill.Site.Wire.Mend();
        })
        {
            Prepare = ByWire,
        },
    ];

    /// <summary>Leads the connections of the service over a wire that can be cut.</summary>
    public static Task ByWire(Site site)
    {
        if (site.Wire is null)
            site.ConnectByWire();

        return Task.CompletedTask;
    }

    private static async Task CutCommits(Drill drill)
    {
        var wire = drill.Site.Wire!;
        foreach (var where in Enum.GetValues<Break>())
        {
            for (var times = 0; times < 3; times++)
                wire.BreakNext(where);
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (wire.BreaksToCome > 0)
            await Task.Delay(5, patience.Token);
    }
}
