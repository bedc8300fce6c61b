using System.Net;
using System.Text.Json.Nodes;

namespace Incidents.Api.Tests.BreachRegister;

public sealed class TheRegisterOfBreaches(School school) : IClassFixture<School>
{
    private const string Path = "/v1/registers/breaches";

    [Fact]
    public async Task has_the_facts_the_effects_the_remedy_and_why_it_was_not_reported()
    {
        var incident = await school.Teacher.Reports(new
        {
            title = "Register left in the hall",
            kind = "nearMiss",
            description = "It lay on the piano overnight.",
            occurredAt = school.Clock.InHours(-20),
            discoveredAt = school.Clock.InHours(-2),
            remedialActionTaken = "Locked away.",
            personalDataInvolved = "yes",
        });
        await school.OfficeManager.AssessesForIco(incident, "notReportable");

        var line = await Line(school.OfficeManager, incident);

        line["kind"]!.GetValue<string>().Should().Be("nearMiss");
        line["facts"]!.GetValue<string>().Should().Be("It lay on the piano overnight.");
        line["effects"]!.GetValue<string>().Should().Be("Names and addresses of a class.");
        line["remedialAction"]![0]!.GetValue<string>().Should().Be("Locked away.");
        line["reportedToIco"]!.GetValue<bool>().Should().BeFalse();
        line["icoDecision"]!.GetValue<string>().Should().Be("notReportable");
        line["reasonNotReported"]!.GetValue<string>().Should().Be("Names and addresses of a class.");
        line["discoveredAt"]!.GetValue<string>().Should().Be(school.Clock.InHours(-2));
    }

    [Fact]
    public async Task has_what_was_told_to_the_ICO_and_how_late_that_was()
    {
        var incident = await school.Reports();
        await school.OfficeManager.EstablishesAwareness(incident, school.Clock.InHours(-80));
        await school.OfficeManager.AssessesForIco(incident);
        await school.OfficeManager.NotifiesIco(incident, school.Clock.InHours(-7), "A holiday.");

        var line = await Line(school.Auditor, incident);

        line["reportedToIco"]!.GetValue<bool>().Should().BeTrue();
        line["lateBySeconds"]!.GetValue<long>().Should().Be(3600);
        line["facts"]!.GetValue<string>().Should().Be("A laptop was lost.");
        line.AsObject().Should().NotContainKey("reasonNotReported");
    }

    [Fact]
    public async Task says_when_it_happened_as_the_incident_does_whichever_of_two_is_corrected()
    {
        var incident = await school.Teacher.Reports(
            new { title = "Keys lost", occurredAt = school.Clock.InHours(-50) });
        await school.Teacher.AddsDetails(incident, new { occurredAt = school.Clock.InHours(-40) });
        await school.OfficeManager.Corrects(incident, "occurredAt", school.Clock.InHours(-60), version: 1);
        (await OccurredAt(incident)).Should().Be(school.Clock.InHours(-40), "the details came later");

        await school.OfficeManager.Corrects(incident, "occurredAt", school.Clock.InHours(-30), version: 2);
        (await OccurredAt(incident)).Should().Be(school.Clock.InHours(-30));
    }

    [Fact]
    public async Task leaves_out_what_holds_no_personal_data_and_what_was_no_incident()
    {
        var without = await school.HasClassified(personalData: "no");
        var none = await school.Reports();
        await school.OfficeManager.Verifies(none, "notAnIncident");
        var unknown = await school.Reports();

        var ids = (await school.OfficeManager.Gets($"{Path}?limit=500")).Items
            .Select(line => line["incidentId"]!.GetValue<Guid>()).ToList();

        ids.Should().Contain(unknown.Id).And.NotContain([without.Id, none.Id]);
    }

    [Fact]
    public async Task shows_nobody_more_than_they_see_of_the_incident()
    {
        var incident = await school.Teacher.Reports(new
        {
            title = "About the office",
            description = "Told to the chair.",
            concernsRoles = new[] { "officeManager" },
        });

        (await school.OfficeManager.Gets($"{Path}?limit=500")).Text.Should().NotContain(incident.Reference);
        (await school.Teacher.Gets(Path)).Items.Should().BeEmpty("a reporter is told of their report only");
        (await school.Assistant.Gets(Path)).Items.Should().BeEmpty();
        (await school.Headteacher.Gets($"{Path}?limit=500")).Text.Should().Contain("Told to the chair.");
        (await school.Stranger.Gets(Path)).ShouldBeRefused(401, "unauthenticated");
    }

    [Fact]
    public async Task shows_a_reporting_tool_no_text()
    {
        var incident = await school.Teacher.Reports(
            new { title = "A secret title", description = "A secret" });

        var line = await Line(school.Statistician, incident);

        line.ToJsonString().Should().NotContain("secret");
        foreach (var text in (string[])["title", "facts", "effects", "remedialAction", "reasonNotReported"])
            line[text]!["withheld"]!.GetValue<bool>().Should().BeTrue(text);
    }

    [Fact]
    public async Task is_a_table_in_which_nothing_is_a_formula()
    {
        var incident = await school.Teacher.Reports(
            new { title = "=HYPERLINK(\"x\")", description = "One, \"two\"\nthree" });

        var table = await school.OfficeManager.Gets(Path, accept: "text/csv");

        table.ShouldBe(HttpStatusCode.OK);
        table.Content.ContentType!.MediaType.Should().Be("text/csv");
        table.Text.Should().StartWith("incidentId,reference,title,status,kind,severity,").And
            .Contain($"{incident.Id},{incident.Reference},\"'=HYPERLINK(\"\"x\"\")\",reported,").And
            .Contain("\"One, \"\"two\"\"\nthree\"");
        (await school.OfficeManager.Gets($"{Path}?format=csv")).Text.Should().Be(table.Text);
    }

    [Theory]
    [InlineData("?limit=0", "/limit")]
    [InlineData("?cursor=e30", "/cursor")]
    [InlineData("?format=xml", "/format")]
    [InlineData("?sent=true", "/sent")]
    public async Task is_not_asked_what_makes_no_sense(string query, string pointer) =>
        (await school.OfficeManager.Gets(Path + query)).ShouldBeWrongAt(pointer);

    private async Task<string> OccurredAt(ReportedIncident incident)
    {
        var occurredAt = (await Line(school.OfficeManager, incident))["occurredAt"]!.GetValue<string>();
        (await school.OfficeManager.Gets(incident.Path))["occurredAt"]!.GetValue<string>().Should()
            .Be(occurredAt);

        return occurredAt;
    }

    private static async Task<JsonNode> Line(Member member, ReportedIncident incident) =>
        (await member.Gets($"{Path}?text={incident.Reference}")).Items.Single();
}
