namespace Incidents.Domain.Tests;

public sealed class ClassifyingAnIncident
{
    private static readonly SeverityAnswers Answers =
        new(DataType.Sensitive, 0, Identifiability.Maximum, Loss.None, Loss.None, Loss.None,
            Malicious: false);

    [Theory]
    [InlineData(Severity.Minor)]
    [InlineData(Severity.Moderate)]
    [InlineData(Severity.Major)]
    [InlineData(Severity.Critical)]
    public void gives_it_its_severity(Severity severity) =>
        Given(Reported()).When(Classify(severity), by: OfficeManager).Then(Classified(severity));

    [Fact]
    public void keeps_what_it_does_not_say() =>
        Given(
            Reported(kind: IncidentKind.NearMiss, personalData: Answer.Yes) with { BreachType = "phishing" })
            .When(new ClassifyIncident(Severity.Minor, Why), by: OfficeManager)
            .Then(Classified(kind: IncidentKind.NearMiss, personalData: Answer.Yes)
                with
            { BreachType = "phishing" });

    [Fact]
    public void settles_what_it_says() =>
        Given(Reported())
            .When(Classify(kind: IncidentKind.ConfirmedBreach, personalData: Answer.Yes)
                with
            { BreachType = "malware" },
                by: OfficeManager)
            .Then(Classified(kind: IncidentKind.ConfirmedBreach, personalData: Answer.Yes)
                with
            { BreachType = "malware" });

    [Fact]
    public void keeps_the_suggestion_with_what_it_was_computed_from() =>
        Given(Reported()).When(Classify(Severity.Minor) with { Suggestion = Answers }, by: OfficeManager)
            .Then(Classified(Severity.Minor) with { Suggestion = Answers.Suggest() });

    [Fact]
    public void asks_for_answers_within_their_range() =>
        Given(Reported())
            .When(Classify() with { Suggestion = Answers with { ContextAdjustment = 4, Individuals = -1 } },
                by: OfficeManager)
            .ThenInvalid("/suggestion/contextAdjustment", "/suggestion/individuals");

    [Fact]
    public void is_repeatable() =>
        Given(Reported(), Classified()).When(Classify(Severity.Moderate), by: OfficeManager)
            .Then(Reclassified(Severity.Moderate));

    [Fact]
    public void of_another_kind_is_classifying_again() =>
        Given(Reported(), Classified()).When(Classify(kind: IncidentKind.NearMiss), by: OfficeManager)
            .Then(Reclassified(kind: IncidentKind.NearMiss));

    [Fact]
    public void as_it_is_classified_already_leaves_it_alone()
    {
        Given(Reported(), Classified())
            .When(Classify() with { Rationale = "in other words" }, by: OfficeManager)
            .ThenNothing();
        Given(Until(IncidentStatus.Closed)).When(Classify(), by: OfficeManager).ThenNothing();
    }

    [Fact]
    public void is_refused_once_it_is_closed() =>
        Given(Until(IncidentStatus.Closed)).When(Classify(Severity.Moderate), by: OfficeManager)
            .ThenRefused("incident-closed", Must5);

    [Fact]
    public void names_a_breach_type_of_the_pack() =>
        Given(Reported()).When(Classify() with { BreachType = "sabotage" }, by: OfficeManager)
            .ThenRefused("no-such-breach-type", null);

    [Fact]
    public void makes_an_assessment_for_the_ico_out_of_date() =>
        Given([.. Until(IncidentStatus.Investigating, Severity.Major), Assessed(),
            Reclassified(Severity.Moderate)])
            .Incident.Ico!.Current.Should().BeFalse();

    [Fact]
    public void by_another_breach_type_alone_leaves_the_assessment_for_the_ico_current() =>
        Given([
                .. Until(IncidentStatus.Investigating, Severity.Major), Assessed(),
                Reclassified(Severity.Major) with { BreachType = "other" },
            ])
            .Incident.Ico!.Current.Should().BeTrue();
}
