namespace Incidents.Domain.Tests;

public sealed class HowCompleteAReportIs
{
    private static readonly DetailsAdded Everything = Added(
        personalData: Answer.No, people: [Concerned(Pupil, Relation.Affected)], description: Why,
        breachType: "other") with
    {
        OccurredAt = Now,
        DiscoveredAt = Now,
        Location = Text.Narrative(Why),
        SystemsInvolved = [Text.Narrative(Why)],
        InformationPolicies = ["email"],
        RemedialActionTaken = Text.Narrative(Why),
        TrainingOfThoseInvolved = Text.Narrative(Why),
        OthersInformed = Text.Narrative(Why),
    };

    [Fact]
    public void begins_at_nothing_with_every_question_open()
    {
        var completeness = Completeness.Of(Reported());

        completeness.Percent.Should().Be(0);
        completeness.Questions.Should().HaveCount(13);
    }

    [Fact]
    public void is_all_of_it_once_every_question_is_answered() =>
        Completeness.Of(Reported() with { Channel = ReportChannel.Web }, Everything)
            .Should().BeEquivalentTo(new Completeness(100, []));

    [Fact]
    public void counts_unknown_as_unanswered() =>
        Completeness.Of(Reported(personalData: Answer.Unknown), Added(personalData: Answer.Unknown)).Questions
            .Should().Contain(question => question.Field == "personalDataInvolved");

    [Fact]
    public void is_the_share_of_the_answers() =>
        Completeness.Of(Reported(personalData: Answer.Yes), Added(description: Why)).Percent.Should()
            .Be(2 * 100 / 13);

    [Fact]
    public void does_not_grow_by_answering_twice() =>
        Completeness.Of(Reported(personalData: Answer.Yes), Added(personalData: Answer.No)).Percent
            .Should().Be(100 / 13);

    [Fact]
    public void asks_in_the_order_of_the_form() =>
        Completeness.Of(Reported(personalData: Answer.Yes), Added(description: Why)).Questions[0].Field
            .Should().Be("occurredAt");
}
