namespace Incidents.Domain.Tests;

public sealed class AssessingForTheIco
{
    [Theory]
    [InlineData(IcoOutcome.NotAPersonalDataBreach)]
    [InlineData(IcoOutcome.NotReportable)]
    [InlineData(IcoOutcome.Reportable)]
    [InlineData(IcoOutcome.ReportableAndInform)]
    public void records_what_was_computed_and_decided(IcoOutcome outcome) =>
        Given(Reported()).When(AssessIco(outcome), by: OfficeManager).Then(Assessed(outcome));

    [Fact]
    public void is_possible_on_any_open_incident_and_the_latest_counts() =>
        Given([.. Until(IncidentStatus.OutcomeAccepted), Assessed(), Assessed(IcoOutcome.Reportable)])
            .Incident.Ico.Should().Be(new IcoState(IcoOutcome.Reportable, HighRisk: false, Current: true));

    [Fact]
    public void appends_each_time() =>
        Given(Reported(), Assessed()).When(AssessIco(), by: OfficeManager).Then(Assessed());

    [Fact]
    public void against_what_was_computed_needs_a_reason_of_its_own()
    {
        var against = AssessIco(IcoOutcome.Reportable) with { Decision = IcoOutcome.NotReportable };

        Given(Reported()).When(against, by: OfficeManager).ThenInvalid("/overrideReason");
        Given(Reported()).When(against with { OverrideReason = Why }, by: OfficeManager)
            .Then(Assessed(IcoOutcome.Reportable) with
            {
                Decision = IcoOutcome.NotReportable,
                OverrideReason = Text.Narrative(Why),
            });
    }

    [Fact]
    public void of_a_mitigated_risk_says_what_removed_it()
    {
        var mitigated = AssessIco(IcoOutcome.Reportable)
            with
        { Mitigated = true, Decision = IcoOutcome.NotReportable };

        Given(Reported()).When(mitigated, by: OfficeManager).ThenInvalid("/mitigation");
        Given(Reported()).When(mitigated with { Mitigation = Why }, by: OfficeManager)
            .ThenRecorded<IcoAssessed>().Outcome.Should().Be(IcoOutcome.NotReportable);
    }

    [Fact]
    public void of_a_confirmed_breach_waits_for_awareness()
    {
        IncidentEvent[] breach =
            [Reported(), Classified(kind: IncidentKind.ConfirmedBreach, personalData: Answer.Yes)];

        Given(breach).When(AssessIco(), by: OfficeManager).ThenRefused("awareness-not-established", How6c);
        Given([.. breach, Aware()]).When(AssessIco(), by: OfficeManager).Then(Assessed());
    }

    [Theory]
    [InlineData(IncidentKind.PotentialBreach, IcoOutcome.NotReportable)]
    [InlineData(IncidentKind.NearMiss, IcoOutcome.NotReportable)]
    [InlineData(IncidentKind.ConfirmedBreach, IcoOutcome.NotAPersonalDataBreach)]
    public void of_anything_else_does_not(IncidentKind kind, IcoOutcome outcome) =>
        Given(Reported(kind: kind)).When(AssessIco(outcome), by: OfficeManager).Then(Assessed(outcome));
}

public sealed class TheOutcomeOfTheQuestionnaire
{
    [Theory]
    [InlineData(false, Likelihood.Likely, false, true, IcoOutcome.NotAPersonalDataBreach)]
    [InlineData(false, Likelihood.Unlikely, true, false, IcoOutcome.NotAPersonalDataBreach)]
    [InlineData(true, Likelihood.Unlikely, false, false, IcoOutcome.NotReportable)]
    [InlineData(true, Likelihood.Unlikely, false, true, IcoOutcome.NotReportable)]
    [InlineData(true, Likelihood.Likely, true, false, IcoOutcome.NotReportable)]
    [InlineData(true, Likelihood.Likely, true, true, IcoOutcome.NotReportable)]
    [InlineData(true, Likelihood.Likely, false, false, IcoOutcome.Reportable)]
    [InlineData(true, Likelihood.Likely, false, true, IcoOutcome.ReportableAndInform)]
    public void follows_the_law(
        bool personalData, Likelihood likelihood, bool mitigated, bool highRisk, IcoOutcome outcome) =>
        IcoRuleset.Outcome(personalData, likelihood, mitigated, highRisk).Should().Be(outcome);
}

public sealed class TheAnswersForTheIco
{
    private static readonly IcoAnswers Likely = new(PersonalData: true, Likelihood.Likely, HighRisk: false);

    [Fact]
    public void that_are_plain_prompt_nothing() => Likely.Suggest().Should().BeEquivalentTo(
        new SuggestedIcoOutcome(IcoOutcome.Reportable, [], "uk-gdpr-33-34/1"));

    [Fact]
    public void of_an_unlikely_risk_prompt_that_it_may_still_be_high() =>
        (Likely with { Likelihood = Likelihood.Unlikely }).Suggest().Prompts.Should().Equal(
            "If the potential consequences are significant the risk may be high even if unlikely.");

    [Fact]
    public void of_a_high_risk_that_come_to_no_notification_are_to_be_looked_at_again()
    {
        var high = Likely with { HighRisk = true };

        (high with { Likelihood = Likelihood.Unlikely }).Suggest().Prompts.Should().Equal(
            IcoRuleset.UnlikelyMayStillBeHigh, IcoRuleset.HighAndYetNotReportable);
        (high with { Mitigated = true, Mitigation = Why }).Suggest().Prompts.Should().Equal(
            IcoRuleset.HighAndYetNotReportable);
        high.Suggest().Prompts.Should().BeEmpty();
    }

    [Fact]
    public void count_as_mitigated_only_with_the_reason()
    {
        var mitigated = Likely with { Mitigated = true };

        (mitigated with { Mitigation = Why }).Suggest().Outcome.Should().Be(IcoOutcome.NotReportable);
        mitigated.Suggest().Should().BeEquivalentTo(new SuggestedIcoOutcome(
            IcoOutcome.Reportable, [IcoRuleset.MitigatedBecause], IcoRuleset.Name));
    }

    [Fact]
    public void without_personal_data_prompt_nothing() =>
        (Likely with { PersonalData = false, Likelihood = Likelihood.Unlikely, HighRisk = true }).Suggest()
            .Should().BeEquivalentTo(new SuggestedIcoOutcome(
                IcoOutcome.NotAPersonalDataBreach, [], IcoRuleset.Name));
}
