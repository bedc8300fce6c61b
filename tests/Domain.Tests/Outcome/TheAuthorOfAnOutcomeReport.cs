namespace Incidents.Domain.Tests;

public sealed class TheAuthorOfAnOutcomeReport
{
    private static readonly IncidentEvent[] ByOfficeManager = Until(
        IncidentStatus.OutcomeReported, author: OfficeManager);

    [Fact]
    public void does_not_assess_it() =>
        Given(ByOfficeManager).When(Judge(), by: OfficeManager).ThenRefused("reviewer-not-independent", Why6);

    [Fact]
    public void does_not_review_it() =>
        Given([.. ByOfficeManager, Judged()]).When(Review(), by: OfficeManager)
            .ThenRefused("reviewer-not-independent", Why6);

    [Fact]
    public void does_not_close_on_it() =>
        Given(Until(IncidentStatus.OutcomeAccepted, author: OfficeManager)).When(Close(), by: OfficeManager)
            .ThenRefused("reviewer-not-independent", Why6);

    [Fact]
    public void is_told_so_and_not_that_it_is_somebody_elses_duty()
    {
        var written = Given(Until(IncidentStatus.OutcomeAccepted));

        written.When(Judge(satisfied: false), by: LineManager).ThenRefused("reviewer-not-independent", Why6);
        written.When(Review(accepted: false), by: LineManager).ThenRefused("reviewer-not-independent", Why6);
        written.When(Close(), by: LineManager).ThenRefused("reviewer-not-independent", Why6);
    }

    [Fact]
    public void leaves_it_to_the_headteacher_where_it_is_the_office_manager()
    {
        Given(ByOfficeManager).When(Judge(), by: Headteacher).Then(Judged());
        Given([.. ByOfficeManager, Judged()]).When(Review(), by: Headteacher).Then(AcceptedReport());
        Given(Until(IncidentStatus.OutcomeAccepted, author: OfficeManager)).When(Close(), by: Headteacher)
            .Then(Closed());
    }

    [Fact]
    public void leaves_it_to_the_chair_of_governors_where_the_headteacher_may_not_either() =>
        Given([.. ByOfficeManager, Added(concerns: [Role.Headteacher])]).When(Judge(), by: Chair)
            .Then(Judged());

    [Fact]
    public void leaves_it_to_the_chair_of_governors_where_the_author_is_both() =>
        Given(Until(
                IncidentStatus.OutcomeReported,
                author: OfficeManager with { Roles = [Role.OfficeManager, Role.Headteacher] }))
            .When(Judge(), by: Chair).Then(Judged());

    [Fact]
    public void leaves_it_to_another_office_manager_too() =>
        Given(ByOfficeManager).When(Judge(), by: OtherOfficeManager).Then(Judged());

    [Fact]
    public void leaves_the_headteacher_out_where_it_is_somebody_else() =>
        Given(Until(IncidentStatus.OutcomeReported)).When(Judge(), by: Headteacher)
            .ThenRefused("not-your-duty", How4d);

    [Fact]
    public void of_a_superseded_report_may_judge_the_latest() =>
        Given([.. ByOfficeManager, Submitted(number: 2)]).When(Judge(number: 2), by: OfficeManager)
            .Then(Judged(number: 2));
}
