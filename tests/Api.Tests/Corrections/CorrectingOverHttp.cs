using System.Net;
using System.Text.Json.Nodes;

namespace Incidents.Api.Tests.Corrections;

public sealed class CorrectingOverHttp(School school) : IClassFixture<School>
{
    [Fact]
    public async Task shows_what_should_have_been_said_and_keeps_both_in_the_history()
    {
        var incident = await school.Reports();
        (await school.OfficeManager.Classifies(incident)).ShouldBe(HttpStatusCode.OK);
        (await school.Teacher.Corrects(incident, "title", "Laptop left on a tram"))
            .ShouldRecord("recordCorrected");

        var whole = await school.OfficeManager.Gets(incident.Path);
        whole["title"]!.GetValue<string>().Should().Be("Laptop left on a tram");
        whole["corrections"]![0]!["corrects"]!.GetValue<long>().Should().Be(1);
        (await school.Teacher.Gets(incident.Path))["title"]!.GetValue<string>().Should()
            .Be("Laptop left on a tram");
        (await school.OfficeManager.Gets($"{incident.Path}?version=2"))["title"]!.GetValue<string>()
            .Should().Be("Laptop left on a bus");

        var history = await school.Auditor.History(incident);
        history[0]["data"]!["title"]!.GetValue<string>().Should().Be("Laptop left on a bus");
        history[0]["supersededBy"]!.GetValue<long>().Should().Be(3);
        history[0]["corrections"]![0]!.ToJsonString().Should().Be(
            """{"version":3,"field":"title","from":"Laptop left on a bus","to":"Laptop left on a tram"}""");
        Change(history[2], "title").Should().Be(("Laptop left on a bus", "Laptop left on a tram"));
        history[2]["data"]!["reason"]!.GetValue<string>().Should().Be("It was written down wrongly.");
    }

    [Fact]
    public async Task of_a_title_is_followed_by_the_register()
    {
        var incident = await school.Reports();
        (await school.OfficeManager.Corrects(incident, "title", "Tablet left on a ferry"))
            .ShouldBe(HttpStatusCode.OK);

        (await school.OfficeManager.Gets("/v1/incidents?text=on a ferry")).Items.Should().ContainSingle()
            .Which["incidentId"]!.GetValue<Guid>().Should().Be(incident.Id);
    }

    [Fact]
    public async Task of_information_policies_is_followed_by_the_register()
    {
        var incident = await school.Teacher.Reports(new
        {
            title = "A list on the photocopier",
            informationPolicies = new[] { "clear-desk", "email" },
        });
        await school.Teacher.AddsDetails(
            incident, new { informationPolicies = new[] { "suppliers", "clear-desk" } });
        (await school.OfficeManager.Corrects(incident, "informationPolicies", new[] { "data-protection" }))
            .ShouldBe(HttpStatusCode.OK);

        string[] now = ["data-protection", "suppliers", "clear-desk"];
        Names((await school.OfficeManager.Gets($"/v1/incidents?text={incident.Reference}"))
            .Items.Single()["informationPolicies"]!).Should().BeEquivalentTo(now);
        Names((await school.OfficeManager.Gets(incident.Path))["informationPolicies"]!).Distinct().Should()
            .BeEquivalentTo(now);
    }

    [Fact]
    public async Task of_an_instant_moves_what_counts_from_it()
    {
        var incident = await school.HasClassified(personalData: "yes");
        (await school.OfficeManager.EstablishesAwareness(incident, "2026-03-01T09:00:00Z"))
            .ShouldBe(HttpStatusCode.OK);
        (await school.ProtectionOfficer.NotifiesIco(incident, "2026-03-02T08:00:00Z"))
            .ShouldBe(HttpStatusCode.Created);
        (await school.OfficeManager.Corrects(incident, "awareAt", "2026-02-20T09:00:00Z", version: 3))
            .ShouldBe(HttpStatusCode.OK);
        (await school.OfficeManager.Corrects(incident, "sentAt", "2026-03-02T08:30:00Z", version: 4))
            .ShouldBe(HttpStatusCode.OK);

        var whole = await school.OfficeManager.Gets(incident.Path);
        whole["awareness"]!["awareAt"]!.GetValue<string>().Should().Be("2026-02-20T09:00:00Z");
        var notification = whole["icoNotifications"]![0]!;
        notification["sentAt"]!.GetValue<string>().Should().Be("2026-03-02T08:30:00Z");
        notification["lateBySeconds"]!.GetValue<long>().Should().Be(603_000);
        var history = await school.OfficeManager.History(incident);
        Change(history[^1], $"icoNotifications.{notification["id"]}.sentAt").Should()
            .Be(("2026-03-02T08:00:00Z", "2026-03-02T08:30:00Z"));
    }

    [Fact]
    public async Task of_the_people_lets_in_who_was_named_by_mistake()
    {
        var incident = await school.Teacher.Reports(new
        {
            title = "A list went to the wrong class",
            peopleInvolved = new[]
            {
                new { name = "Margaret", subject = school.Headteacher.Subject, relation = "involved" },
            },
        });
        (await school.Headteacher.Gets(incident.Path)).ShouldBe(HttpStatusCode.NotFound);
        (await school.OfficeManager.Corrects(incident, "peopleInvolved",
            new[] { new { name = "Maggie Ellward", relation = "involved" } })).ShouldBe(HttpStatusCode.OK);

        var whole = await school.Headteacher.Gets(incident.Path);
        whole.ShouldBe(HttpStatusCode.OK);
        whole["peopleInvolved"]!.AsArray().Single()!["name"]!.GetValue<string>().Should()
            .Be("Maggie Ellward");
    }

    [Fact]
    public async Task refuses_what_is_no_correction()
    {
        var incident = await school.HasClassified();
        var manager = school.OfficeManager;

        (await manager.Corrects(incident, "severity", "major", version: 2))
            .ShouldBeRefused(409, "not-correctable", "how-3c");
        (await manager.Corrects(incident, "title", "Anything", version: 9))
            .ShouldBeRefused(422, "no-such-version");
        (await school.Headteacher.Corrects(incident, "title", "Anything"))
            .ShouldBeRefused(403, "not-your-duty", "how-3c");
        (await manager.Corrects(incident, "occurredAt", "yesterday")).ShouldBeWrongAt("/value");
        (await manager.Corrects(incident, "title", new[] { "a", "b" })).ShouldBeWrongAt("/value");
        (await manager.Corrects(incident, "title", 7)).ShouldBeWrongAt("/value");
        (await manager.Corrects(incident, "title", " ")).ShouldBeWrongAt("/value");
        (await manager.Corrects(incident, "peopleInvolved", new[] { new { relation = "involved" } }))
            .ShouldBeWrongAt("/value/0/name");
        (await manager.EstablishesAwareness(incident, "2026-03-01T09:00:00Z")).ShouldBe(HttpStatusCode.OK);
        (await manager.Corrects(incident, "awareAt", "2031-01-01T00:00:00Z", version: 3))
            .ShouldBeRefused(409, "awareness-impossible", "how-6c");
    }

    private static (string?, string?) Change(JsonNode item, string field)
    {
        var change = item["changes"]!.AsArray().Single(c => c!["field"]!.GetValue<string>() == field)!;

        return (change["from"]?.GetValue<string>(), change["to"]?.GetValue<string>());
    }

    private static IEnumerable<string> Names(JsonNode list) =>
        list.AsArray().Select(name => name!.GetValue<string>());
}
