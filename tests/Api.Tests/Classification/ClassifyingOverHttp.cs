namespace Incidents.Api.Tests.Classification;

public sealed class ClassifyingOverHttp(School school) : IClassFixture<School>
{
    [Fact]
    public async Task is_for_the_office_manager_or_who_stands_in()
    {
        var incident = await school.Reports();

        (await school.Headteacher.Classifies(incident)).ShouldBeRefused(403, "not-your-duty", "how-5a");
        (await school.Chair.Posts(incident, "stand-ins", new { duty = "classification", reason = "Ill." }))
            .ShouldBeRefused(403, "not-your-duty", "why-5");
        (await school.Headteacher.Posts(
            incident, "stand-ins", new { duty = "classification", reason = "Ill." }))
            .ShouldRecord("dutyStoodIn");
        (await school.Headteacher.Classifies(incident)).ShouldRecord("incidentClassified");
    }

    [Fact]
    public async Task is_a_duty_that_the_policy_pack_has_so_that_somebody_can_stand_in_for_it() =>
        (await school.Headteacher.Posts(
            await school.Reports(), "stand-ins", new { duty = "clasification", reason = "Ill." }))
            .ShouldBeRefused(422, "no-such-duty");

    [Fact]
    public async Task keeps_the_suggestion_that_it_rests_on_with_exact_decimals()
    {
        var incident = await school.Reports();

        (await school.OfficeManager.Posts(incident, "classification", new
        {
            severity = "moderate",
            rationale = "As suggested.",
            suggestion = new
            {
                dataType = "behavioural",
                contextAdjustment = 1,
                identifiability = "significant",
                confidentiality = "partial",
                integrity = "none",
                availability = "none",
                malicious = false,
            },
        })).ShouldRecord("incidentClassified");

        var suggestion = (await school.OfficeManager.Gets(incident.Path))["classification"]!["suggestion"]!;
        suggestion["score"]!.GetValue<string>().Should().Be("2.50");
    }

    [Fact]
    public async Task again_tells_what_it_was_and_what_it_is()
    {
        var incident = await school.HasClassified("minor");

        (await school.OfficeManager.Classifies(incident, "moderate")).ShouldRecord("incidentReclassified");

        var change = (
            await school.OfficeManager.Gets($"{incident.Path}/history")).Items[^1]["changes"]!.AsArray()
            .Single(change => change!["field"]!.GetValue<string>() == "severity")!;
        change["from"]!.GetValue<string>().Should().Be("minor");
        change["to"]!.GetValue<string>().Should().Be("moderate");
    }

    [Fact]
    public async Task as_critical_takes_the_investigation_over()
    {
        var incident = await school.HasInvestigated("moderate", by: school.LineManager);

        (await school.OfficeManager.Classifies(incident, "critical"))
            .ShouldRecord("incidentReclassified", "investigationTakenOver");

        (await school.LineManager.Gets(incident.Path)).ShouldBeRefused(404, "not-found");
        (await school.OfficeManager.Gets(incident.Path))["status"]!.GetValue<string>().Should()
            .Be("investigating");
    }
}
