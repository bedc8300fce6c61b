namespace Incidents.Faults;

/// <summary>Nodes that stand still, and more clients than the service can serve.</summary>
internal static class Pauses
{
    /// <summary>How many times as many clients an overload is.</summary>
    private const int Overload = 10;

    /// <summary>Milliseconds within which 99 of 100 commands that are accepted in an overload are answered.
    /// One may wait for its place for a second; the rest is room for a slow machine.</summary>
    private const double Bound = 3_000;

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("paused-node", "One of two nodes stands still, and is woken later", async drill =>
        {
            await drill.Site.Nodes[0].Pause();
            await drill.GoesOn();
            await drill.Site.Nodes[0].Wake();
        })
        {
            Nodes = 2,
            AnswerIn = TimeSpan.FromSeconds(2),
            Prepare = site =>
            {
                // As by default, but within the patience of a test.
                site.Settings["ConnectionStrings:Incidents"] +=
                    ";Options=-c idle_in_transaction_session_timeout\\=1s";

                return Task.CompletedTask;
            },
        },
        new("overload", "Ten times as many clients come as the service serves at once", async drill =>
        {
            await drill.GoesOn();
            drill.Load.Ledger.MeasureAnew();
            await drill.GoesOn();
            var before = drill.Load.Ledger.Percentile(0.99);

            await using (await drill.Load.Join(drill.Site, drill.Scale.Clients * Overload))
            {
                await drill.Load.Ledger.NextUnanswered();
                drill.Load.Ledger.MeasureAnew();
                await drill.GoesOn();
                await drill.GoesOn();
            }

            var during = drill.Load.Ledger.Percentile(0.99);
            if (during > Bound)
                drill.Findings.Add($"What was accepted took too long: p99 {during:0} of {Bound:0} ms.");
            drill.Load.Ledger.MeasureAnew();
            await drill.GoesOn();
            drill.Notes.Add($"p99 {before:0} ms before, {during:0} ms of what is accepted meanwhile, "
                + $"{drill.Load.Ledger.Percentile(0.99):0} ms at once afterwards");
        })
        {
            Prepare = site =>
            {
                site.Settings["Requests:AtOnce"] = "6";

                return Task.CompletedTask;
            },
        },
    ];
}
