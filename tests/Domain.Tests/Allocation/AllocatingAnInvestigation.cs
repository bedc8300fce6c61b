namespace Incidents.Domain.Tests;

public sealed class AllocatingAnInvestigation
{
    [Fact]
    public void records_who_investigates() =>
        Given(Reported(), Classified()).When(Allocate(), by: OfficeManager).Then(Allocated());

    [Fact]
    public void to_oneself_is_investigating_personally() =>
        Given(Reported(), Classified()).When(Allocate(OfficeManager), by: OfficeManager)
            .Then(Allocated(OfficeManager), Accepted(OfficeManager));

    [Fact]
    public void to_oneself_by_a_role_that_ones_credentials_lack_waits_to_be_accepted() =>
        Given(Reported(), Classified()).When(Allocate(OfficeManager, Role.LineManager), by: OfficeManager)
            .Then(Allocated(OfficeManager, Role.LineManager));

    [Fact]
    public void again_needs_a_reason() =>
        Given(Until(IncidentStatus.Investigating)).When(Allocate(Officer), by: OfficeManager)
            .ThenInvalid("/reason");

    [Fact]
    public void again_with_a_reason_changes_the_investigator() =>
        Given(Until(IncidentStatus.Investigating)).When(Allocate(Officer, reason: Why), by: OfficeManager)
            .Then(Allocated(Officer, reason: Why));

    [Fact]
    public void again_after_it_was_declined_needs_no_reason() =>
        Given([.. Until(IncidentStatus.Allocated), Declined()]).When(Allocate(), by: OfficeManager)
            .Then(Allocated());

    [Fact]
    public void to_whoever_has_it_already_leaves_it_alone()
    {
        Given(Until(IncidentStatus.Allocated)).When(Allocate(), by: OfficeManager).ThenNothing();
        Given(Until(IncidentStatus.Closed)).When(Allocate(), by: OfficeManager).ThenNothing();
    }

    [Fact]
    public void is_refused_until_the_incident_is_classified() =>
        Given(Reported()).When(Allocate(), by: OfficeManager).ThenRefused("not-classified", How5a);

    [Fact]
    public void is_refused_once_the_incident_is_closed() =>
        Given(Until(IncidentStatus.Closed)).When(Allocate(Officer, reason: Why), by: OfficeManager)
            .ThenRefused("incident-closed", Must5);

    [Theory]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Integration)]
    public void names_a_role_that_may_investigate(Role role) =>
        Given(Reported(), Classified()).When(Allocate(Officer, role), by: OfficeManager)
            .ThenInvalid("/investigator/role");
}

public sealed class AllocatingACriticalIncident
{
    private static readonly IncidentEvent[] Critical = [Reported(), Classified(Severity.Critical)];

    [Theory]
    [InlineData(Role.LineManager)]
    [InlineData(Role.Headteacher)]
    public void is_possible_to_the_office_manager_only(Role role) =>
        Given(Critical).When(Allocate(LineManager, role), by: OfficeManager)
            .ThenRefused("critical-needs-office-manager", How6a);

    [Fact]
    public void gives_the_office_manager_the_investigation() =>
        Given(Critical).When(Allocate(OtherOfficeManager), by: OfficeManager)
            .Then(Allocated(OtherOfficeManager));

    [Fact]
    public void goes_to_the_stand_in_where_the_office_manager_reported_it() =>
        Given(Reported(by: OfficeManager), Classified(Severity.Critical))
            .When(Allocate(Headteacher), by: OfficeManager).Then(Allocated(Headteacher));

    [Fact]
    public void goes_to_the_stand_in_where_the_office_manager_saw_it() =>
        Given(Reported(people: [Concerned(OfficeManager, Relation.Witness)]), Classified(Severity.Critical))
            .When(Allocate(Headteacher), by: OfficeManager).Then(Allocated(Headteacher));

    [Fact]
    public void goes_to_the_stand_in_where_the_office_manager_is_away() =>
        Given([.. Critical, StoodIn(DutyIds.Investigation, Role.Headteacher)])
            .When(Allocate(Headteacher), by: OfficeManager).Then(Allocated(Headteacher));
}

public sealed class AllocatingAMajorIncident
{
    private static readonly IncidentEvent[] Major = [Reported(), Classified(Severity.Major)];

    [Fact]
    public void waits_until_the_headteacher_is_engaged() =>
        Given(Major).When(Allocate(), by: OfficeManager).ThenRefused("headteacher-not-engaged", How6b);

    [Fact]
    public void follows_the_engagement_of_the_headteacher() =>
        Given([.. Major, Engaged()]).When(Allocate(), by: OfficeManager).Then(Allocated());

    [Fact]
    public void needs_more_than_a_senior_leader() =>
        Given([.. Major, Engaged(Leader)]).When(Allocate(), by: OfficeManager)
            .ThenRefused("headteacher-not-engaged", How6b);

    [Fact]
    public void takes_the_chair_of_governors_where_the_headteacher_is_shut_out() =>
        Given(Reported(concerns: [Role.Headteacher]), Classified(Severity.Major), Engaged(Chair))
            .When(Allocate(), by: OfficeManager).Then(Allocated());

    [Fact]
    public void does_not_count_a_headteacher_who_is_shut_out() =>
        Given(Reported(), Classified(Severity.Major), Engaged(),
            Added(people: [Concerned(Headteacher, Relation.Involved)]))
            .When(Allocate(), by: OfficeManager).ThenRefused("headteacher-not-engaged", How6b);

    [Fact]
    public void takes_the_chair_of_governors_where_the_headteacher_is_away() =>
        Given([.. Major, StoodIn(DutyIds.RequiredLeader, Role.ChairOfGovernors), Engaged(Chair)])
            .When(Allocate(), by: OfficeManager).Then(Allocated());

    [Fact]
    public void takes_whoever_is_left_where_the_order_of_stand_ins_is_exhausted() =>
        Given(
                Reported(
                    people: [Concerned(OfficeManager, Relation.Involved)],
                    concerns: [Role.Headteacher, Role.ChairOfGovernors, Role.DataProtectionOfficer]),
                Classified(Severity.Major), Engaged(ProtectionOfficer))
            .When(Allocate(), by: ProtectionOfficer).Then(Allocated());

    [Fact]
    public void takes_the_office_manager_where_everybody_after_is_shut_out() =>
        Given(
                Reported(concerns: [Role.Headteacher, Role.ChairOfGovernors, Role.DataProtectionOfficer]),
                Classified(Severity.Major), Engaged(OfficeManager))
            .When(Allocate(), by: OfficeManager).Then(Allocated());
}

public sealed class AnInvestigator
{
    [Fact]
    public void is_not_the_reporter() =>
        Given(Reported(by: LineManager), Classified()).When(Allocate(), by: OfficeManager)
            .ThenRefused("investigator-not-independent", Why6);

    [Theory]
    [InlineData(Relation.Involved)]
    [InlineData(Relation.Witness)]
    [InlineData(Relation.Affected)]
    public void is_not_among_the_people_of_the_incident(Relation relation) =>
        Given(Reported(people: [Concerned(LineManager, relation)]), Classified())
            .When(Allocate(), by: OfficeManager).ThenRefused("investigator-not-independent", Why6);

    [Fact]
    public void may_have_written_the_report_down_for_somebody_else() =>
        Given(Reported(by: Teacher, enteredBy: OfficeManager), Classified())
            .When(Allocate(OfficeManager), by: OfficeManager)
            .Then(Allocated(OfficeManager), Accepted(OfficeManager));

    [Theory]
    [InlineData(Relation.Witness)]
    [InlineData(Relation.Affected)]
    public void who_turns_out_to_be_part_of_the_incident_does_not_go_on(Relation relation) =>
        Given([.. Until(IncidentStatus.Investigating), Added(people: [Concerned(LineManager, relation)])])
            .When(Decide(), by: LineManager).ThenRefused("conflict-of-interest", Why6);

    [Fact]
    public void who_turns_out_to_be_part_of_the_incident_is_stood_in_for() =>
        Given([
                .. Until(IncidentStatus.Investigating),
                Added(
                    people: [Concerned(LineManager, Relation.Witness),
                    Concerned(Headteacher, Relation.Witness)]),
            ])
            .When(DoNotDiscipline(), by: OfficeManager).Then(NotDisciplined());

    [Fact]
    public void acts_by_the_role_that_it_was_given_in() =>
        Given(Until(IncidentStatus.Investigating))
            .When(Decide(), by: LineManager with { Roles = [Role.Staff] })
            .ThenRefused("not-your-duty", How3c);
}
