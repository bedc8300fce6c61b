namespace Incidents.Domain.Tests;

public sealed class ClosingAnIncident
{
    [Theory]
    [InlineData(Severity.Minor, Answer.No)]
    [InlineData(Severity.Minor, Answer.Yes)]
    [InlineData(Severity.Moderate, Answer.No)]
    [InlineData(Severity.Major, Answer.No)]
    public void ends_it_once_nothing_stands_in_the_way(Severity severity, Answer personalData) =>
        Given(Until(IncidentStatus.Closed, severity, personalData)[..^1]).When(Close(), by: OfficeManager)
            .Then(Closed());

    [Fact]
    public void again_leaves_it_alone() =>
        Given(Until(IncidentStatus.Closed))
            .When(Close() with { Summary = "in other words" }, by: OfficeManager).ThenNothing();

    [Fact]
    public void is_refused_to_the_office_manager_who_investigated() =>
        Given([.. Until(
            IncidentStatus.OutcomeAccepted, investigator: OfficeManager, author: OtherOfficeManager)])
            .When(Close(), by: OfficeManager).ThenRefused("reviewer-not-independent", Why6);

    [Fact]
    public void passes_to_the_headteacher_where_the_office_manager_investigated() =>
        Given(Until(IncidentStatus.OutcomeAccepted, investigator: OfficeManager))
            .When(Close(), by: Headteacher)
            .Then(Closed());

    [Fact]
    public void passes_to_the_chair_where_the_headteacher_investigated_and_the_office_manager_wrote() =>
        Given(Until(IncidentStatus.OutcomeAccepted, investigator: Headteacher, author: OfficeManager))
            .When(Close(), by: Chair).Then(Closed());

    [Fact]
    public void stays_with_the_office_manager_where_somebody_else_did_both() =>
        Given(Until(IncidentStatus.OutcomeAccepted)).When(Close(), by: Headteacher)
            .ThenRefused("not-your-duty", How5e);
}

public sealed class ClosingWhatWasNoIncident
{
    private static readonly IncidentEvent[] None = [Reported(), Verified(Finding.NotAnIncident)];

    [Fact]
    public void needs_only_its_reason() =>
        Given(None).When(Close(), by: OfficeManager).Then(Closed(ClosureGround.NotAnIncident));

    [Fact]
    public void needs_nothing_of_the_gate_even_where_much_is_open() =>
        Given([.. None, Escalated(), Recommended()]).When(Close(), by: OfficeManager)
            .Then(Closed(ClosureGround.NotAnIncident));

    [Theory]
    [InlineData(Severity.Major, Answer.No)]
    [InlineData(Severity.Critical, Answer.No)]
    [InlineData(Severity.Minor, Answer.Yes)]
    public void is_for_the_headteacher_where_it_was_grave_or_touched_personal_data(
        Severity severity, Answer personalData)
    {
        var grave = Given([.. None, Classified(severity, personalData: personalData)]);

        grave.When(Close(), by: OfficeManager).ThenRefused("not-your-duty", How5e);
        grave.When(Close(), by: Headteacher).Then(Closed(ClosureGround.NotAnIncident));
    }

    [Fact]
    public void is_not_for_its_investigator() =>
        Given([.. Until(IncidentStatus.Investigating, investigator: OfficeManager),
            Verified(Finding.NotAnIncident)])
            .When(Close(), by: OfficeManager).ThenRefused("reviewer-not-independent", Why6);

    [Fact]
    public void does_not_hold_once_it_is_found_to_be_one_after_all() =>
        Given([.. None, Classified(), Verified()]).When(Close(), by: OfficeManager)
            .ThenRefused("outcome-not-submitted", How5e);
}
