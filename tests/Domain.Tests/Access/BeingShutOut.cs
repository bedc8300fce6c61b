namespace Incidents.Domain.Tests;

public sealed class BeingShutOut
{
    private static readonly IncidentEvent OwnMistake =
        Reported(by: OfficeManager, people: [Concerned(OfficeManager, Relation.Involved)]);

    [Fact]
    public void is_for_the_people_involved()
    {
        foreach (var actor in new[] { OfficeManager, Headteacher, Deputy, Chair, ProtectionOfficer, Auditor })
        {
            Given(Reported(people: [Concerned(actor, Relation.Involved)])).Incident.Sees(actor).Should()
                .Be(Extent.None);
        }
    }

    [Theory]
    [InlineData(Relation.Witness)]
    [InlineData(Relation.Affected)]
    public void is_not_for_whoever_only_saw_it_or_is_affected(Relation relation) =>
        Given(Reported(people: [Concerned(OfficeManager, relation)])).Incident.Sees(OfficeManager).Should()
            .Be(Extent.Whole);

    [Fact]
    public void is_for_the_roles_that_the_report_concerns() =>
        Given(Reported(concerns: [Role.Headteacher])).Incident.Sees(Headteacher).Should().Be(Extent.None);

    [Fact]
    public void is_for_headteacher_and_deputy_where_the_report_goes_to_the_chair_of_governors()
    {
        var incident = Given(Reported(reportTo: Role.ChairOfGovernors)).Incident;

        incident.Sees(Headteacher).Should().Be(Extent.None);
        incident.Sees(Deputy).Should().Be(Extent.None);
        incident.Sees(Chair).Should().Be(Extent.Whole);
        incident.Sees(OfficeManager).Should().Be(Extent.Whole);
    }

    [Fact]
    public void is_for_nobody_where_the_report_goes_to_somebody_else() =>
        Given(Reported(reportTo: Role.OfficeManager)).Incident.Sees(Headteacher).Should().Be(Extent.Whole);

    [Fact]
    public void goes_before_an_allocation_or_an_engagement()
    {
        Given([.. Until(IncidentStatus.Investigating),
            Added(people: [Concerned(LineManager, Relation.Involved)])])
            .Incident.Sees(LineManager).Should().Be(Extent.None);
        Given(Reported(), Engaged(), Added(concerns: [Role.Headteacher])).Incident.Sees(Headteacher)
            .Should().Be(Extent.None);
    }

    [Fact]
    public void ends_when_somebody_lets_the_role_in() =>
        Given(Reported(concerns: [Role.Headteacher]), Admitted(Role.Headteacher)).Incident.Sees(Headteacher)
            .Should().Be(Extent.Whole);

    [Fact]
    public void leaves_a_reporter_their_own_report() =>
        Given(OwnMistake).Incident.Sees(OfficeManager).Should().Be(Extent.OwnReport);

    [Fact]
    public void keeps_a_reporter_from_every_step_but_adding_to_the_report()
    {
        Given(OwnMistake).When(Classify(), by: OfficeManager).ThenRefused("conflict-of-interest", Why6);
        Given(OwnMistake, Verified(Finding.NotAnIncident)).When(Close(), by: OfficeManager)
            .ThenRefused("conflict-of-interest", Why6);
        Given(OwnMistake).When(new AddDetails { Description = Why }, by: OfficeManager)
            .Then(Added(description: Why));
        Given(OwnMistake).When(Evidence(), by: OfficeManager).Then(EvidenceOf());
    }

    [Fact]
    public void gives_a_reporter_no_duty_that_they_never_had() =>
        Given(Reported(people: [Concerned(Teacher, Relation.Involved)])).When(Classify(), by: Teacher)
            .ThenRefused("not-your-duty", How5a);

    [Fact]
    public void leaves_a_reporter_who_is_not_involved_their_other_duties() =>
        Given(Reported(by: OfficeManager)).When(Classify(), by: OfficeManager).Then(Classified());

    [Fact]
    public void takes_a_role_from_those_an_incident_can_be_escalated_to() =>
        Visibility.SeeingRoles(Given(Reported(concerns: [Role.Headteacher])).Incident.Circle, Pack).Should()
            .BeEquivalentTo(
            [Role.OfficeManager, Role.DeputyHeadteacher, Role.ChairOfGovernors, Role.DataProtectionOfficer]);
}

public sealed class AnExhaustedOrderOfStandIns
{
    private static readonly IncidentEvent Exhausting = Reported(
        people: [Concerned(OfficeManager, Relation.Involved)],
        concerns: [Role.Headteacher, Role.ChairOfGovernors, Role.DataProtectionOfficer]);

    [Fact]
    public void leaves_the_incident_to_its_last_role()
    {
        var incident = Given(Exhausting).Incident;

        StandIns.AreExhausted(incident.Circle, Pack).Should().BeTrue();
        incident.Sees(ProtectionOfficer).Should().Be(Extent.Whole);
        incident.Sees(Chair).Should().Be(Extent.None);
        incident.Sees(Headteacher).Should().Be(Extent.None);
        incident.Sees(OfficeManager).Should().Be(Extent.None);
    }

    [Theory]
    [InlineData("classification")]
    [InlineData("allocation")]
    [InlineData("disciplinary")]
    [InlineData("outcome-reports/review")]
    [InlineData("closure")]
    public void leaves_every_duty_to_its_last_role(string duty) =>
        StandIns.Holding(duty, Given(Exhausting).Incident, Pack).Should().Contain(Role.DataProtectionOfficer);

    [Fact]
    public void lets_its_last_role_act() =>
        Given(Exhausting).When(Classify(), by: ProtectionOfficer).Then(Classified());

    [Fact]
    public void still_has_whom_to_escalate_to() =>
        Visibility.SeeingRoles(Given(Exhausting).Incident.Circle, Pack)
            .Should()
                .BeEquivalentTo([Role.OfficeManager, Role.DeputyHeadteacher, Role.DataProtectionOfficer]);

    [Fact]
    public void is_not_reached_while_somebody_is_left() =>
        StandIns.AreExhausted(
            Given(Reported(concerns: [Role.OfficeManager, Role.Headteacher])).Incident.Circle, Pack)
            .Should().BeFalse();
}
