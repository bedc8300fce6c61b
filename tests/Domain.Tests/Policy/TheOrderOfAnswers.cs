namespace Incidents.Domain.Tests;

public sealed class TheOrderOfAnswers
{
    private static readonly History Closed = Given(Until(IncidentStatus.Closed));

    [Fact]
    public void begins_with_what_is_not_there() =>
        Closed.When(new AcknowledgeEscalation(NewId), by: Auditor, expecting: 1)
            .ThenRefused("no-such-escalation", null);

    [Fact]
    public void goes_on_to_whose_duty_it_is() =>
        Closed.When(Close(), by: Auditor, expecting: 1).ThenRefused("not-your-duty", How5e);

    [Fact]
    public void goes_on_to_what_the_actor_has_not_seen() =>
        Closed.When(Close(), by: OfficeManager, expecting: 1).ThenStale(Closed.Events.Length);

    [Fact]
    public void goes_on_to_what_is_so_already() =>
        Closed.When(Close(), by: OfficeManager, expecting: Closed.Events.Length).ThenNothing();

    [Fact]
    public void ends_with_the_rules() =>
        Closed.When(Verify(), by: OfficeManager, expecting: Closed.Events.Length)
            .ThenRefused("incident-closed", Must5);

    [Fact]
    public void has_no_stale_step_judged_by_a_rule() =>
        Closed.When(Verify(), by: OfficeManager, expecting: 1).ThenStale(Closed.Events.Length);
}
