using System.Net;
using System.Text.Json.Nodes;

namespace Incidents.Api.Tests.Life;

public sealed class AnIncidentFromReportToClosure(ALife life) : IClassFixture<ALife>
{
    private static readonly string[] Parts =
    [
        "evidence", "engagements", "ico-assessments", "ico-notifications", "interviews", "expert-help",
        "escalations", "decisions", "data-subject-notices", "risks", "communications", "controls", "advice",
        "interventions", "remedial-actions", "outcome-reports",
    ];

    private static readonly string[] Course =
    [
        "incidentReported", "evidenceRecorded", "detailsAdded", "detailsVerified", "incidentClassified",
        "leaderEngaged", "investigationAllocated", "allocationAccepted", "breachAwarenessEstablished",
        "icoAssessed", "icoNotified", "investigationScoped", "interviewRecorded", "expertHelpRequested",
        "expertAdviceReceived", "incidentEscalated", "escalationAcknowledged", "decisionRecorded",
        "dataSubjectsInformed", "disciplinaryActionDeclined", "stepRuledOut", "riskIdentified", "riskTreated",
        "communicationSent", "controlPutInPlace", "controlReviewed", "adviceGiven", "overseerIntervened",
        "remedialActionRecommended", "remedialActionCompleted", "outcomeReportSubmitted", "outcomeAssessed",
        "outcomeReportAccepted", "incidentClosed",
    ];

    [Fact]
    public void begins_with_a_report_that_is_created_at_an_address_of_its_own()
    {
        life.Report.ShouldBe(HttpStatusCode.Created);
        life.Report.Location.Should().Be($"/v1/incidents/{life.Incident.Id}");
        life.Report.ETag.Should().Be("\"1\"");
        life.Report.Version.Should().Be(1);
        life.Report.Members.Should().Equal("incidentId", "reference", "version", "completeness", "questions");
        life.Incident.Reference.Should().MatchRegex("^SI-[0-9A-Z]{5}-[0-9A-Z]{5}$");
        life.Report["completeness"]!.GetValue<int>().Should().BeInRange(1, 99);
        life.Report["questions"]!.AsArray().Select(question => question!["field"]!.GetValue<string>())
            .Should().Equal("breachType", "remedialActionTaken", "trainingOfThoseInvolved", "othersInformed");
    }

    [Fact]
    public void answers_each_part_with_201_and_where_it_is() =>
        life.Steps.Where(step => Parts.Contains(step.Path)).Should()
            .HaveCount(Parts.Length).And.AllSatisfy(step =>
        {
            step.Answer.ShouldBe(HttpStatusCode.Created);
            step.Answer.Location.Should().Be($"{life.Incident.Path}/{step.Path}/{step.Answer.Id}");
            step.Answer.Members.Should().Equal("id", "incidentId", "version", "status", "events");
        });

    [Fact]
    public void answers_each_other_step_with_200() =>
        life.Steps.Where(step => !Parts.Contains(step.Path)).Should()
            .HaveCountGreaterThan(15).And.AllSatisfy(step =>
        {
            step.Answer.ShouldBe(HttpStatusCode.OK);
            step.Answer.Location.Should().BeNull();
            step.Answer.Members.Should().Equal("incidentId", "version", "status", "events");
        });

    [Fact]
    public void goes_on_by_one_event_and_one_version_at_each_step()
    {
        life.Steps.SelectMany(step => step.Answer.Events).Prepend("incidentReported").Should().Equal(Course);
        life.Steps.Select(step => step.Answer.Version).Should()
            .Equal(Enumerable.Range(2, life.Steps.Count).Select(n => (long)n));
        life.Steps.Should().AllSatisfy(step => step.Answer.ETag.Should().Be($"\"{step.Answer.Version}\""));
    }

    [Fact]
    public void changes_nothing_when_what_is_asked_for_is_already_so() =>
        life.Steps.Where(step => step.Again is not null).Should()
            .HaveCountGreaterThan(10).And.AllSatisfy(step =>
        {
            step.Again!.ShouldBe(HttpStatusCode.OK);
            step.Again.Events.Should().BeEmpty();
            step.Again.Version.Should().Be(step.Answer.Version);
            step.Again.ETag.Should().Be(step.Answer.ETag);
        });

    [Fact]
    public void passes_through_every_status() =>
        life.Steps.Select(step => step.Answer["status"]!.GetValue<string>()).Distinct().Should().Equal(
            "reported", "classified", "allocated", "investigating", "outcomeReported", "outcomeAccepted",
            "closed");

    [Fact]
    public void shows_a_member_for_each_command_named_as_its_path()
    {
        var whole = life.Last;

        whole.ShouldBe(HttpStatusCode.OK);
        whole.Members.Should().Contain([
            "incidentId", "reference", "version", "status", "kind", "severity", "title", "evidence",
            "details", "verification", "classification", "engagements", "allocation", "awareness",
            "icoAssessments", "icoNotifications", "escalations", "decisions", "dataSubjectNotices",
            "disciplinary", "steps", "remedialActions", "outcomeReports", "closure",
        ]);
        whole["allocation"]!["acceptance"].Should().NotBeNull();
        whole["escalations"]![0]!["acknowledgement"]!["note"]!.GetValue<string>().Should().Be("I call them.");
        whole["remedialActions"]![0]!["completion"]!["outcome"]!.GetValue<string>().Should()
            .Be("All are encrypted.");
        whole["outcomeReports"]![0]!["assessment"]!["satisfied"]!.GetValue<bool>().Should().BeTrue();
        whole["outcomeReports"]![0]!["review"]!["accepted"]!.GetValue<bool>().Should().BeTrue();
        whole["steps"]!.AsArray().Select(step => step!["id"]!.GetValue<string>())
            .Should().Equal("how-3i");
        whole["expertHelp"]![0]!["advice"]!["advice"]!.GetValue<string>().Should()
            .Be("When it is next online.");
        whole["risks"]![0]!["treatment"]!["residual"]!.GetValue<string>().Should().Be("low");
        whole["controls"]![0]!["review"]!["effective"]!.GetValue<bool>().Should().BeTrue();
        whole["peopleInvolved"]![0]!["name"]!.GetValue<string>().Should().Be("Ivy Ashdown");
        whole["title"]!.GetValue<string>().Should().Be("Laptop left on a bus");
        whole["occurredAt"]!.GetValue<string>().Should().Be("2026-03-01T16:30:00Z");
    }

    [Fact]
    public async Task can_be_read_as_it_stood_at_any_version()
    {
        foreach (var step in life.Steps)
        {
            var then = await life.School.OfficeManager.Gets(
                $"{life.Incident.Path}?version={step.Answer.Version}");
            then.Text.Should().Be(step.Whole.Text);
            then.ETag.Should().Be(step.Answer.ETag);
        }
    }

    [Fact]
    public async Task can_be_read_as_it_stood_at_any_instant()
    {
        foreach (var (step, minute) in life.Steps.Select((step, index) => (step, index + 1)))
        {
            var instant = SchoolClock.Monday.AddMinutes(minute).AddSeconds(30).UtcDateTime.ToString("s")
                + "Z";
            var then = await life.School.OfficeManager.Gets($"{life.Incident.Path}?asOf={instant}");
            then.Text.Should().Be(step.Whole.Text);
        }
    }

    [Theory]
    [InlineData("?version=35")]
    [InlineData("?asOf=2026-03-02T08:59:59Z")]
    public async Task is_not_there_before_its_report_nor_at_a_version_it_has_not_reached(string moment) =>
        (await life.School.OfficeManager.Gets(life.Incident.Path + moment)).ShouldBeRefused(404, "not-found");

    [Theory]
    [InlineData("?version=0", "/version")]
    [InlineData("?version=seven", "/version")]
    [InlineData("?asOf=yesterday", "/asOf")]
    [InlineData("?version=7&asOf=2026-03-02T09:00:00Z", "/asOf")]
    [InlineData("?verson=7", "/verson")]
    public async Task is_not_read_by_a_moment_that_makes_no_sense(string moment, string pointer) =>
        (await life.School.OfficeManager.Gets(life.Incident.Path + moment)).ShouldBeWrongAt(pointer);

    [Fact]
    public async Task is_not_sent_again_to_who_has_it()
    {
        var again = await life.School.OfficeManager.Gets(life.Incident.Path, known: life.Last.ETag);

        again.ShouldBe(HttpStatusCode.NotModified);
        again.Body.Should().BeEmpty();
        again.ETag.Should().Be(life.Last.ETag);
        (await life.School.OfficeManager.Gets(life.Incident.Path, known: "\"7\""))
            .ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task tells_its_history_in_order_from_reporting_to_closure()
    {
        var items = await History();

        items.Select(item => item["type"]!.GetValue<string>()).Should().Equal(Course);
        items.Select(item => item["version"]!.GetValue<long>())
            .Should().Equal(Enumerable.Range(1, Course.Length).Select(n => (long)n));
        items.Select(item => item["recordedAt"]!.GetValue<DateTimeOffset>()).Should().Equal(
            Enumerable.Range(0, Course.Length).Select(minute => SchoolClock.Monday.AddMinutes(minute)));
        items[0]["occurredAt"]!.GetValue<string>().Should().Be("2026-03-01T16:30:00Z");
    }

    [Fact]
    public async Task says_of_every_event_who_acted_and_by_which_policy_points()
    {
        var items = await History();

        items.Should().AllSatisfy(item =>
        {
            item["actor"]!["personId"]!.GetValue<Guid>().Should().NotBeEmpty();
            item["policyPoints"]!.AsArray().Should().NotBeEmpty();
        });
        items.Select(item => item["actor"]!["name"]!.GetValue<string>()).Distinct().Should().Equal(
            "Tom Brierley", "Sandra Pike", "Colin Abara", "Ruth Okoro", "Margaret Ellwood");
        OfType(items, "incidentClassified")["actor"]!["roles"]!.AsArray().Single()!.GetValue<string>()
            .Should().Be("officeManager");
        OfType(items, "incidentClassified")["policyPoints"]!.AsArray()
            .Select(point => point!.GetValue<string>())
            .Should().Equal("how-5a", "why-2");
    }

    [Fact]
    public async Task says_of_every_event_what_it_changed()
    {
        var items = await History();
        var changes = OfType(items, "incidentClassified")["changes"]!.AsArray()
            .ToDictionary(
                change => change!["field"]!.GetValue<string>(), change => (change!["from"], change["to"]));

        changes["severity"].Item1.Should().BeNull();
        changes["severity"].Item2!.GetValue<string>().Should().Be("major");
        changes.Should().NotContainKey("kind", "it was a confirmed breach before");
        changes["status"].Item2!.GetValue<string>().Should().Be("classified");
        OfType(items, "remedialActionCompleted")["changes"]!.AsArray().Should().Contain(change =>
            change!["field"]!.GetValue<string>().StartsWith("remedialActions.")
            && change["field"]!.GetValue<string>().EndsWith(".completion.outcome")
            && change["from"] == null && change["to"]!.GetValue<string>() == "All are encrypted.");
        OfType(items, "outcomeReportSubmitted")["data"]!["lessons"]!.GetValue<string>().Should()
            .Be("Encrypt first.");
    }

    [Fact]
    public async Task tells_its_history_in_pages_without_gap_or_repeat()
    {
        var versions = new List<long>();
        var next = "";
        while (next is not null)
        {
            var page = await life.School.Auditor.Gets($"{life.Incident.Path}/history?limit=5{next}");
            page.Items.Count.Should().BeInRange(1, 5);
            versions.AddRange(page.Items.Select(item => item["version"]!.GetValue<long>()));
            next = page["next"] is { } cursor ? $"&cursor={cursor}" : null;
        }

        versions.Should().Equal(Enumerable.Range(1, Course.Length).Select(n => (long)n));
    }

    [Fact]
    public async Task has_a_checklist_on_which_every_step_is_done_or_ruled_out()
    {
        var checklist = await life.School.Auditor.Gets($"{life.Incident.Path}/checklist");
        var states = checklist.Items.ToDictionary(
            item => item["point"]!.GetValue<string>(), item => item["state"]!.GetValue<string>());

        checklist["blocking"]!.AsArray().Should().BeEmpty();
        states.Values.Should().NotContain("open");
        states["how-3a"].Should().Be("done");
        states["how-3i"].Should().Be("ruledOut");
        states["how-3c"].Should().Be("done");
        states["how-6a"].Should().Be("notDue", "it is not critical");
        checklist.Items.Single(
            item => item["point"]!.GetValue<string>() == "how-5a")["version"]!.GetValue<long>()
            .Should().Be(5);
        checklist.Items.Single(
            item => item["point"]!.GetValue<string>() == "how-3i")["reason"]!.GetValue<string>()
            .Should().Be("Not called for.");
    }

    [Fact]
    public async Task had_on_its_checklist_what_stood_in_the_way_of_closing_then()
    {
        var checklist = await life.School.OfficeManager.Gets($"{life.Incident.Path}/checklist?version=5");

        checklist["blocking"]!.AsArray().Select(item => item!["code"]!.GetValue<string>())
            .Should().Equal("ico-not-assessed", "remedial-action-missing", "outcome-not-submitted");
        checklist.Items.Single(
            item => item["point"]!.GetValue<string>() == "how-4c")["state"]!.GetValue<string>()
            .Should().Be("open");
    }

    [Fact]
    public async Task gives_each_part_by_its_location()
    {
        foreach (var step in life.Steps.Where(step => step.Answer.Location is not null))
        {
            var part = await life.School.OfficeManager.Gets(step.Answer.Location!);
            part.ShouldBe(HttpStatusCode.OK);
            part["id"]!.ToString().Should().Be(step.Answer.Id);
            part.Version.Should().Be(step.Answer.Version);
        }
    }

    [Theory]
    [InlineData("evidence/0198c0de-0000-7000-8000-000000000000")]
    [InlineData("outcome-reports/2")]
    [InlineData("decisions/none")]
    public async Task has_no_part_where_there_is_none(string part) =>
        (await life.School.OfficeManager.Gets($"{life.Incident.Path}/{part}"))
            .ShouldBeRefused(404, "not-found");

    private async Task<IReadOnlyList<JsonNode>> History()
    {
        var history = await life.School.OfficeManager.Gets($"{life.Incident.Path}/history");
        history.ShouldBe(HttpStatusCode.OK);
        history["next"].Should().BeNull();

        return history.Items;
    }

    private static JsonNode OfType(IReadOnlyList<JsonNode> items, string type) =>
        items.First(item => item["type"]!.GetValue<string>() == type);
}
