using static Incidents.Domain.Tests.AnException;

namespace Incidents.Domain.Tests;

public sealed class AskingForAnException
{
    private static readonly RequestPolicyException Ask = new([How2, How3c], Why, ReasonsRead: true);

    [Fact]
    public void records_who_asks_for_what_and_that_the_reasons_were_read() =>
        None.When(Ask with { Until = new(2026, 7, 17) }, by: Teacher).Then(new PolicyExceptionRequested(
            new(Teacher.PersonId, [Role.Staff]), [How2, How3c], Text.Narrative(Why), ReasonsRead: true,
            new(2026, 7, 17)));

    [Theory]
    [InlineData(Role.Staff)]
    [InlineData(Role.Headteacher)]
    [InlineData(Role.ChairOfGovernors)]
    public void is_for_any_member_of_staff(Role role) =>
        None.When(Ask, by: Somebody(role)).Decision.Should().BeOfType<Recorded<PolicyExceptionEvent>>();

    [Theory]
    [InlineData(Role.Integration)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Administrator)]
    [InlineData(Role.Reporting)]
    public void is_for_nobody_else(Role role) =>
        None.When(Ask, by: Somebody(role)).ThenRefused("not-your-duty", Exc);

    [Fact]
    public void needs_the_reasons_to_be_read() =>
        None.When(Ask with { ReasonsRead = false }, by: Teacher).ThenInvalid("/reasonsRead");

    [Fact]
    public void names_at_least_one_point_and_each_once()
    {
        None.When(Ask with { Points = [] }, by: Teacher).ThenInvalid("/points");
        None.When(Ask with { Points = [How2, How2] }, by: Teacher).ThenInvalid("/points/1");
    }

    [Fact]
    public void is_refused_for_what_is_no_point() =>
        None.When(Ask with { Points = [How2, "how-9"] }, by: Teacher).ThenRefused("no-such-point", null);

    [Fact]
    public void looks_ahead()
    {
        None.When(Ask with { Until = new(2026, 3, 1) }, by: Teacher).ThenInvalid("/until");
        None.When(Ask with { Until = new(2026, 3, 2) }, by: Teacher).Decision.Should()
            .BeOfType<Recorded<PolicyExceptionEvent>>("today is the first day of it");
    }
}

/// <summary>Exceptions, and what was decided on them.</summary>
internal static class AnException
{
    public static readonly DateOnly LastDay = new(2026, 7, 17);

    public static StreamHistory<PolicyException, PolicyExceptionEvent> None => new();

    public static PolicyExceptionApproved Approved => new(LastDay, Text.Narrative(Why));

    public static PolicyExceptionRefused Refused => new(Text.Narrative(Why));

    public static PolicyExceptionExpired Expired => new(LastDay);

    public static PolicyExceptionRequested RequestedBy(Actor actor) => new(
        new(actor.PersonId, [.. actor.Roles.Order()]), [How2], Text.Narrative(Why), ReasonsRead: true,
        Until: null);

    public static StreamHistory<PolicyException, PolicyExceptionEvent> Requested(
        params PolicyExceptionEvent[] then) => new([RequestedBy(Teacher), .. then]);
}
