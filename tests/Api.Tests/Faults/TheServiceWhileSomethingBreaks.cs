using Incidents.Faults;

namespace Incidents.Api.Tests.Faults;

/// <summary>The faults of <c>tests/Faults</c> in their small form: several strike one installation, and one
/// audit follows.</summary>
public sealed class TheServiceWhileSomethingBreaks
{
    [Fact]
    public Task loses_nothing_and_does_nothing_twice_when_processes_are_killed() => Withstands(Kills.All);

    [Fact]
    public Task loses_nothing_and_does_nothing_twice_when_connections_break() => Withstands(Cuts.All);

    private static async Task Withstands(IReadOnlyList<Fault> faults)
    {
        var drilled = await Drill.Run(faults, Scale.Small);

        drilled.Audit.Findings.Should().BeEmpty();
        drilled.Strikes.Should().Be(faults.Count);
        drilled.Acknowledged.Should().BeGreaterThan(faults.Count * Scale.Small.Between);
    }
}
