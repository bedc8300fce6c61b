namespace Incidents.Domain.Tests;

public sealed class IdentifyingARisk
{
    [Fact]
    public void says_how_likely_it_is_how_grave_and_whose_it_is() =>
        Given(Reported()).When(SeeRisk(), by: OfficeManager).Then(RiskFound());

    [Fact]
    public void is_for_the_investigator_too() =>
        Given(Until(IncidentStatus.Investigating)).When(SeeRisk(), by: LineManager).Then(RiskFound());

    [Fact]
    public void is_not_for_the_headteacher() =>
        Given(Reported()).When(SeeRisk(), by: Headteacher).ThenRefused("not-your-duty", How3g);

    [Fact]
    public void appends_each_time() =>
        Given(Reported(), RiskFound()).When(SeeRisk(), by: OfficeManager).Then(RiskFound());
}

public sealed class TreatingARisk
{
    private static readonly Guid Risk = new(6, 0, 0, new byte[8]);
    private static readonly IncidentEvent[] Found = [Reported(), RiskFound(Risk)];

    [Theory]
    [InlineData(RiskLevel.Low)]
    [InlineData(RiskLevel.Medium)]
    [InlineData(RiskLevel.High)]
    public void says_what_was_done_and_what_is_left(RiskLevel residual) =>
        Given(Found).When(Treat(Risk, residual), by: OfficeManager).Then(Treated(Risk, residual));

    [Fact]
    public void appends_each_time() =>
        Given([.. Found, Treated(Risk)]).When(Treat(Risk), by: OfficeManager).Then(Treated(Risk));

    [Fact]
    public void of_another_incident_finds_nothing() =>
        Given(Reported()).When(Treat(Risk), by: OfficeManager).ThenRefused("no-such-risk", null);

    [Fact]
    public void by_the_id_of_another_part_finds_nothing() =>
        Given(Reported(), HelpRequested(Risk)).When(Treat(Risk), by: OfficeManager)
            .ThenRefused("no-such-risk", null);
}
