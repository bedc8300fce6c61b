namespace Incidents.Domain.Tests;

public sealed class PuttingAControlInPlace
{
    private static readonly DateOnly Due = new(2026, 4, 1);

    [Fact]
    public void says_what_it_is_and_whose() =>
        Given(Reported()).When(Control(), by: OfficeManager).Then(Controlled());

    [Fact]
    public void says_by_when() =>
        Given(Reported()).When(Control(Due), by: OfficeManager).Then(Controlled(dueOn: Due));

    [Fact]
    public void is_for_the_investigator_too() =>
        Given(Until(IncidentStatus.Investigating)).When(Control(), by: LineManager).Then(Controlled());

    [Fact]
    public void is_not_for_the_reporter() =>
        Given(Reported()).When(Control(), by: Teacher).ThenRefused("not-your-duty", How3j);

    [Fact]
    public void appends_each_time() =>
        Given(Reported(), Controlled()).When(Control(), by: OfficeManager).Then(Controlled());
}

public sealed class ReviewingAControl
{
    private static readonly Guid Lock = new(7, 0, 0, new byte[8]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void says_whether_it_did_its_work(bool effective) =>
        Given(Reported(), Controlled(Lock)).When(LookAtControl(Lock, effective), by: OfficeManager)
            .Then(ControlSeen(Lock, effective));

    [Fact]
    public void appends_each_time() =>
        Given(Reported(), Controlled(Lock), ControlSeen(Lock))
            .When(LookAtControl(Lock), by: OfficeManager).Then(ControlSeen(Lock));

    [Fact]
    public void is_possible_after_closure()
    {
        IncidentEvent[] closed = [.. Until(IncidentStatus.OutcomeAccepted), Controlled(Lock), Closed()];

        Given(closed).When(LookAtControl(Lock), by: OfficeManager).Then(ControlSeen(Lock));
        Given(closed).When(LookAtControl(Lock), by: LineManager).Then(ControlSeen(Lock));
        Given([.. closed, ControlSeen(Lock)]).Incident.Status.Should().Be(IncidentStatus.Closed);
    }

    [Fact]
    public void of_another_incident_finds_nothing() =>
        Given(Reported()).When(LookAtControl(Lock), by: OfficeManager).ThenRefused("no-such-control", null);

    [Fact]
    public void by_the_id_of_another_part_finds_nothing() =>
        Given(Reported(), RiskFound(Lock)).When(LookAtControl(Lock), by: OfficeManager)
            .ThenRefused("no-such-control", null);
}
