namespace Incidents.Domain.Tests;

public sealed class ARefusalOfADuty
{
    [Theory]
    [InlineData(Party.Reporter, "the reporter")]
    [InlineData(Party.Allocated, "the person it was allocated to")]
    [InlineData(Party.Investigator, "the investigator")]
    [InlineData(Party.Leader, "an engaged leader")]
    [InlineData(Party.Recorder, "whoever recorded it")]
    [InlineData(Party.EscalationTarget, "the role it was escalated to")]
    [InlineData(Party.NextInOrder, "the next in the order of stand-ins")]
    public void names_the_part_in_the_incident_and_then_the_roles(Party party, string words)
    {
        var pack = Pack with
        {
            Duties =
            [
                .. Pack.Duties.Where(row => row.Duty != "classification"),
                new("classification", new([Role.OfficeManager, Role.Headteacher], [party])),
            ],
        };

        Given(Reported()).When(Classify(), by: Somebody(Role.SeniorLeader), under: pack)
            .ThenRefused("not-your-duty", How5a).Detail.Should()
            .StartWith($"This step is for {words}, the headteacher or the office manager. ");
    }

    [Fact]
    public void of_what_the_clock_does_says_that_nobody_does_it() =>
        Given(Reported()).When(new KeepTimescales(), by: OfficeManager)
            .ThenRefused("not-your-duty", Must7).Detail.Should().StartWith("Nobody does this");
}
