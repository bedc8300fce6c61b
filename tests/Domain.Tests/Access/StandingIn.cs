namespace Incidents.Domain.Tests;

public sealed class StandingIn
{
    [Theory]
    [InlineData("", Role.Headteacher)]
    [InlineData("Headteacher", Role.ChairOfGovernors)]
    [InlineData("Headteacher ChairOfGovernors", Role.DataProtectionOfficer)]
    public void is_automatic_where_the_holder_is_shut_out(string alsoShutOut, Role standIn)
    {
        var also = alsoShutOut.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Role>);
        Role[] concerns = [Role.OfficeManager, .. also];

        Given(Reported(concerns: concerns)).When(Classify(), by: Somebody(standIn)).Then(Classified());
    }

    [Fact]
    public void passes_over_nobody_who_is_able() =>
        Given(Reported(concerns: [Role.OfficeManager])).When(Classify(), by: Chair)
            .ThenRefused("not-your-duty", How5a);

    [Theory]
    [InlineData(Relation.Witness)]
    [InlineData(Relation.Affected)]
    public void is_not_for_a_holder_who_may_only_not_investigate(Relation relation) =>
        Given(Reported(people: [Concerned(OfficeManager, relation)])).When(Classify(), by: Headteacher)
            .ThenRefused("not-your-duty", How5a);

    [Fact]
    public void begins_again_where_everybody_after_the_holder_is_shut_out() =>
        Given(Reported(concerns: [Role.Headteacher, Role.ChairOfGovernors, Role.DataProtectionOfficer]))
            .When(DoNotDiscipline(), by: OfficeManager).Then(NotDisciplined());

    [Fact]
    public void is_recorded_where_the_holder_is_away()
    {
        Given(Reported()).When(StandInFor("classification"), by: Headteacher)
            .Then(StoodIn("classification", Role.Headteacher));
        Given(Reported(), StoodIn("classification", Role.Headteacher)).When(Classify(), by: Headteacher)
            .Then(Classified());
    }

    [Fact]
    public void is_for_one_duty_only() =>
        Given(Reported(), Classified(), StoodIn("classification", Role.Headteacher))
            .When(Allocate(), by: Headteacher)
            .ThenRefused("not-your-duty", How4c);

    [Fact]
    public void leaves_the_holder_the_duty() =>
        Given(Reported(), StoodIn("classification", Role.Headteacher)).When(Classify(), by: OfficeManager)
            .Then(Classified());

    [Fact]
    public void is_for_the_next_in_the_packs_order()
    {
        Given(Reported()).When(StandInFor("classification"), by: Chair).ThenRefused("not-your-duty", Why5);
        Given(Reported()).When(StandInFor("classification"), by: LineManager)
            .ThenRefused("not-your-duty", Why5);
    }

    [Fact]
    public void goes_on_to_the_next_where_the_stand_in_is_away_too() =>
        Given(Reported(), StoodIn("classification", Role.Headteacher))
            .When(StandInFor("classification"), by: Chair)
            .Then(StoodIn("classification", Role.ChairOfGovernors));

    [Fact]
    public void goes_on_to_the_next_where_the_holder_is_shut_out_and_the_stand_in_away() =>
        Given(Reported(concerns: [Role.OfficeManager]))
            .When(StandInFor("classification"), by: Chair)
            .Then(StoodIn("classification", Role.ChairOfGovernors));

    [Fact]
    public void passes_over_whoever_holds_the_duty_anyway() =>
        Given(Reported()).When(StandInFor("ico-assessments"), by: Chair)
            .Then(StoodIn("ico-assessments", Role.ChairOfGovernors));

    [Fact]
    public void passes_over_whoever_is_shut_out() =>
        Given(Reported(concerns: [Role.Headteacher])).When(StandInFor("classification"), by: Chair)
            .Then(StoodIn("classification", Role.ChairOfGovernors));

    [Fact]
    public void again_leaves_it_alone() =>
        Given(
                Reported(), StoodIn("classification", Role.Headteacher),
                StoodIn("classification", Role.ChairOfGovernors),
                StoodIn("classification", Role.DataProtectionOfficer))
            .When(StandInFor("classification"), by: ProtectionOfficer).ThenNothing();

    [Theory]
    [InlineData("tidying-up")]
    [InlineData("allocation/acceptance")]
    [InlineData("stand-ins")]
    public void names_a_duty_that_belongs_to_a_role(string duty)
    {
        Given(Reported()).When(StandInFor(duty), by: Headteacher).ThenRefused("no-such-duty", null);
        Given(Reported()).When(StandInFor(duty), by: LineManager).ThenRefused("not-your-duty", Why5);
    }

    [Fact]
    public void of_the_author_does_not_make_them_the_reviewer() =>
        Given([
                .. Until(IncidentStatus.OutcomeReported, author: Headteacher),
                StoodIn("outcome-reports/assessment", Role.Headteacher),
            ])
            .When(Judge(), by: Headteacher).ThenRefused("reviewer-not-independent", Why6);
}

public sealed class GrantingAccess
{
    [Fact]
    public void lets_a_shut_out_role_in_with_a_reason() =>
        Given(Reported(concerns: [Role.Headteacher])).When(Asked.LetIn(), by: OfficeManager)
            .Then(Admitted(Role.Headteacher));

    [Fact]
    public void is_for_the_chair_of_governors_too() =>
        Given(Reported(reportTo: Role.ChairOfGovernors)).When(Asked.LetIn(), by: Chair)
            .Then(Admitted(Role.Headteacher));

    [Fact]
    public void to_a_role_that_is_not_shut_out_leaves_it_alone() =>
        Given(Reported(concerns: [Role.Headteacher]), Admitted(Role.Headteacher))
            .When(Asked.LetIn(), by: OfficeManager)
            .ThenNothing();

    [Fact]
    public void is_not_for_whoever_is_shut_out() =>
        Given(Reported(by: OfficeManager, concerns: [Role.OfficeManager]))
            .When(Asked.LetIn(Role.OfficeManager), by: OfficeManager)
            .ThenRefused("conflict-of-interest", Why6);

    [Fact]
    public void does_not_let_in_whoever_is_involved() =>
        Given(
                Reported(people: [Concerned(Headteacher, Relation.Involved)], concerns: [Role.Headteacher]),
                Admitted(Role.Headteacher))
            .Incident.Sees(Headteacher).Should().Be(Extent.None);
}
