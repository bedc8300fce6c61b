using static Incidents.Domain.Tests.AnException;

namespace Incidents.Domain.Tests;

public sealed class TheExpiryOfAnException
{
    private static readonly DateTimeOffset DayAfter = new(2026, 7, 18, 0, 30, 0, TimeSpan.Zero);

    [Fact]
    public void is_recorded_after_its_last_day() => Look(Requested(Approved), DayAfter).Then(Expired);

    [Fact]
    public void is_not_recorded_on_its_last_day() =>
        Look(Requested(Approved), DayAfter.AddHours(-1)).ThenNothing();

    [Fact]
    public void is_recorded_once() => Look(Requested(Approved, Expired), DayAfter).ThenNothing();

    [Fact]
    public void is_none_where_nothing_was_granted()
    {
        Look(Requested(), DayAfter).ThenNothing();
        Look(Requested(Refused), DayAfter).ThenNothing();
    }

    [Fact]
    public void ends_it()
    {
        Requested(Approved).State.Status.Should().Be(ExceptionStatus.Approved);
        Requested(Approved, Expired).State.Status.Should().Be(ExceptionStatus.Expired);
    }

    private static StreamVerdict<PolicyExceptionEvent> Look(
        StreamHistory<PolicyException, PolicyExceptionEvent> exception, DateTimeOffset at) =>
        exception.When(new ExpirePolicyException(), by: Actor.Clock, at: at);
}
