namespace Incidents.Api.Tests.Investigation;

public sealed class InvestigatingOverHttp(School school) : IClassFixture<School>
{
    private const string Nowhere = "0198c0de-0000-7000-8000-000000000000";

    [Theory]
    [InlineData("how-3h", 409, "step-cannot-be-ruled-out", "how-3")]
    [InlineData("how-3k", 409, "step-cannot-be-ruled-out", "how-3")]
    [InlineData("how-5a", 404, "unknown-step", null)]
    [InlineData("how-3z", 404, "unknown-step", null)]
    public async Task rules_out_only_what_the_policy_leaves_open(
        string point, int status, string code, string? rule)
    {
        var incident = await school.HasInvestigated();

        (await school.LineManager.RulesOut(incident, point)).ShouldBeRefused(status, code, rule);
    }

    [Fact]
    public async Task does_a_step_that_was_ruled_out_after_all()
    {
        var incident = await school.HasInvestigated();
        await school.LineManager.RulesOut(incident, "how-3e");
        (await school.LineManager.Escalates(incident, to: "headteacher")).ShouldRecord("incidentEscalated");

        (await school.LineManager.Gets($"{incident.Path}/checklist")).Items
            .Single(item => item["point"]!.GetValue<string>() == "how-3e")["state"]!.GetValue<string>()
                .Should().Be("done");
    }

    [Fact]
    public async Task relies_on_evidence_that_the_incident_has()
    {
        var incident = await school.HasInvestigated();
        var other = await school.Reports();
        var evidence = (await school.LineManager.Records(incident)).Id;
        var elsewhere = (await school.Teacher.Records(other)).Id;

        (await school.LineManager.Decides(incident, evidenceIds: evidence)).ShouldRecord("decisionRecorded");
        (await school.LineManager.Decides(incident, evidenceIds: Nowhere))
            .ShouldBeRefused(422, "no-such-evidence");
        (await school.LineManager.Decides(incident, evidenceIds: elsewhere))
            .ShouldBeRefused(422, "no-such-evidence");
    }

    [Fact]
    public async Task completes_a_remedial_action_that_the_incident_has()
    {
        var incident = await school.HasInvestigated();
        var action = (await school.LineManager.RecommendsAction(incident)).Id;

        (await school.LineManager.Posts(
            incident, $"remedial-actions/{Nowhere}/completion", new { outcome = "Done." }))
            .ShouldBeRefused(404, "no-such-remedial-action");
        (await school.LineManager.Posts(
            incident, $"remedial-actions/{action}/completion", new { outcome = "Done." }))
            .ShouldRecord("remedialActionCompleted");
    }

    [Fact]
    public async Task is_for_the_investigator_while_the_investigation_is_theirs()
    {
        var incident = await school.HasClassified();
        await school.OfficeManager.Allocates(incident, to: school.LineManager);

        (await school.LineManager.Decides(incident)).ShouldBeRefused(403, "not-your-duty", "how-3c");
        await school.LineManager.Accepts(incident);
        (await school.LineManager.Decides(incident)).ShouldRecord("decisionRecorded");
    }
}
