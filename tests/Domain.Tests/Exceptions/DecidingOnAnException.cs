using static Incidents.Domain.Tests.AnException;

namespace Incidents.Domain.Tests;

public sealed class DecidingOnAnException
{
    private static readonly DecideOnPolicyException Grant = new(Approved: true, Why, LastDay);
    private static readonly DecideOnPolicyException Refuse = new(Approved: false, Why);

    [Fact]
    public void grants_it_until_a_day_or_refuses_it()
    {
        Requested().When(Grant, by: Headteacher).Then(Approved);
        Requested().When(Refuse, by: Headteacher).Then(Refused);
    }

    [Fact]
    public void needs_a_last_day_to_grant_it_and_none_to_refuse_it()
    {
        Requested().When(Grant with { ExpiresOn = null }, by: Headteacher).ThenInvalid("/expiresOn");
        Requested().When(Refuse with { ExpiresOn = LastDay }, by: Headteacher).ThenInvalid("/expiresOn");
        Requested().When(Grant with { ExpiresOn = new(2026, 3, 1) }, by: Headteacher)
            .ThenInvalid("/expiresOn");
        Requested().When(Grant with { ExpiresOn = new(2026, 3, 2) }, by: Headteacher)
            .Decision.Should().BeOfType<Recorded<PolicyExceptionEvent>>("it may hold for this day alone");
    }

    [Fact]
    public void again_in_the_same_way_changes_nothing()
    {
        Requested(Approved).When(Grant, by: Headteacher).ThenNothing();
        Requested(Refused).When(Refuse, by: Headteacher).ThenNothing();
    }

    [Fact]
    public void again_in_another_way_is_refused()
    {
        Requested(Approved).When(Refuse, by: Headteacher).ThenRefused("already-decided", Exc);
        Requested(Approved).When(Grant with { ExpiresOn = new(2026, 8, 1) }, by: Headteacher)
            .ThenRefused("already-decided", Exc);
        Requested(Refused).When(Grant, by: Headteacher).ThenRefused("already-decided", Exc);
        Requested(Approved, Expired).When(Refuse, by: Headteacher).ThenRefused("already-decided", Exc);
    }

    [Fact]
    public void is_refused_to_whoever_has_seen_another_version() =>
        Requested(Approved).When(Refuse, by: Headteacher, expecting: 1).ThenStale(2);

    [Fact]
    public void is_the_headteachers_to_do()
    {
        foreach (var reader in (Actor[])[OfficeManager, Auditor])
            Requested().When(Grant, by: reader).ThenRefused("not-your-duty", Exc);
        foreach (var other in (Actor[])[Deputy, Chair, Officer, Administrator, Sensor])
            Requested().When(Grant, by: other).ThenNotThere();
    }

    [Fact]
    public void is_never_for_whoever_asked() =>
        Requested().When(Grant, by: Teacher with { Roles = [Role.Staff, Role.Headteacher] })
            .ThenRefused("conflict-of-interest", Why6);

    [Fact]
    public void is_for_the_stand_in_where_the_headteacher_asked()
    {
        StreamHistory<PolicyException, PolicyExceptionEvent> asked = new(RequestedBy(Headteacher));

        asked.When(Grant, by: Headteacher).ThenRefused("conflict-of-interest", Why6);
        asked.When(Grant, by: Somebody(Role.Headteacher)).ThenRefused("not-your-duty", Exc);
        asked.When(Grant, by: Chair).Then(Approved);
    }

    [Fact]
    public void is_for_whom_the_pack_gives_it_to()
    {
        var sister = Pack with
        {
            Duties =
            [
                .. Pack.Duties.Select(row => row.Duty == "policy-exceptions/decision"
                    ? row with { Holders = new([Role.DeputyHeadteacher], []) }
                    : row),
            ],
        };

        Requested().When(Grant, by: Deputy, under: sister).Then(Approved);
        Requested().When(Grant, by: Headteacher, under: sister).ThenNotThere();
    }
}
