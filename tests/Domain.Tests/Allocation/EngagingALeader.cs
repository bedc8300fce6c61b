namespace Incidents.Domain.Tests;

public sealed class EngagingALeader
{
    public static TheoryData<Role> Leaders => [Role.Headteacher, Role.DeputyHeadteacher, Role.SeniorLeader];

    [Theory, MemberData(nameof(Leaders))]
    public void brings_in_the_headteacher_or_a_senior_leader(Role role) =>
        Given(Reported()).When(Engage(Leader, role), by: OfficeManager)
            .Then(Engaged(Leader) with { Role = role });

    [Theory]
    [InlineData(Role.LineManager)]
    [InlineData(Role.ChairOfGovernors)]
    [InlineData(Role.Auditor)]
    public void brings_in_nobody_else(Role role) =>
        Given(Reported()).When(Engage(Leader, role), by: OfficeManager).ThenInvalid("/leader/role");

    [Fact]
    public void brings_in_the_stand_in_where_the_headteacher_is_shut_out() =>
        Given(Reported(concerns: [Role.Headteacher]), Classified(Severity.Major))
            .When(Engage(Chair), by: OfficeManager).Then(Engaged(Chair));

    [Fact]
    public void is_a_record_of_its_own_each_time() =>
        Given(Reported(), Engaged()).When(Engage(), by: OfficeManager).Then(Engaged());

    [Fact]
    public void opens_the_incident_to_them()
    {
        Given(Reported()).Incident.Sees(Leader).Should().Be(Extent.None);
        Given(Reported(), Engaged(Leader)).Incident.Sees(Leader).Should().Be(Extent.Whole);
    }

    [Fact]
    public void lets_them_escalate_by_the_role_they_were_engaged_in()
    {
        var engaged = Given(Reported(), Engaged(Leader));

        engaged.When(Escalate(), by: Leader).Then(Escalated());
        engaged.When(Escalate(), by: Leader with { Roles = [Role.Staff] })
            .ThenRefused("not-your-duty", How3e);
    }
}
