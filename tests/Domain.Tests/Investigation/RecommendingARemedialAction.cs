namespace Incidents.Domain.Tests;

public sealed class RecommendingARemedialAction
{
    private static readonly DateOnly Due = new(2026, 4, 1);

    [Fact]
    public void records_what_is_to_be_done_by_whom_and_when() =>
        Given(Reported()).When(Recommend("The caretaker", Due), by: OfficeManager)
            .Then(Recommended(owner: "The caretaker", dueOn: Due));

    [Fact]
    public void records_why_none_is_called_for() =>
        Given(Reported()).When(NeedNoAction(), by: OfficeManager).Then(NoActionNeeded());

    [Fact]
    public void appends_each_time() =>
        Given(Reported(), Recommended()).When(Recommend(), by: OfficeManager).Then(Recommended());

    [Fact]
    public void says_what_is_to_be_done() =>
        Given(Reported()).When(new RecommendRemedialAction(), by: OfficeManager).ThenInvalid("/description");

    [Fact]
    public void says_why_where_none_is_called_for() =>
        Given(Reported()).When(new RecommendRemedialAction(None: true), by: OfficeManager)
            .ThenInvalid("/reason");

    [Fact]
    public void does_not_both_recommend_one_and_say_why_none()
    {
        Given(Reported()).When(NeedNoAction() with { Description = Why }, by: OfficeManager)
            .ThenInvalid("/none");
        Given(Reported()).When(Recommend() with { Reason = Why }, by: OfficeManager).ThenInvalid("/reason");
    }
}

public sealed class CompletingARemedialAction
{
    private static readonly Guid Action = new(9, 0, 0, new byte[8]);
    private static readonly CompleteRemedialAction Complete = new(Action, Why);

    [Fact]
    public void records_what_came_of_it() =>
        Given(Reported(), Recommended(Action)).When(Complete, by: OfficeManager).Then(Completed(Action));

    [Fact]
    public void is_possible_after_closure() =>
        Given([.. Until(IncidentStatus.OutcomeAccepted), Recommended(Action, "She", new(2026, 4, 1)),
            Closed()])
            .When(Complete, by: OfficeManager).Then(Completed(Action));

    [Fact]
    public void settles_an_action_without_owner_or_date_that_another_has_replaced()
    {
        IncidentEvent[] replaced =
            [.. Until(IncidentStatus.OutcomeAccepted), Recommended(Action),
                Recommended(owner: "She", dueOn: new(2026, 4, 1))];

        Given(replaced).When(Close(), by: OfficeManager).ThenBlockedBy("remedial-action-unowned", How6d);
        Given([.. replaced, Completed(Action)]).When(Close(), by: OfficeManager).Then(Closed());
    }

    [Fact]
    public void again_leaves_it_alone() =>
        Given(Reported(), Recommended(Action), Completed(Action)).When(Complete, by: OfficeManager)
            .ThenNothing();

    [Fact]
    public void of_another_incident_finds_nothing() =>
        Given(Reported()).When(Complete, by: OfficeManager).ThenRefused("no-such-remedial-action", null);

    [Fact]
    public void finds_nothing_where_none_was_called_for() =>
        Given(Reported(), NoActionNeeded(Action)).When(Complete, by: OfficeManager)
            .ThenRefused("no-such-remedial-action", null);
}
