namespace Incidents.Domain.Tests;

public sealed class GivingAdvice
{
    [Fact]
    public void is_for_the_office_manager_and_the_headteacher()
    {
        Given(Reported()).When(Advise(), by: OfficeManager).Then(Advised());
        Given(Reported()).When(Advise(), by: Headteacher).Then(Advised());
    }

    [Fact]
    public void is_not_for_the_investigator() =>
        Given(Until(IncidentStatus.Investigating)).When(Advise(), by: LineManager)
            .ThenRefused("not-your-duty", How5d);

    [Fact]
    public void appends_each_time() =>
        Given(Reported(), Advised()).When(Advise(), by: OfficeManager).Then(Advised());
}

public sealed class Intervening
{
    [Fact]
    public void says_what_was_done_and_why()
    {
        Given(Reported()).When(StepIn(), by: OfficeManager).Then(Intervened());
        Given(Reported()).When(StepIn(), by: Headteacher).Then(Intervened());
    }

    [Fact]
    public void is_not_for_the_investigator() =>
        Given(Until(IncidentStatus.Investigating)).When(StepIn(), by: LineManager)
            .ThenRefused("not-your-duty", How5d);

    [Fact]
    public void passes_to_the_stand_in_where_those_who_oversee_are_shut_out() =>
        Given(Reported(concerns: [Role.OfficeManager, Role.Headteacher])).When(StepIn(), by: Chair)
            .Then(Intervened());

    [Fact]
    public void appends_each_time() =>
        Given(Reported(), Intervened()).When(StepIn(), by: Headteacher).Then(Intervened());
}
