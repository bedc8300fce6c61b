namespace Incidents.Domain.Tests;

public sealed class RulingOutAStep
{
    public static TheoryData<string> CanBeRuledOut =>
        [How3a, How3b, How3c, How3d, How3e, How3f, How3g, How3i, How3j];

    [Theory, MemberData(nameof(CanBeRuledOut))]
    public void says_why_it_is_not_appropriate_here(string point) =>
        Given(Reported()).When(RuleOut(point), by: OfficeManager).Then(RuledOut(point));

    [Theory]
    [InlineData(How3h)]
    [InlineData(How3k)]
    public void never_waives_the_disciplinary_decision_or_the_outcome_report(string point) =>
        Given(Until(IncidentStatus.OutcomeReported)).When(RuleOut(point), by: OfficeManager)
            .ThenRefused("step-cannot-be-ruled-out", How3);

    [Theory]
    [InlineData("how-3l")]
    [InlineData(How4a)]
    [InlineData(How3)]
    [InlineData("")]
    public void finds_only_steps_of_how_3(string point) =>
        Given(Reported()).When(RuleOut(point), by: OfficeManager).ThenRefused("unknown-step", null);

    [Fact]
    public void again_leaves_it_alone() =>
        Given(Reported(), RuledOut(How3d)).When(RuleOut(), by: OfficeManager).ThenNothing();

    [Fact]
    public void that_is_done_leaves_it_alone() =>
        Given(Reported(), EvidenceOf()).When(RuleOut(How3c), by: OfficeManager).ThenNothing();

    [Fact]
    public void does_not_hold_once_it_is_done_after_all() =>
        Given(Reported(), RuledOut(How3c), EvidenceOf()).Incident.Steps[How3c]
            .Should().Be(new StepMark(3, RuledOut: false));
}
