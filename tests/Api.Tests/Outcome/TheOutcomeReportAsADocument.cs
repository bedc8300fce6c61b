using System.Net;

namespace Incidents.Api.Tests.Outcome;

public sealed class TheOutcomeReportAsADocument(School school) : IClassFixture<School>
{
    private const string Page = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    [Fact]
    public async Task has_the_report_its_judgement_and_the_record_it_stands_on()
    {
        var incident = await school.HasAcceptedOutcome();

        var report = await school.OfficeManager.Gets($"{incident.Path}/outcome-reports/1");

        report.ShouldBe(HttpStatusCode.OK);
        report["id"]!.GetValue<int>().Should().Be(1);
        report["author"]!["personId"]!.GetValue<Guid>().Should()
            .Be(report["actor"]!["personId"]!.GetValue<Guid>());
        report["assessment"]!["satisfied"]!.GetValue<bool>().Should().BeTrue();
        report["review"]!["accepted"]!.GetValue<bool>().Should().BeTrue();
        report["incident"]!["reference"]!.GetValue<string>().Should().Be(incident.Reference);
        report["incident"]!["steps"]!.AsArray().Should().NotBeEmpty();
        report["incident"]!["disciplinary"]!["reason"]!.GetValue<string>().Should().Be("An honest mistake.");
    }

    [Fact]
    public async Task that_a_later_one_replaced_stands_on_the_record_before_that_one()
    {
        var incident = await school.HasReportedOutcome();
        await school.OfficeManager.Assesses(incident, 1, satisfied: false);
        await school.LineManager.Decides(incident, "Decided after the first report.");
        (await school.LineManager.ReportsOutcome(incident)).ShouldBe(HttpStatusCode.Created);
        await school.LineManager.Decides(incident, "Decided after the second report.");

        var first = await school.OfficeManager.Gets($"{incident.Path}/outcome-reports/1");
        var second = await school.OfficeManager.Gets($"{incident.Path}/outcome-reports/2");

        first["assessment"]!["satisfied"]!.GetValue<bool>().Should().BeFalse();
        first.Text.Should().Contain("after the first report").And.NotContain("after the second report");
        second.Text.Should().Contain("after the second report");
    }

    [Fact]
    public async Task is_a_page_of_its_own_that_runs_nothing_and_loads_nothing()
    {
        var incident = await school.HasAcceptedOutcome();

        var page = await school.OfficeManager.Gets($"{incident.Path}/outcome-reports/1", accept: Page);

        page.ShouldBe(HttpStatusCode.OK);
        page.Content.ContentType!.ToString().Should().Be("text/html; charset=utf-8");
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        policy.Should().Contain("default-src 'none'")
            .And.NotContain("unsafe-inline").And.NotContain("script");
        page.Headers.GetValues("Cache-Control").Single().Should().Contain("no-store");
        page.Headers.GetValues("Vary").SelectMany(each => each.Split(", ")).Should().Contain("Accept");
        page.Text.Should().Contain("""<html lang="en-GB">""").And.Contain("An honest mistake.")
            .And.NotContain("<script").And.NotContain("http://").And.NotContain("https://");
    }

    [Fact]
    public async Task names_whom_was_spoken_to_and_what_was_done_about_risks_and_recurrence()
    {
        var incident = await school.HasInvestigated();
        var officer = school.LineManager;
        await officer.Posts(incident, "scope", new
        {
            expectedOutcomes = new[] { "Who has it" },
            stakeholders = new[] { "The class" },
            policiesBreached = new[] { "clear-desk" },
        });
        await officer.Posts(incident, "interviews", new
        {
            person = new { name = "Ivy Ashdown", role = "Driver" },
            heldAt = school.Clock.Now,
            notes = "She saw the bag.",
        });
        await officer.Posts(incident, "risks", new
        {
            description = "It is read",
            likelihood = "low",
            impact = "high",
            owner = "The head",
        });
        await officer.Posts(incident, "communications", new
        {
            audience = "Parents",
            message = "It was found.",
            channel = "Letter",
            sentAt = school.Clock.Now,
        });
        await officer.Posts(incident, "controls",
            new { description = "A locked bag", owner = "The office", dueOn = "2026-05-01" });
        await school.OfficeManager.Posts(incident, "advice", new { advice = "Ask the depot." });
        await school.GoesThroughChecklist(incident);
        (await officer.ReportsOutcome(incident)).ShouldBe(HttpStatusCode.Created);

        var page = await school.Headteacher.Gets($"{incident.Path}/outcome-reports/1", accept: Page);

        foreach (var told in (string[])["Who has it", "Clear desk and clear screen", "Ivy Ashdown, Driver",
            "She saw the bag.", "It is read", "It was found.", "A locked bag", "1 May 2026",
            "office manager advised: Ask the depot."])
            page.Text.Should().Contain(told);
    }

    [Fact]
    public async Task says_in_its_place_what_is_withheld_from_its_reader()
    {
        var incident = await school.HasAcceptedOutcome();

        var page = await school.Auditor.Gets($"{incident.Path}/outcome-reports/1", accept: Page);

        page.Text.Should().NotContain("An honest mistake.").And.Contain("withheld from you");
    }

    [Fact]
    public async Task shows_what_people_wrote_as_they_wrote_it_and_never_as_markup()
    {
        var incident = await school.Teacher.Reports(new
        {
            title = "<img src=x onerror=alert(1)> & \"Zoë\"",
            description = "One line\nand another\n\n</p></main><script>alert(2)</script>",
        });
        await school.OfficeManager.Classifies(incident);
        await school.OfficeManager.Allocates(incident, school.LineManager);
        await school.LineManager.Accepts(incident);
        await school.GoesThroughChecklist(incident);
        await school.LineManager.ReportsOutcome(incident);

        var page = await school.OfficeManager.Gets($"{incident.Path}/outcome-reports/1", accept: Page);

        page.Text.Should().NotContain("<img").And.NotContain("<script")
            .And.Contain("&lt;img src=x onerror=alert(1)&gt; &amp; &quot;Zoë&quot;")
            .And.Contain("<p>One line<br>and another</p>");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("2")]
    [InlineData("-1")]
    [InlineData("99999999999")]
    [InlineData("one")]
    public async Task is_not_there_under_another_number(string number)
    {
        var incident = await school.HasReportedOutcome();

        (await school.OfficeManager.Gets($"{incident.Path}/outcome-reports/{number}"))
            .ShouldBeRefused(404, "not-found");
    }

    [Fact]
    public async Task is_not_there_for_who_does_not_see_it()
    {
        var incident = await school.HasReportedOutcome();
        var path = $"{incident.Path}/outcome-reports/1";

        (await school.Teacher.Gets(path)).ShouldBeRefused(404, "not-found");
        (await school.Assistant.Gets(path, accept: Page)).ShouldBeRefused(404, "not-found");
    }
}
