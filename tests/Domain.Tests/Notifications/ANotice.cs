namespace Incidents.Domain.Tests.Notifications;

public sealed class ANotice
{
    private static readonly DateTimeOffset Due = Now.AddHours(4);

    [Fact]
    public void of_a_report_goes_to_the_office_manager() =>
        Of(Reported()).Should().Equal(new Notice(Role.OfficeManager, "incidentReported", Urgent: false));

    [Fact]
    public void of_a_classification_goes_up_as_the_severity_does()
    {
        Of(Reported(), Classified()).Should().BeEmpty();
        Of(Reported(), Classified(Severity.Major)).Select(notice => notice.To).Should()
            .Equal(Role.Headteacher);
        Of(Reported(), Classified(Severity.Critical)).Should().HaveCount(3)
            .And.OnlyContain(notice => notice.Urgent);
    }

    [Fact]
    public void of_an_allocation_goes_to_the_role_that_was_given_it() =>
        Of(Reported(), Classified(), Allocated()).Select(notice => notice.To).Should()
            .Equal(Role.LineManager);

    [Fact]
    public void of_an_escalation_goes_to_the_role_that_the_escalation_went_to() =>
        Of(Reported(), Escalated(Role.ChairOfGovernors)).Should()
            .Equal(new Notice(Role.ChairOfGovernors, "incidentEscalated", Urgent: true));

    [Fact]
    public void of_a_warning_goes_to_whoever_holds_the_step_and_at_night_only_where_the_law_sets_the_time()
    {
        Of(Reported(), Warned("classification")).Should().Equal(
            new Notice(Role.OfficeManager, "timescaleWarned", Urgent: false, "classification", Due));
        Of(Reported(), Warned("ico-notifications")).Should()
            .OnlyContain(notice => notice.Urgent).And.Contain(notice => notice.To == Role.Headteacher);
    }

    [Fact]
    public void of_a_warning_goes_to_those_too_who_stand_in_for_the_step()
    {
        Of(Reported(), StoodIn("classification", Role.Headteacher), Warned("classification"))
            .Select(notice => notice.To).Should().Equal(Role.Headteacher, Role.OfficeManager);
        Of([
            .. Until(IncidentStatus.OutcomeReported, investigator: OfficeManager),
            Warned("outcome-reports/review"),
        ]).Select(notice => notice.To).Should().Contain(Role.Headteacher, "the author does not review");
    }

    [Fact]
    public void of_an_incident_about_the_office_manager_goes_to_the_next_in_order() =>
        Of(Reported(concerns: [Role.OfficeManager])).Select(notice => notice.To).Should()
            .Equal(Role.Headteacher);

    [Fact]
    public void of_what_was_missed_says_what_was_due_and_when() =>
        Of(Reported(), new TimescaleMissed("classification", null, Due)).Should().Equal(
            new Notice(Role.OfficeManager, "timescaleMissed", Urgent: false, "classification", Due));

    [Fact]
    public void of_a_concern_does_not_go_to_whom_it_is_about()
    {
        Of(Reported(), Raised()).Select(notice => notice.To).Should()
            .Equal(Role.Headteacher, Role.ChairOfGovernors);
        Of(Reported(), Raised(Role.Headteacher)).Select(notice => notice.To).Should()
            .Equal(Role.ChairOfGovernors);
    }

    [Fact]
    public void of_a_concern_passes_whom_it_is_about_by_where_somebody_stands_in()
    {
        IncidentEvent[] about =
            [Reported(concerns: [Role.Headteacher]), Raised(Role.ChairOfGovernors)];
        Of(about).Select(notice => notice.To).Should().Equal(Role.DataProtectionOfficer);

        var alone = Pack with
        {
            Notifications = Pack.Notifications with
            {
                Rows =
                [
                    new("detrimentConcernRaised", new([Role.Headteacher], [])),
                    new("detrimentConcernResolved", new([Role.Headteacher, Role.OfficeManager], [])),
                ],
            },
        };
        Notices.Of(Raised(Role.Headteacher), Given(Reported()).Incident, alone).Select(notice => notice.To)
            .Should().Equal(Role.ChairOfGovernors);
        Notices.Of(Resolved(Role.Headteacher), Given(Reported()).Incident, alone)
            .Select(notice => notice.To).Should().Equal(Role.OfficeManager);
    }

    [Fact]
    public void of_what_happens_to_the_school_itself_goes_to_roles()
    {
        var made = new ApiKeyMade(NewId, NewId, Text.Narrative(Why), [Role.OfficeManager], null);

        Notices.Of(made, Pack).Should().Equal(new Notice(Role.Headteacher, "apiKeyMade", Urgent: false));
        Notices.Of(new ApiKeyRevoked(NewId), Pack).Should().BeEmpty();
    }

    [Fact]
    public void of_a_decision_goes_to_nobody() => Of(Reported(), Decided()).Should().BeEmpty();

    private static TimescaleWarned Warned(string step) => new(step, null, "warned", Due);

    private static ImmutableArray<Notice> Of(params IncidentEvent[] events) =>
        Notices.Of(events[^1], Given(events).Incident, Pack);
}
