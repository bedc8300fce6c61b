using System.Net;
using System.Text.Json.Nodes;
using Incidents.Domain;

namespace Incidents.Api.Tests.Changes;

public sealed class TheChangeFeed(School school) : IClassFixture<School>
{
    [Fact]
    public async Task tells_everything_in_one_order_from_any_position()
    {
        var incident = await school.HasInvestigated();
        var end = await school.HasCaughtUp();

        var all = await school.Auditor.Follows(after: 0, until: (int)end);

        all.Select(change => change.Position()).Should().Equal(Enumerable.Range(1, all.Count)
            .Select(position => (long)position));
        all[0].Type().Should().Be("tenantMade");
        all.Where(change => change.IsOf(incident)).Select(change => change.Type()).Should().Equal(
            "incidentReported", "incidentClassified", "investigationAllocated", "allocationAccepted");
        all.Where(change => change.IsOf(incident))
            .Select(change => change["data"]!["version"]!.GetValue<int>()).Should().Equal(1, 2, 3, 4);

        var rest = await school.Auditor.Gets("/v1/changes?after=2&limit=3");
        rest.Items.Select(change => change.Position()).Should().Equal(3, 4, 5);
        rest["next"]!.GetValue<long>().Should().Be(5);
    }

    [Fact]
    public async Task is_thin_and_a_cloud_event()
    {
        var after = await school.HasCaughtUp();
        var incident = await school.Reports();

        var change = (await school.Auditor.Follows(after, until: 1)).Single();

        change.AsObject().Select(member => member.Key).Should().Equal("specversion", "type", "source", "id",
            "subject", "time", "sequence", "datacontenttype", "data");
        change.ToJsonString().Should().Be(new JsonObject
        {
            ["specversion"] = "1.0",
            ["type"] = "incidentReported",
            ["source"] = "/tenants/default",
            ["id"] = incident.Id,
            ["subject"] = incident.Id,
            ["time"] = school.Clock.Now,
            ["sequence"] = $"{after + 1:D19}",
            ["datacontenttype"] = "application/json",
            ["data"] = new JsonObject { ["incidentId"] = incident.Id, ["version"] = 1 },
        }.ToJsonString());
    }

    [Fact]
    public async Task answers_as_soon_as_there_is_something()
    {
        var after = await school.HasCaughtUp();
        var waiting = school.Auditor.Gets($"/v1/changes?after={after}&wait=30");

        var incident = await school.Reports();

        (await waiting).Items.Should().ContainSingle().Which.IsOf(incident).Should().BeTrue();
    }

    [Fact]
    public async Task waits_for_ones_own_write()
    {
        var after = await school.HasCaughtUp();
        var incident = await school.Reports();

        var answer = await school.Auditor.Gets($"/v1/changes?after={after}&waitFor={incident.Id}@1");

        answer.Items.Should().ContainSingle().Which.IsOf(incident).Should().BeTrue();
        (await school.Auditor.Gets($"/v1/changes?after={after}&waitFor={after + 1}")).Items.Should()
            .HaveCount(1);
    }

    [Fact]
    public async Task has_no_more_to_say_at_its_end_than_where_to_go_on()
    {
        var after = await school.HasCaughtUp();

        var answer = await school.Auditor.Gets($"/v1/changes?after={after}");

        answer.ShouldBe(HttpStatusCode.OK);
        answer.Items.Should().BeEmpty();
        answer["next"]!.GetValue<long>().Should().Be(after);
    }

    [Fact]
    public async Task tells_of_looks_with_their_incident_and_without_a_version()
    {
        var incident = await school.HasInvestigated();
        var evidence = await school.LineManager.Uploads(incident, new Form([1, 2, 3]));
        var after = await school.HasCaughtUp();
        (await school.LineManager.Gets($"{evidence.Location}/content")).ShouldBe(HttpStatusCode.OK);

        var look = (await school.Auditor.Follows(after, until: 1)).Single();

        look.Type().Should().Be("evidenceAccessed");
        look.IsOf(incident).Should().BeTrue();
        look["data"]!.AsObject().Select(member => member.Key).Should().Equal("incidentId");
    }

    [Theory]
    [InlineData("after=-1", "/after")]
    [InlineData("after=one", "/after")]
    [InlineData("after=99999999999999999999", "/after")]
    [InlineData("after=9223372036854775807", "/after")]
    [InlineData("wait=31", "/wait")]
    [InlineData("wait=0.5", "/wait")]
    [InlineData("limit=0", "/limit")]
    [InlineData("limit=501", "/limit")]
    [InlineData("position=1", "/position")]
    [InlineData("waitFor=mine", "/waitFor")]
    [InlineData("waitFor=0198c0de-0000-7000-8000-000000000000@", "/waitFor")]
    public async Task says_what_is_wrong_with_a_question(string query, string pointer) =>
        (await school.Auditor.Gets($"/v1/changes?{query}")).ShouldBeWrongAt(pointer);

    [Fact]
    public async Task is_for_auditors_reporting_tools_and_integrations()
    {
        foreach (var member in school.Everybody)
        {
            var answer = await member.Gets("/v1/changes");
            if (member.Roles[0] is Role.Auditor or Role.Reporting or Role.Integration)
                answer.ShouldBe(HttpStatusCode.OK);
            else
                answer.ShouldBeRefused(403, "not-your-duty");
        }
    }

    [Fact]
    public async Task shows_an_integration_what_it_recorded_itself_and_nothing_else()
    {
        var after = await school.HasCaughtUp();
        var incident = await school.MailFilter.Reports(Tales.LostLaptop);
        await school.OfficeManager.Classifies(incident);
        (await school.MailFilter.Posts(incident, "details", new { location = "Bus 7" }))
            .ShouldBe(HttpStatusCode.OK);
        var end = await school.HasCaughtUp();

        var answer = await school.MailFilter.Gets($"/v1/changes?after={after}&limit=500");

        answer.Items.Select(change => change.Type()).Should().Equal("incidentReported", "detailsAdded");
        answer.Items.Should().OnlyContain(change => change.IsOf(incident));
        answer["next"]!.GetValue<long>().Should().Be(end);
        (await school.Statistician.Gets($"/v1/changes?after={after}")).Items
            .Where(change => change.IsOf(incident)).Select(change => change.Type()).Should()
            .Equal("incidentReported", "incidentClassified", "detailsAdded");
    }

    [Fact]
    public async Task tells_nobody_of_an_incident_that_they_are_shut_out_of()
    {
        var involved = await school.Joins("ines.varga", "Ines Varga", Role.Auditor);
        var after = await school.HasCaughtUp();
        var hidden = await school.Teacher.Reports(new
        {
            title = "Files copied",
            peopleInvolved = new[]
            {
                new { name = "Ines Varga", subject = "ines.varga", relation = "involved" },
            },
        });
        var evidence = await school.OfficeManager.Uploads(hidden, new Form([1]));
        (await school.OfficeManager.Gets($"{evidence.Location}/content")).ShouldBe(HttpStatusCode.OK);
        var end = await school.HasCaughtUp();

        var seen = await involved.Gets($"/v1/changes?after={after}");

        seen.Items.Select(change => change.Position()).Should().Equal(end);
        seen.Text.Should().NotContain(hidden.Id.ToString());
        (await school.Auditor.Gets($"/v1/changes?after={after}")).Items
            .Count(change => change.IsOf(hidden)).Should().Be(3);
    }
}
