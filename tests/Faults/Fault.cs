namespace Incidents.Faults;

/// <summary>Something that breaks while the service works.</summary>
/// <param name="Name">As it is asked for by command.</param>
/// <param name="What">What happens, in words.</param>
/// <param name="Strike">Lets it happen once, and brings back what has to be brought back.</param>
internal sealed record Fault(string Name, string What, Func<Drill, Task> Strike)
{
    /// <summary>How many nodes work.</summary>
    public int Nodes { get; init; } = 1;

    /// <summary>Sets the installation up before it starts.</summary>
    public Func<Site, Task> Prepare { get; init; } = _ => Task.CompletedTask;

    /// <summary>How long a client waits for an answer before it sends again.</summary>
    public TimeSpan AnswerIn { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Whether clients go home before it strikes, so that it strikes once.</summary>
    public bool IsTheEnd { get; init; }

    /// <summary>Why it cannot strike on this machine; nothing, where it can.</summary>
    public Func<string?> Cannot { get; init; } = () => null;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        .. Kills.All, .. Cuts.All, .. Failover.All, .. Shortages.All, .. Pauses.All, .. Restores.All,
    ];
}

/// <summary>How much a drill does.</summary>
/// <param name="Clients">Who send at the same time.</param>
/// <param name="Between">Commands that are acknowledged before a fault, and again after it.</param>
/// <param name="Times">How often it strikes.</param>
internal sealed record Scale(int Clients, int Between, int Times)
{
    /// <summary>Enough to see whether it holds.</summary>
    public static Scale Small { get; } = new(Clients: 6, Between: 25, Times: 1);

    /// <summary>Enough to rely on it.</summary>
    public static Scale Large { get; } = new(Clients: 24, Between: 300, Times: 20);
}

/// <summary>What a drill came to.</summary>
/// <param name="Strikes">How often something broke.</param>
/// <param name="Silence">The longest time in which nothing was acknowledged.</param>
internal sealed record Drilled(
    int Strikes, int Acknowledged, int SentAgain, TimeSpan Silence, Audited Audit,
    IReadOnlyList<string> Notes);

/// <summary>Faults that strike one installation under load, again and again, and the audit of what is left.
/// </summary>
internal sealed record Drill(Site Site, Load Load, Scale Scale)
{
    /// <summary>What else is worth knowing of this run.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>What was not as it should be while something broke, in sentences.</summary>
    public List<string> Findings { get; } = [];

    /// <summary>Waits until the service has acknowledged some more.</summary>
    public Task GoesOn() => Load.Acknowledges(Scale.Between);

    /// <param name="faults">They strike one after the other; what one needs is there for all.</param>
    public static async Task<Drilled> Run(IReadOnlyList<Fault> faults, Scale scale)
    {
        await using var site = await Site.Copy();
        foreach (var fault in faults)
            await fault.Prepare(site);
        await site.Start(faults.Max(fault => fault.Nodes));
        await using var load = await Load.Start(site, scale.Clients, faults.Min(fault => fault.AnswerIn));
        var drill = new Drill(site, load, scale);
        await drill.GoesOn();
        load.Ledger.MeasureAnew();
        var strikes = 0;
        foreach (var fault in faults.SelectMany(
            fault => Enumerable.Repeat(fault, fault.IsTheEnd ? 1 : scale.Times)))
        {
            await fault.Strike(drill);
            await drill.GoesOn();
            strikes++;
        }

        await load.Stop();
        var ledger = load.Ledger;
        var (acknowledged, again, silence) =
            (ledger.Count, ledger.Unanswered + ledger.Shed, ledger.LongestSilence);

        var audit = await new Audit(site, load).Carry();

        return new(
            strikes, acknowledged, again, silence,
            audit with { Findings = [.. drill.Findings, .. audit.Findings] }, drill.Notes);
    }
}
