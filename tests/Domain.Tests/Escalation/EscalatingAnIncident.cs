namespace Incidents.Domain.Tests;

public sealed class EscalatingAnIncident
{
    public static TheoryData<Role> SeeingRoles =>
    [
        Role.OfficeManager, Role.Headteacher, Role.DeputyHeadteacher, Role.ChairOfGovernors,
        Role.DataProtectionOfficer,
    ];

    [Theory, MemberData(nameof(SeeingRoles))]
    public void hands_it_up_to_a_role_that_sees_it(Role role) =>
        Given(Reported()).When(Escalate(role), by: OfficeManager).Then(Escalated(role));

    [Theory]
    [InlineData(Role.Staff)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.SeniorLeader)]
    public void hands_it_to_nobody_who_does_not(Role role) =>
        Given(Reported()).When(Escalate(role), by: OfficeManager).ThenInvalid("/to");

    [Theory]
    [InlineData(Role.Headteacher)]
    [InlineData(Role.DeputyHeadteacher)]
    public void hands_it_to_nobody_it_was_kept_from(Role role) =>
        Given(Reported(reportTo: Role.ChairOfGovernors)).When(Escalate(role), by: OfficeManager)
            .ThenInvalid("/to");

    [Fact]
    public void is_possible_on_any_open_incident_and_each_time() =>
        Given([.. Until(IncidentStatus.OutcomeAccepted), Escalated()]).When(Escalate(), by: OfficeManager)
            .Then(Escalated());

    [Fact]
    public void is_for_the_investigator_too() =>
        Given(Until(IncidentStatus.Investigating)).When(Escalate(), by: LineManager).Then(Escalated());
}

public sealed class AcknowledgingAnEscalation
{
    private static readonly Guid Escalation = new(3, 0, 0, new byte[8]);
    private static readonly IncidentEvent[] ToHeadteacher = [Reported(), Escalated(id: Escalation)];
    private static readonly AcknowledgeEscalation Acknowledge = new(Escalation);

    [Fact]
    public void is_for_the_role_that_it_went_to()
    {
        Given(ToHeadteacher).When(Acknowledge, by: Headteacher).Then(Acknowledged(Escalation));
        Given(ToHeadteacher).When(Acknowledge, by: OfficeManager).ThenRefused("not-your-duty", How3e);
        Given(ToHeadteacher).When(Acknowledge, by: Chair).ThenRefused("not-your-duty", How3e);
    }

    [Fact]
    public void passes_to_the_stand_in_where_the_target_is_shut_out_since() =>
        Given([.. ToHeadteacher, Added(concerns: [Role.Headteacher])]).When(Acknowledge, by: Chair)
            .Then(Acknowledged(Escalation));

    [Fact]
    public void passes_to_whoever_stands_in_where_the_target_is_away()
    {
        Given(ToHeadteacher).When(StandInFor("escalations/acknowledgement"), by: Chair)
            .Then(StoodIn("escalations/acknowledgement", Role.ChairOfGovernors));
        Given([.. ToHeadteacher, StoodIn("escalations/acknowledgement", Role.ChairOfGovernors)])
            .When(Acknowledge, by: Chair).Then(Acknowledged(Escalation));
    }

    [Fact]
    public void again_leaves_it_alone() =>
        Given([.. ToHeadteacher, Acknowledged(Escalation)]).When(Acknowledge, by: Headteacher).ThenNothing();

    [Fact]
    public void keeps_the_note() =>
        Given(ToHeadteacher).When(Acknowledge with { Note = Why }, by: Headteacher)
            .Then(Acknowledged(Escalation) with { Note = Text.Narrative(Why) });

    [Fact]
    public void of_another_incident_finds_nothing() =>
        Given(Reported()).When(Acknowledge, by: Headteacher).ThenRefused("no-such-escalation", null);

    [Fact]
    public void by_the_id_of_another_part_finds_nothing() =>
        Given(Reported(), EvidenceOf(Escalation)).When(Acknowledge, by: Headteacher)
            .ThenRefused("no-such-escalation", null);

    [Fact]
    public void settles_only_the_one_it_names() =>
        Given([.. ToHeadteacher, Escalated(Role.ChairOfGovernors), Acknowledged(Escalation)])
            .Incident.OpenEscalations
            .Should().Equal(new OpenEscalation(NewId, Role.ChairOfGovernors, EscalatedBy.Person));
}
