using System.Net;

namespace Incidents.Api.Tests.Register;

public sealed class TheRegisterOverHttp(TheRegisterOverHttp.ATerm term)
    : IClassFixture<TheRegisterOverHttp.ATerm>
{
    private School School => term.School;

    [Theory]
    [InlineData("", 12)]
    [InlineData("?status=reported", 6)]
    [InlineData("?status=classified,investigating", 6)]
    [InlineData("?severity=critical", 2)]
    [InlineData("?severity=minor,critical", 4)]
    [InlineData("?kind=nearMiss", 6)]
    [InlineData("?kind=nearMiss&severity=minor", 1)]
    [InlineData("?policy=email", 4)]
    [InlineData("?breachType=phishing", 3)]
    [InlineData("?text=number 1", 3)]
    [InlineData("?text=NUMBER 11", 1)]
    [InlineData("?text=100%25", 0)]
    [InlineData("?text=number_1", 0)]
    [InlineData("?reportedFrom=2026-03-02T09:06:00Z", 6)]
    [InlineData("?reportedTo=2026-03-02T09:06:00Z", 6)]
    [InlineData("?reportedFrom=2026-03-02&reportedTo=2026-03-02", 12)]
    [InlineData("?reportedTo=2026-03-01", 0)]
    public async Task shows_what_is_asked_for(string query, int lines)
    {
        var page = await School.OfficeManager.Gets($"/v1/incidents{query}");

        page.ShouldBe(HttpStatusCode.OK);
        page.Items.Should().HaveCount(lines);
        page["next"].Should().BeNull();
    }

    [Fact]
    public async Task shows_what_somebody_investigates()
    {
        var line = (await School.OfficeManager.Gets("/v1/incidents?status=investigating")).Items.Single();
        var investigator = line["investigator"]!.GetValue<Guid>();

        (await School.OfficeManager.Gets($"/v1/incidents?investigator={investigator}")).Items.Should()
            .ContainSingle();
        (await School.LineManager.Gets("/v1/incidents")).Items.Select(item => item["incidentId"]!.ToString())
            .Should().Equal(line["incidentId"]!.ToString());
    }

    [Fact]
    public async Task begins_with_the_latest()
    {
        var page = await School.OfficeManager.Gets("/v1/incidents");

        page.Items.Select(item => item["title"]!.GetValue<string>())
            .Should().Equal(Enumerable.Range(0, 12).Reverse().Select(number => $"Incident number {number}"));
    }

    [Fact]
    public async Task begins_with_the_gravest_when_sorted_by_severity()
    {
        var page = await School.OfficeManager.Gets("/v1/incidents?sort=severity");

        page.Items.Select(item => item["severity"]?.GetValue<string>()).Should().Equal(
            "critical", "critical", "major", "moderate", "minor", "minor", null, null, null, null, null,
            null);
    }

    [Theory]
    [InlineData("sort=reportedAt", 1)]
    [InlineData("sort=reportedAt", 5)]
    [InlineData("sort=severity", 1)]
    [InlineData("sort=severity", 5)]
    [InlineData("sort=severity&kind=nearMiss", 4)]
    public async Task is_paged_through_without_gap_or_repeat(string query, int limit)
    {
        var whole = (await School.OfficeManager.Gets($"/v1/incidents?{query}")).Items.Select(Reference)
            .ToList();
        var paged = new List<string>();
        string? next = null;
        do
        {
            var page = await School.OfficeManager.Gets(
                $"/v1/incidents?{query}&limit={limit}{(next is null ? "" : $"&cursor={next}")}");
            page.Items.Count.Should().BeInRange(1, limit);
            paged.AddRange(page.Items.Select(Reference));
            next = page["next"]?.GetValue<string>();
        }
        while (next is not null);

        paged.Should().Equal(whole);
    }

    [Theory]
    [InlineData("?cursor=nonsense", "/cursor")]
    [InlineData("?cursor=bnVsbA", "/cursor")]
    [InlineData("?cursor=e30", "/cursor")]
    [InlineData("?limit=0", "/limit")]
    [InlineData("?limit=501", "/limit")]
    [InlineData("?status=lost", "/status")]
    [InlineData("?severity=minor,worst", "/severity")]
    [InlineData("?sort=reportedAt,severity", "/sort")]
    [InlineData("?investigator=colin", "/investigator")]
    [InlineData("?reportedFrom=spring", "/reportedFrom")]
    [InlineData("?colour=red", "/colour")]
    [InlineData("?status=reported&status=closed", "/status")]
    public async Task is_not_asked_what_makes_no_sense(string query, string pointer) =>
        (await School.OfficeManager.Gets($"/v1/incidents{query}")).ShouldBeWrongAt(pointer);

    [Fact]
    public async Task shows_each_line_as_the_incident_is()
    {
        var line = (await School.OfficeManager.Gets("/v1/incidents?status=investigating")).Items.Single();
        var incident = await School.OfficeManager.Gets($"/v1/incidents/{line["incidentId"]}");

        foreach (var member in (string[])["incidentId", "reference", "title", "status", "kind", "severity",
            "version", "reportedAt"])
            line[member]!.ToJsonString().Should().Be(incident[member]!.ToJsonString(), member);
    }

    [Fact]
    public async Task shows_a_reporting_tool_the_lines_without_their_titles()
    {
        var page = await School.Statistician.Gets("/v1/incidents");

        page.Items.Should().HaveCount(12);
        page.Text.Should().NotContain("Incident number");
        page.Items[0]["title"]!["withheld"]!.GetValue<bool>().Should().BeTrue();
    }

    [Fact]
    public async Task does_not_let_a_reporting_tool_find_out_a_title_by_searching_for_it() =>
        (await School.Statistician.Gets("/v1/incidents?text=Incident number 7")).Items.Should().BeEmpty();

    [Fact]
    public async Task shows_nothing_to_who_sees_nothing() =>
        (await School.Assistant.Gets("/v1/incidents")).Items.Should().BeEmpty();

    [Fact]
    public async Task shows_reporters_their_own_reports() =>
        (await School.MailFilter.Gets("/v1/incidents")).Items.Should().HaveCount(6);

    private static string Reference(System.Text.Json.Nodes.JsonNode line) =>
        line["reference"]!.GetValue<string>();

    /// <summary>Twelve incidents, a minute after one another: near misses and potential breaches in turn, the
    /// first six of them classified, one of them investigated.</summary>
    public sealed class ATerm(TestCluster cluster) : IAsyncLifetime
    {
        public School School { get; } = new(cluster);

        public async ValueTask InitializeAsync()
        {
            await School.InitializeAsync();
            string[] severities = ["minor", "critical", "moderate", "major", "critical", "minor"];
            for (var number = 0; number < 12; number++)
            {
                var incident = await (number % 2 == 0 ? School.Teacher : School.MailFilter).Reports(new
                {
                    title = $"Incident number {number}",
                    kind = number % 2 == 0 ? "nearMiss" : "potentialBreach",
                    breachType = number % 4 == 0 ? "phishing" : "other",
                    informationPolicies = number % 3 == 0 ? new[] { "email", "suppliers" } : ["suppliers"],
                });
                if (number < severities.Length)
                    (await School.OfficeManager.Classifies(incident, severities[number]))
                        .ShouldBe(HttpStatusCode.OK);
                if (number == 0)
                {
                    await School.OfficeManager.Allocates(incident, to: School.LineManager);
                    await School.LineManager.Accepts(incident);
                }

                School.Clock.Advance(TimeSpan.FromMinutes(1));
            }
        }

        public ValueTask DisposeAsync() => School.DisposeAsync();
    }
}
