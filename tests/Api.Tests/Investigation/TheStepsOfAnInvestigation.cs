using System.Net;
using System.Text.Json.Nodes;

namespace Incidents.Api.Tests.Investigation;

/// <summary>Each step is wired: it is recorded, it is shown under its path, and it says no by its
/// rule.</summary>
public sealed class TheStepsOfAnInvestigation(School school) : IClassFixture<School>
{
    private const string Nowhere = "0198c0de-0000-7000-8000-000000000000";
    private const string Scope =
        """{"expectedOutcomes": ["Who has it"], "stakeholders": ["Year 3"], "policiesBreached": ["email"]}""";
    private const string Interview =
        """
        {"person": {"name": "Tom Brierley", "subject": "tom.brierley", "role": "Class teacher"},
         "heldAt": "2026-03-02T08:00:00Z", "notes": "He got off at the wrong stop."}
        """;
    private const string ExpertHelp = """{"from": "The support company", "question": "Can it be wiped?"}""";
    private const string Risk =
        """{"description": "Marks are seen.", "likelihood": "low", "impact": "medium", "owner": "Ms Fell"}""";
    private const string Plan =
        """
        {"audience": "The parents of Year 3", "message": "A laptop was lost.", "channel": "By letter",
         "approver": "The headteacher"}
        """;
    private const string Communication =
        """
        {"audience": "The parents of Year 3", "message": "A laptop was lost.", "channel": "By letter",
         "sentAt": "2026-03-02T08:30:00Z"}
        """;
    private const string Control =
        """{"description": "Every laptop is encrypted.", "owner": "The technician", "dueOn": "2026-04-01"}""";

    [Theory]
    [InlineData("interviews", Interview, "interviewRecorded", "interviews")]
    [InlineData("expert-help", ExpertHelp, "expertHelpRequested", "expertHelp")]
    [InlineData("risks", Risk, "riskIdentified", "risks")]
    [InlineData("communications", Communication, "communicationSent", "communications")]
    [InlineData("controls", Control, "controlPutInPlace", "controls")]
    public async Task make_a_part_that_is_shown_under_their_path(
        string path, string body, string recorded, string member)
    {
        var incident = await school.HasInvestigated();

        var answer = await school.LineManager.Posts(incident, path, body);

        answer.ShouldBe(HttpStatusCode.Created);
        answer.ShouldRecord(recorded);
        answer.Location.Should().Be($"{incident.Path}/{path}/{answer.Id}");
        Says((await school.LineManager.Gets(answer.Location!)).Json, body);
        Says((await Whole(incident))[member]![0], body);
        (await school.LineManager.Posts(incident, path, body)).ShouldRecord(recorded);
    }

    [Theory]
    [InlineData("expert-help", ExpertHelp, "advice", """{"advice": "It can, when it is next online."}""",
        "expertAdviceReceived", "expertHelp")]
    [InlineData("risks", Risk, "treatment", """{"treatment": "The account is locked.", "residual": "low"}""",
        "riskTreated", "risks")]
    [InlineData("controls", Control, "review", """{"effective": true, "findings": "None is left."}""",
        "controlReviewed", "controls")]
    public async Task tell_what_became_of_a_part(
        string path, string made, string step, string body, string recorded, string member)
    {
        var incident = await school.HasInvestigated();
        var part = (await school.LineManager.Posts(incident, path, made)).Id;

        var answer = await school.OfficeManager.Posts(incident, $"{path}/{part}/{step}", body);

        answer.ShouldBe(HttpStatusCode.OK);
        answer.ShouldRecord(recorded);
        Says((await Whole(incident))[member]![0]![step], body);
    }

    [Theory]
    [InlineData("expert-help", "advice", """{"advice": "None."}""", 404, "no-such-expert-help")]
    [InlineData("risks", "treatment", """{"treatment": "None.", "residual": "low"}""", 404,
        "no-such-risk")]
    [InlineData("controls", "review", """{"effective": false, "findings": "None."}""", 404,
        "no-such-control")]
    public async Task find_no_part_of_another_incident(
        string path, string step, string said, int status, string code)
    {
        var incident = await school.HasInvestigated();
        var other = await school.HasInvestigated();
        var body = path switch { "risks" => Risk, "controls" => Control, _ => ExpertHelp };
        var elsewhere = (await school.OfficeManager.Posts(other, path, body)).Id;

        foreach (var part in (string[])[Nowhere, elsewhere])
        {
            (await school.OfficeManager.Posts(incident, $"{path}/{part}/{step}", said))
                .ShouldBeRefused(status, code);
        }
    }

    [Theory]
    [InlineData("scope", Scope, "Who has it", "investigationScoped", "scope")]
    [InlineData("communications-plan", Plan, "By letter", "communicationsPlanned", "communicationsPlan")]
    public async Task replace_what_was_said_only_where_something_else_is_said(
        string path, string body, string words, string recorded, string member)
    {
        var incident = await school.HasInvestigated();
        var other = body.Replace(words, "Something else", StringComparison.Ordinal);

        (await school.LineManager.Posts(incident, path, body)).ShouldRecord(recorded);
        (await school.LineManager.Posts(incident, path, body)).ShouldRecord();
        (await school.LineManager.Posts(incident, path, other)).ShouldRecord(recorded);
        Says((await Whole(incident))[member], other);
        (await school.LineManager.Posts(incident, path, body)).ShouldRecord(recorded);
    }

    [Theory]
    [InlineData("advice", """{"advice": "Ask the bus company."}""", "adviceGiven")]
    [InlineData("interventions", """{"action": "All laptops stay here.", "reason": "Another is gone."}""",
        "overseerIntervened")]
    public async Task are_overseen_by_the_office_manager_and_the_headteacher(
        string path, string body, string recorded)
    {
        var incident = await school.HasInvestigated();

        foreach (var overseer in (Member[])[school.OfficeManager, school.Headteacher])
        {
            var answer = await overseer.Posts(incident, path, body);
            answer.ShouldBe(HttpStatusCode.Created);
            answer.ShouldRecord(recorded);
            Says((await overseer.Gets(answer.Location!)).Json, body);
        }

        (await Whole(incident))[path]!.AsArray().Should().HaveCount(2);
        (await school.LineManager.Posts(incident, path, body))
            .ShouldBeRefused(403, "not-your-duty", "how-5d");
    }

    [Fact]
    public async Task end_with_the_closure_but_for_the_review_of_a_control()
    {
        var incident = await school.HasAcceptedOutcome();
        var control = (await school.LineManager.Posts(incident, "controls", Control)).Id;
        await school.OfficeManager.Closes(incident);

        (await school.LineManager.Posts(incident, $"controls/{control}/review",
            new { effective = true, findings = "None is lost since." })).ShouldRecord("controlReviewed");
        (await school.LineManager.Posts(incident, "controls", Control))
            .ShouldBeRefused(409, "incident-closed", "must-5");
    }

    [Fact]
    public async Task name_policies_that_the_pack_has()
    {
        var incident = await school.HasInvestigated();

        (await school.LineManager.Posts(
            incident, "scope", Scope.Replace("email", "e-mail", StringComparison.Ordinal)))
            .ShouldBeRefused(422, "unknown-policy");
        (await school.LineManager.Posts(
            incident, "scope", """{"expectedOutcomes": [], "stakeholders": [], "policiesBreached": []}"""))
            .ShouldBeWrongAt("");
    }

    [Theory]
    [InlineData("scope", Scope)]
    [InlineData("interviews", Interview)]
    public async Task wait_for_an_accepted_allocation(string path, string body)
    {
        var incident = await school.HasClassified();
        await school.OfficeManager.Allocates(incident, to: school.LineManager);

        (await school.LineManager.Posts(incident, path, body))
            .ShouldBeRefused(409, "not-allocated", "how-4c");
    }

    [Theory]
    [InlineData("scope", Scope, "how-3a")]
    [InlineData("interviews", Interview, "how-3b")]
    public async Task are_for_the_investigator_alone(string path, string body, string point)
    {
        var incident = await school.HasInvestigated();

        (await school.OfficeManager.Posts(incident, path, body)).ShouldBeRefused(403, "not-your-duty", point);
    }

    [Theory]
    [InlineData("interviews", Interview, "heldAt", "/heldAt")]
    [InlineData("communications", Communication, "sentAt", "/sentAt")]
    public async Task do_not_tell_of_tomorrow(string path, string body, string member, string pointer)
    {
        var incident = await school.HasInvestigated();
        var ahead = JsonNode.Parse(body)!;
        ahead[member] = school.Clock.InHours(24);

        (await school.LineManager.Posts(incident, path, ahead.ToJsonString())).ShouldBeWrongAt(pointer);
    }

    [Fact]
    public async Task keep_the_notes_of_an_interview_from_who_does_not_need_them()
    {
        var incident = await school.HasInvestigated();
        await school.LineManager.Posts(incident, "interviews", Interview);

        foreach (var reader in (Member[])[school.LineManager, school.OfficeManager, school.Headteacher])
            (await Interviewed(reader, incident))["notes"]!.ToString().Should().StartWith("He got off");

        (await Interviewed(school.ProtectionOfficer, incident))["notes"]!["withheld"]!.GetValue<bool>()
            .Should().BeTrue();
        (await Interviewed(school.Auditor, incident))["person"]!["name"]!["withheld"]!.GetValue<bool>()
            .Should().BeTrue();
    }

    private async Task<Answer> Whole(ReportedIncident incident) =>
        await school.OfficeManager.Gets(incident.Path);

    private static async Task<JsonNode> Interviewed(Member reader, ReportedIncident incident) =>
        (await reader.Gets(incident.Path))["interviews"]![0]!;

    /// <summary>Whether what is shown has every member that was sent, as it was sent.</summary>
    private static void Says(JsonNode? shown, string body)
    {
        foreach (var (name, sent) in JsonNode.Parse(body)!.AsObject())
        {
            if (sent is JsonObject { } person)
                shown![name]!["name"]!.ToString().Should().Be(person["name"]!.ToString());
            else
                JsonNode.DeepEquals(shown![name], sent).Should().BeTrue($"{shown} says {name} as {sent}");
        }
    }
}
