namespace Incidents.Domain.Tests;

public sealed class AskingForExpertHelp
{
    [Fact]
    public void says_who_is_asked_for_what() =>
        Given(Reported()).When(AskExpert(), by: OfficeManager).Then(HelpRequested());

    [Fact]
    public void is_for_the_investigator_too() =>
        Given(Until(IncidentStatus.Investigating)).When(AskExpert(), by: LineManager).Then(HelpRequested());

    [Fact]
    public void is_not_for_the_reporter() =>
        Given(Reported()).When(AskExpert(), by: Teacher).ThenRefused("not-your-duty", How3d);

    [Fact]
    public void appends_each_time() =>
        Given(Reported(), HelpRequested()).When(AskExpert(), by: OfficeManager).Then(HelpRequested());
}

public sealed class TakingAnExpertsAdvice
{
    private static readonly Guid Help = new(4, 0, 0, new byte[8]);
    private static readonly IncidentEvent[] Asked = [Reported(), HelpRequested(Help)];

    [Fact]
    public void answers_the_request() =>
        Given(Asked).When(TakeExpertAdvice(Help), by: OfficeManager).Then(AdviceReceived(Help));

    [Fact]
    public void says_when_it_came() =>
        Given(Asked).When(TakeExpertAdvice(Help, Now.AddDays(-1)), by: OfficeManager)
            .Then(AdviceReceived(Help) with { ReceivedAt = Now.AddDays(-1) });

    [Fact]
    public void cannot_come_tomorrow() =>
        Given(Asked).When(TakeExpertAdvice(Help, Now.AddDays(1)), by: OfficeManager)
            .ThenInvalid("/receivedAt");

    [Fact]
    public void appends_each_time() =>
        Given([.. Asked, AdviceReceived(Help)]).When(TakeExpertAdvice(Help), by: OfficeManager)
            .Then(AdviceReceived(Help));

    [Fact]
    public void of_another_incident_finds_no_request() =>
        Given(Reported()).When(TakeExpertAdvice(Help), by: OfficeManager)
            .ThenRefused("no-such-expert-help", null);

    [Fact]
    public void by_the_id_of_another_part_finds_no_request() =>
        Given(Reported(), RiskFound(Help)).When(TakeExpertAdvice(Help), by: OfficeManager)
            .ThenRefused("no-such-expert-help", null);
}
