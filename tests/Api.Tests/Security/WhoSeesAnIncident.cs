using System.Net;
using System.Text.Json.Nodes;

namespace Incidents.Api.Tests.Security;

public sealed class WhoSeesAnIncident(School school) : IClassFixture<School>
{
    private static readonly string[] Readings = ["", "/history", "/checklist"];

    [Fact]
    public async Task is_whoever_handles_incidents_and_the_auditor_and_the_reporter()
    {
        var incident = await school.Reports();
        Member[] handlers =
            [school.OfficeManager, school.Headteacher, school.Deputy, school.Chair, school.ProtectionOfficer,
                school.Auditor];

        foreach (var member in handlers)
            await Sees(member, incident);
        (await school.Teacher.Gets(incident.Path)).ShouldBe(HttpStatusCode.OK);
        foreach (var member in school.Everybody.Except(handlers).Append(school.Assistant)
            .Where(m => m != school.Teacher))
            await IsShutOut(member, incident, statistician: member == school.Statistician);
    }

    [Fact]
    public async Task is_not_whoever_is_involved_in_it_on_any_path()
    {
        var incident = await school.Teacher.Reports(new
        {
            title = "Laptop left on a bus",
            peopleInvolved =
                new[] { new { name = "I. Qadir", subject = school.Deputy.Subject, relation = "involved" } },
        });

        await IsShutOut(school.Deputy, incident);
        await Sees(school.Headteacher, incident);
    }

    [Theory]
    [InlineData("witness")]
    [InlineData("affected")]
    public async Task is_who_only_saw_it_or_is_affected(string relation)
    {
        var incident = await school.Teacher.Reports(new
        {
            title = "Laptop left on a bus",
            peopleInvolved = new[] { new { name = "I. Qadir", subject = school.Deputy.Subject, relation } },
        });

        await Sees(school.Deputy, incident);
    }

    [Fact]
    public async Task is_not_a_role_that_the_report_is_about_and_its_duties_pass_to_the_stand_in()
    {
        var incident = await school.Teacher.Reports(
            new { title = "The office sends lists around", concernsRoles = new[] { "officeManager" } });

        await IsShutOut(school.OfficeManager, incident);
        (await school.Headteacher.Classifies(incident)).ShouldRecord("incidentClassified");
    }

    [Fact]
    public async Task is_not_who_becomes_involved_from_then_on()
    {
        var incident = await school.HasInvestigated(by: school.LineManager);
        await Sees(school.LineManager, incident);

        await school.Teacher.AddsDetails(incident, new
        {
            peopleInvolved = new[] { new { name = "J. Fell", subject = school.LineManager.Subject,
                relation = "involved" } },
        });

        await IsShutOut(school.LineManager, incident);
    }

    [Fact]
    public async Task of_their_own_mistake_is_the_reporter_but_no_more_than_their_report()
    {
        var incident = await school.Deputy.Reports(new
        {
            title = "I sent the list to everybody",
            peopleInvolved = new[] { new { name = "Imran Qadir", subject = school.Deputy.Subject,
                relation = "involved" } },
        });
        await school.OfficeManager.Classifies(incident);
        await school.OfficeManager.Decides(incident);

        var own = await school.Deputy.Gets(incident.Path);
        own.ShouldBe(HttpStatusCode.OK);
        own["title"]!.GetValue<string>().Should().Be("I sent the list to everybody");
        own["status"]!.GetValue<string>().Should().Be("classified");
        own.Members.Should().NotContain(["classification", "severity", "decisions"]);
        (await school.Deputy.Gets($"{incident.Path}/history")).Items.Should().ContainSingle();
        (await school.Deputy.Gets($"{incident.Path}/checklist")).ShouldBeRefused(403, "not-your-duty");
        (await school.Deputy.Records(incident)).ShouldBe(HttpStatusCode.Created);
        (await school.Deputy.Escalates(incident, to: "headteacher"))
            .ShouldBeRefused(403, "conflict-of-interest", "why-6");
    }

    [Fact]
    public async Task of_a_report_to_the_chair_is_neither_the_headteacher_nor_the_deputy()
    {
        var incident = await school.Teacher.Reports(
            new { title = "Told to the chair", reportTo = "chairOfGovernors" });

        await IsShutOut(school.Headteacher, incident);
        await IsShutOut(school.Deputy, incident);
        await Sees(school.Chair, incident);
        await Sees(school.OfficeManager, incident);
    }

    [Fact]
    public async Task is_also_who_was_let_in_again()
    {
        var incident = await school.Teacher.Reports(
            new { title = "Told to the chair", reportTo = "chairOfGovernors" });

        (await school.ProtectionOfficer.LetsIn(incident, "headteacher"))
            .ShouldBeRefused(403, "not-your-duty", "how-1");
        (await school.Chair.LetsIn(incident, "headteacher")).ShouldRecord("accessGranted");
        (await school.Chair.LetsIn(incident, "headteacher")).ShouldRecord();

        await Sees(school.Headteacher, incident);
        await IsShutOut(school.Deputy, incident);
    }

    [Fact]
    public async Task cannot_let_in_a_role_while_shut_out_oneself()
    {
        var incident = await school.Teacher.Reports(
            new { title = "The office sends lists around", concernsRoles = new[] { "officeManager" } });

        (await school.OfficeManager.LetsIn(incident, "officeManager")).ShouldBeRefused(404, "not-found");
    }

    [Fact]
    public async Task as_the_auditor_reads_what_happened_but_no_names()
    {
        var incident = await school.Teacher.Reports(new
        {
            title = "Laptop left on a bus",
            description = "In the rack above the seat.",
            peopleInvolved = new[] { new { name = "Ivy Ashdown", relation = "affected" } },
        });

        var whole = await school.Auditor.Gets(incident.Path);

        whole["description"]!.GetValue<string>().Should().Be("In the rack above the seat.");
        ShouldBeWithheld(whole["peopleInvolved"]![0]!["name"]);
        whole.Text.Should().NotContain("Ivy");
        (await school.Auditor.Gets($"{incident.Path}/history")).Text.Should().NotContain("Ivy");
        (await school.Auditor.Classifies(incident)).ShouldBeRefused(403, "not-your-duty", "how-5a");
    }

    [Fact]
    public async Task reads_of_disciplinary_action_only_as_investigator_office_manager_or_headteacher()
    {
        var incident = await school.HasInvestigated(by: school.InvestigatingOfficer);
        await school.Headteacher.Posts(incident, "disciplinary", new
        {
            commenced = true,
            reason = "The third time.",
            person = new { name = "Amy Castleton", subject = school.Assistant.Subject },
        });

        foreach (var member in new[] { school.InvestigatingOfficer, school.OfficeManager,
            school.Headteacher })
        {
            var disciplinary = (await member.Gets(incident.Path))["disciplinary"]!;
            disciplinary["reason"]!.GetValue<string>().Should().Be("The third time.");
            disciplinary["person"]!.GetValue<string>().Should().Be("Amy Castleton");
        }

        foreach (var member in new[] { school.Auditor, school.Deputy, school.Chair,
            school.ProtectionOfficer })
        {
            var whole = await member.Gets(incident.Path);
            ShouldBeWithheld(whole["disciplinary"]!["reason"]);
            ShouldBeWithheld(whole["disciplinary"]!["person"]);
            (await member.Gets($"{incident.Path}/history")).Text.Should()
                .NotContain("third time").And.NotContain("Castleton");
        }
    }

    [Fact]
    public async Task is_the_engaged_leader_for_as_long_as_engaged()
    {
        var incident = await school.HasClassified("major");
        await IsShutOut(school.SeniorLeader, incident);

        await school.OfficeManager.Engages(incident, school.SeniorLeader);

        await Sees(school.SeniorLeader, incident);
    }

    private static async Task Sees(Member member, ReportedIncident incident)
    {
        foreach (var reading in Readings)
            (await member.Gets(incident.Path + reading)).ShouldBe(HttpStatusCode.OK);
        (await Line(member, incident)).Should().NotBeNull($"{member.Name} sees it in the register too");
    }

    /// <param name="statistician">Whether it is somebody who sees the line without its
    /// title, and nothing else.</param>
    private static async Task IsShutOut(Member member, ReportedIncident incident, bool statistician = false)
    {
        foreach (var reading in Readings.Append("?version=1")
            .Append("/evidence/0198c0de-0000-7000-8000-000000000000"))
            (await member.Gets(incident.Path + reading)).ShouldBeRefused(404, "not-found");
        (await member.Classifies(incident)).ShouldBeRefused(404, "not-found");
        (await member.Records(incident)).ShouldBeRefused(404, "not-found");
        (await member.Uploads(incident, new([1]))).ShouldBeRefused(404, "not-found");
        (await member.Closes(incident)).ShouldBeRefused(404, "not-found");

        if (await Line(member, incident) is { } line)
        {
            statistician.Should().BeTrue($"{member.Name} does not see it in the register either");
            ShouldBeWithheld(line["title"]);
        }
    }

    private static async Task<JsonNode?> Line(Member member, ReportedIncident incident) =>
        (await member.Gets($"/v1/incidents?text={incident.Reference}")).Items.SingleOrDefault();

    private static void ShouldBeWithheld(JsonNode? text) =>
        text!.ToJsonString().Should().Be("""{"withheld":true}""");
}
