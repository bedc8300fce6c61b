using System.Net;

namespace Incidents.Api.Tests.Classification;

public sealed class SuggestingASeverityOverHttp(School school) : IClassFixture<School>
{
    private const string Severity = "/v1/assessments/severity";
    private const string Ico = "/v1/assessments/ico";

    private static object Answers(int adjustment = 0, int? individuals = null) => new
    {
        dataType = "financial",
        contextAdjustment = adjustment,
        identifiability = "maximum",
        confidentiality = "none",
        integrity = "none",
        availability = "none",
        malicious = false,
        individuals,
    };

    [Fact]
    public async Task answers_the_score_as_text_its_band_and_what_deserves_a_second_look()
    {
        var answer = await school.Teacher.Posts(Severity, Answers(individuals: 101));

        answer.ShouldBe(HttpStatusCode.OK);
        answer.Text.Should().Be("""{"score":"3.00","band":"high","suggested":"major","flags":"""
            + """["moreThan100Individuals"],"ruleset":"enisa-2013/1"}""");
    }

    [Fact]
    public async Task answers_what_would_be_stored_with_the_classification()
    {
        var incident = await school.Reports();
        await school.OfficeManager.Posts(incident, "classification",
            new { severity = "minor", rationale = "By what was on it.", suggestion = Answers() });

        var classified = await school.OfficeManager.Gets(incident.Path);
        var stored = classified["classification"]!["suggestion"]!.AsObject();
        stored.Remove("answers");

        var computed = (await school.OfficeManager.Posts(Severity, Answers())).Json;
        System.Text.Json.Nodes.JsonNode.DeepEquals(stored, Sorted(computed, stored)).Should().BeTrue();
    }

    [Fact]
    public async Task says_everything_that_is_wrong_with_the_answers()
    {
        (await school.Teacher.Posts(Severity, Answers(adjustment: 4))).ShouldBeWrongAt("/contextAdjustment");
        (await school.Teacher.Posts(Severity, Answers(individuals: -1))).ShouldBeWrongAt("/individuals");
        (await school.Teacher.Posts(Ico, new { likelihood = "likely", highRisk = false }))
            .ShouldBeWrongAt("/personalData");
        (await school.Teacher.Posts(Severity, "{")).ShouldBeWrongAt("");
    }

    [Fact]
    public async Task computes_for_the_ico_what_the_answers_come_to_and_prompts()
    {
        var answer = await school.ProtectionOfficer.Posts(
            Ico, new { personalData = true, likelihood = "unlikely", highRisk = false });

        answer.ShouldBe(HttpStatusCode.OK);
        answer.Members.Should().Equal("outcome", "prompts", "ruleset");
        answer["outcome"]!.GetValue<string>().Should().Be("notReportable");
        answer["prompts"]![0]!.GetValue<string>().Should().Be(
            "If the potential consequences are significant the risk may be high even if unlikely.");
    }

    [Fact]
    public async Task is_for_who_reports_incidents_or_works_on_them()
    {
        var ico = new { personalData = false, likelihood = "likely", highRisk = false };
        foreach (var member in (Member[])[school.Auditor, school.Statistician, school.Administrator])
        {
            (await member.Posts(Severity, Answers())).ShouldBeRefused(403, "not-your-duty", "how-5a");
            (await member.Posts(Ico, ico)).ShouldBeRefused(403, "not-your-duty", "how-6c");
        }

        (await school.MailFilter.Posts(Ico, ico)).ShouldBe(HttpStatusCode.OK);
        (await school.Stranger.Posts(Ico, ico)).ShouldBeRefused(401, "unauthenticated");
    }

    private static System.Text.Json.Nodes.JsonObject Sorted(
        System.Text.Json.Nodes.JsonNode from, System.Text.Json.Nodes.JsonObject like) =>
        new(like.Select(member => KeyValuePair.Create(member.Key, from[member.Key]?.DeepClone())));
}
