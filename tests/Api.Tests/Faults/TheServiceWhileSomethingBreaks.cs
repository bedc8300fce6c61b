using Incidents.Faults;

namespace Incidents.Api.Tests.Faults;

/// <summary>The faults of <c>tests/Faults</c> in their small form: several strike one installation, and one
/// audit follows. They need the same machine, and run one after the other. The others are struck by the
/// command alone.</summary>
public sealed class TheServiceWhileSomethingBreaks
{
    [Fact]
    public Task loses_nothing_when_processes_are_killed_and_connections_break() =>
        Withstands([.. Kills.All, .. Cuts.All]);

    [Fact]
    public Task loses_nothing_when_the_disks_are_full() =>
        Withstands([Shortages.DatabaseDisk, Shortages.EvidenceDisk]);

    [Fact]
    public Task is_as_it_was_before_an_accident_when_it_is_restored() => Withstands(Restores.All);

    private static async Task Withstands(IReadOnlyList<Fault> faults)
    {
        if (faults.Select(fault => fault.Cannot()).FirstOrDefault(reason => reason is not null) is { } reason)
            Assert.Skip(reason);

        var drilled = await Drill.Run(faults, Scale.Small);

        string.Join(Environment.NewLine, drilled.Audit.Findings).Should().BeEmpty();
        drilled.Acknowledged.Should().BeGreaterThanOrEqualTo(faults.Count * Scale.Small.Between);
    }
}
