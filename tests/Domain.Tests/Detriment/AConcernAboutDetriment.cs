namespace Incidents.Domain.Tests;

public sealed class AConcernAboutDetriment
{
    [Fact]
    public void is_raised_by_the_reporter() =>
        Given(Reported()).When(Raise(Role.Headteacher), by: Teacher).Then(Raised(Role.Headteacher));

    [Fact]
    public void is_raised_after_closure_too() =>
        Given(Until(IncidentStatus.Closed)).When(Raise(), by: Teacher).Then(Raised());

    [Fact]
    public void is_raised_by_a_reporter_whom_the_incident_is_about() =>
        Given(Reported(people: [Concerned(Teacher, Relation.Involved)])).When(Raise(), by: Teacher)
            .Then(Raised());

    [Fact]
    public void is_raised_by_nobody_else() =>
        Given(Reported()).When(Raise(), by: OfficeManager).ThenRefused("not-your-duty", How1);

    [Fact]
    public void is_resolved_by_the_headteacher_or_the_chair()
    {
        Given(Reported(), Raised()).When(Resolve(), by: Headteacher).Then(Resolved());
        Given(Reported(), Raised()).When(Resolve(), by: Chair).Then(Resolved());
        Given(Reported(), Raised()).When(Resolve(), by: OfficeManager).ThenRefused("not-your-duty", How1);
    }

    [Fact]
    public void about_the_headteacher_is_resolved_by_the_chair_alone()
    {
        var about = Given(Reported(), Raised(Role.Headteacher));

        about.When(Resolve(), by: Headteacher).ThenRefused("conflict-of-interest", Why6);
        about.When(Resolve(), by: Chair).Then(Resolved(Role.Headteacher));
    }

    [Fact]
    public void about_the_chair_is_resolved_by_the_headteacher_alone()
    {
        var about = Given(Reported(), Raised(Role.ChairOfGovernors));

        about.When(Resolve(), by: Chair).ThenRefused("conflict-of-interest", Why6);
        about.When(Resolve(), by: Headteacher).Then(Resolved(Role.ChairOfGovernors));
    }

    /// <summary>Whoever is left out of the incident is stood in for, and not by whom the concern is
    /// about.</summary>
    [Fact]
    public void about_the_chair_passes_on_where_the_headteacher_is_shut_out()
    {
        var about = Given(Reported(concerns: [Role.Headteacher]), Raised(Role.ChairOfGovernors));

        about.When(Resolve(), by: Chair).ThenRefused("conflict-of-interest", Why6);
        about.When(Resolve(), by: ProtectionOfficer).Then(Resolved(Role.ChairOfGovernors));
        Visibility.Opens(
            Visibility.Of(about.Incident, ProtectionOfficer, Pack), Raised(Role.ChairOfGovernors),
            ProtectionOfficer).Should().Contain(TextClass.Personal);
    }

    [Fact]
    public void about_the_only_holder_passes_on_to_the_next_in_order()
    {
        var alone = Pack with
        {
            Duties = [.. Pack.Duties.Select(row => row.Duty == DutyIds.DetrimentConcernsResolution
                ? new DutyRow(row.Duty, new([Role.Headteacher], []), null)
                : row)],
        };
        var incident = Given(Reported()).Incident;

        StandIns.Holding(DutyIds.DetrimentConcernsResolution, incident, alone, Role.Headteacher).Should()
            .Equal(Role.ChairOfGovernors);
        StandIns.Holding(DutyIds.DetrimentConcernsResolution, incident, alone, Role.ChairOfGovernors).Should()
            .Equal(Role.Headteacher);
    }

    [Fact]
    public void is_resolved_once() =>
        Given(Reported(), Raised(), Resolved()).When(Resolve(), by: Chair).ThenNothing();

    [Fact]
    public void is_resolved_after_closure_too() =>
        Given([.. Until(IncidentStatus.Closed), Raised()]).When(Resolve(), by: Chair).Then(Resolved());

    [Fact]
    public void is_resolved_where_there_is_one() =>
        Given(Reported()).When(Resolve(), by: Chair).ThenRefused("no-such-detriment-concern", null);

    [Fact]
    public void is_not_read_by_whose_role_it_is_about()
    {
        var sight = Visibility.Of(Given(Reported()).Incident, Headteacher, Pack);

        Visibility.Opens(sight, Raised(Role.Headteacher), Headteacher).Should().BeEmpty();
        Visibility.Opens(sight, Resolved(Role.Headteacher), Headteacher).Should().BeEmpty();
        Visibility.Opens(sight, Raised(Role.ChairOfGovernors), Headteacher).Should()
            .Contain(TextClass.Personal);
    }
}
