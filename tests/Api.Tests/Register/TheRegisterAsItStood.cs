using System.Net;

namespace Incidents.Api.Tests.Register;

public sealed class TheRegisterAsItStood(School school) : IClassFixture<School>
{
    [Fact]
    public async Task shows_each_incident_as_it_was_then()
    {
        var before = Instant();
        var incident = await Reports("Memory stick lost");
        var reported = Instant();
        (await school.OfficeManager.Classifies(incident, "minor")).ShouldBe(HttpStatusCode.OK);
        var classified = Instant();
        (await school.OfficeManager.Classifies(incident, "major")).ShouldBe(HttpStatusCode.OK);
        (await school.OfficeManager.Corrects(incident, "title", "Memory stick stolen"))
            .ShouldBe(HttpStatusCode.OK);
        var query = $"text={incident.Reference}";

        (await AsOf(before, query)).Items.Should().BeEmpty();
        var then = (await AsOf(reported, query)).Items.Single();
        then["status"]!.GetValue<string>().Should().Be("reported");
        then["title"]!.GetValue<string>().Should().Be("Memory stick lost");
        then["version"]!.GetValue<long>().Should().Be(1);
        (await AsOf(classified, query)).Items.Single()["severity"]!.GetValue<string>().Should().Be("minor");
        var now = (await AsOf(Instant(), query)).Items.Single();
        var today = (await school.OfficeManager.Gets($"/v1/incidents?{query}")).Items.Single().AsObject();
        today.Remove("dueAt");
        now.ToJsonString().Should().Be(today.ToJsonString());
    }

    [Fact]
    public async Task is_filtered_by_what_was_so_then()
    {
        var incident = await Reports("Key card lost");
        (await school.OfficeManager.Classifies(incident, "moderate")).ShouldBe(HttpStatusCode.OK);
        var then = Instant();
        (await school.OfficeManager.Classifies(incident, "major")).ShouldBe(HttpStatusCode.OK);
        (await school.OfficeManager.Corrects(incident, "title", "Door card lost"))
            .ShouldBe(HttpStatusCode.OK);

        (await AsOf(then, "severity=moderate&text=key card")).Items.Should().ContainSingle();
        (await AsOf(then, "severity=major&text=key card")).Items.Should().BeEmpty();
        (await AsOf(then, "text=door card")).Items.Should().BeEmpty();
        (await AsOf(Instant(), "severity=major&text=door card")).Items.Should().ContainSingle();
    }

    [Fact]
    public async Task is_paged_without_gap_or_repeat()
    {
        foreach (var number in Enumerable.Range(1, 7))
            await school.OfficeManager.Classifies(await Reports($"Paged {number}"), "minor");
        var then = Instant();
        foreach (var line in (await AsOf(then, "text=paged")).Items)
            await school.OfficeManager.Classifies(
                new(line["incidentId"]!.GetValue<Guid>(), ""), "moderate");

        var titles = new List<string>();
        var next = "";
        while (next is not null)
        {
            var page = await AsOf(then, $"text=paged&severity=minor&limit=3{next}");
            titles.AddRange(page.Items.Select(line => line["title"]!.GetValue<string>()));
            next = page["next"] is { } cursor ? $"&cursor={cursor}" : null;
        }

        titles.Should().Equal(Enumerable.Range(1, 7).Reverse().Select(number => $"Paged {number}"));
    }

    [Fact]
    public async Task shows_nobody_more_than_today()
    {
        var incident = await school.Teacher.Reports(
            new { title = "Told to the chair", reportTo = "chairOfGovernors" });
        var query = $"text={incident.Reference}";

        (await school.Headteacher.Gets($"/v1/incidents?asOf={Instant()}&{query}")).Items.Should().BeEmpty();
        (await school.Statistician.Gets($"/v1/incidents?asOf={Instant()}&{query}"))
            .Items.Single()["title"]!.ToJsonString().Should().Be("""{"withheld":true}""");
        (await school.Statistician.Gets($"/v1/incidents?asOf={Instant()}&text=Told to")).Items.Should()
            .BeEmpty();
    }

    [Fact]
    public async Task is_not_sorted_by_what_is_found_only_on_the_way() =>
        (await AsOf(Instant(), "sort=severity")).ShouldBeWrongAt("/sort");

    [Fact]
    public async Task is_not_asked_what_was_overdue() =>
        (await AsOf(Instant(), "overdue=true")).ShouldBeWrongAt("/overdue");

    private async Task<ReportedIncident> Reports(string title)
    {
        school.Clock.Advance(TimeSpan.FromMinutes(1));

        return await school.Teacher.Reports(new { title });
    }

    /// <summary>Now; what follows comes later.</summary>
    private string Instant()
    {
        var now = school.Clock.Now;
        school.Clock.Advance(TimeSpan.FromMinutes(1));

        return now;
    }

    private Task<Answer> AsOf(string instant, string query) =>
        school.OfficeManager.Gets($"/v1/incidents?asOf={instant}&{query}");
}
