namespace Incidents.Api.Tests.Escalation;

public sealed class EscalatingOverHttp(School school) : IClassFixture<School>
{
    [Fact]
    public async Task needs_no_classification_and_waits_for_the_role_it_went_to()
    {
        var incident = await school.Reports();
        var escalation = (await school.OfficeManager.Escalates(incident, to: "headteacher")).Id;

        (await school.OfficeManager.Acknowledges(incident, escalation))
            .ShouldBeRefused(403, "not-your-duty", "how-3e");
        (await school.Headteacher.Acknowledges(incident, escalation)).ShouldRecord("escalationAcknowledged");
    }

    [Theory]
    [InlineData("staff")]
    [InlineData("auditor")]
    public async Task goes_only_to_a_role_that_sees_the_incident(string role)
    {
        var incident = await school.Reports();

        (await school.OfficeManager.Escalates(incident, to: role)).ShouldBeWrongAt("/to");
    }

    [Theory]
    [InlineData("0198c0de-0000-7000-8000-000000000000", "no-such-escalation")]
    [InlineData("the-first-one", "not-found")]
    public async Task that_never_was_cannot_be_acknowledged(string escalation, string code)
    {
        var incident = await school.Reports();

        (await school.Headteacher.Acknowledges(incident, escalation)).ShouldBeRefused(404, code);
    }

    [Fact]
    public async Task of_one_incident_is_not_acknowledged_on_another()
    {
        var one = await school.Reports();
        var other = await school.Reports();
        var escalation = (await school.OfficeManager.Escalates(one, to: "headteacher")).Id;

        (await school.Headteacher.Acknowledges(other, escalation)).ShouldBeRefused(404, "no-such-escalation");
    }
}
