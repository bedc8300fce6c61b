using System.Net;
using System.Text.Json.Nodes;
using Incidents.Api.Tests.Life;

namespace Incidents.Api.Tests.History;

public sealed class TheHistoryInEveryForm(ALife life) : IClassFixture<ALife>
{
    private string Path => $"{life.Incident.Path}/history";

    [Theory]
    [InlineData("?format=ndjson", null)]
    [InlineData("", "application/x-ndjson")]
    [InlineData("", "application/json;q=0.4, application/x-ndjson;q=0.9, text/csv;q=0.5")]
    public async Task is_an_item_on_each_line(string query, string? accept)
    {
        var pages = await life.School.OfficeManager.History(life.Incident);
        var answer = await Get(query, accept);

        answer.Content.ContentType!.MediaType.Should().Be("application/x-ndjson");
        answer.ETag.Should().Be(life.Last.ETag);
        answer.Text.Should().EndWith("\n");
        answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!.ToJsonString()).Should()
            .Equal(pages.Select(item => item.ToJsonString()));
    }

    [Theory]
    [InlineData("?format=csv", null)]
    [InlineData("", "text/csv")]
    public async Task is_a_row_for_each_change(string query, string? accept)
    {
        var answer = await Get(query, accept);
        var rows = answer.Text.Split("\r\n");

        answer.Content.ContentType!.MediaType.Should().Be("text/csv");
        answer.Content.ContentDisposition!.DispositionType.Should().Be("attachment");
        rows[0].Should().Be("version,access,type,recordedAt,occurredAt,actorId,actorName,actorRoles,"
            + "onBehalfOfId,onBehalfOfName,causationId,policyPoints,supersededBy,field,from,to");
        rows.Should().ContainSingle(row => row.Contains(",status,reported,classified"))
            .Which.Should().Contain(",Sandra Pike,officeManager,").And.Contain(",how-5a; why-2,");
        rows.Should().Contain(row => row.EndsWith(".completion.outcome,,All are encrypted."));
        answer.Text.Should().NotContain("\"\"\"", "an id is written as it is");
    }

    [Theory]
    [InlineData("?format=html", null)]
    [InlineData("", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")]
    public async Task is_a_page_to_read_and_to_print(string query, string? accept)
    {
        var page = await Get(query, accept);

        page.Content.ContentType!.MediaType.Should().Be("text/html");
        page.Headers.GetValues("Content-Security-Policy").Single().Should().StartWith("default-src 'none'");
        page.Text.Should().Contain("<h1>Timeline</h1>").And.Contain(life.Incident.Reference)
            .And.Contain("Incident classified").And.Contain("Sandra Pike, office manager")
            .And.Contain("All are encrypted.").And.Contain("@media print")
            .And.NotContain("<script").And.NotContain("src=");
    }

    [Fact]
    public async Task is_a_page_in_which_no_text_becomes_markup()
    {
        var incident = await life.School.Teacher.Reports(new { title = "<script>alert('x')</script>" });

        (await life.School.OfficeManager.Gets($"{incident.Path}/history?format=html")).Text.Should()
            .Contain("&lt;script&gt;").And.NotContain("<script");
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("", "*/*")]
    [InlineData("", "image/png")]
    [InlineData("?format=json", "text/csv")]
    public async Task is_a_page_of_json_where_nothing_else_is_asked_for(string query, string? accept) =>
        (await Get(query, accept)).Content.ContentType!.MediaType.Should().Be("application/json");

    [Theory]
    [InlineData("?format=xml", "/format")]
    [InlineData("?format=csv,json", "/format")]
    [InlineData("?cursor=7", "/cursor")]
    [InlineData("?cursor=-1-2", "/cursor")]
    [InlineData("?version=3&asOf=2026-03-02", "/asOf")]
    public async Task is_not_asked_for_in_a_form_that_is_none(string query, string pointer) =>
        (await Get(query, null)).ShouldBeWrongAt(pointer);

    [Fact]
    public async Task ends_where_it_is_asked_to_end()
    {
        var answer = await life.School.OfficeManager.Gets($"{Path}?version=7");

        answer.Items.Should().HaveCount(7);
        answer.ETag.Should().Be("\"7\"");
        (await life.School.OfficeManager.Gets($"{Path}?asOf=2026-03-02T08:00:00Z"))
            .ShouldBeRefused(404, "not-found");
    }

    [Fact]
    public async Task says_which_call_an_event_came_of()
    {
        var history = await life.School.OfficeManager.History(life.Incident);

        history.Select(item => item["causationId"]!.GetValue<Guid>()).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("ndjson")]
    public async Task taken_away_with_what_few_may_read_is_a_look_that_changes_no_version(string format)
    {
        var before = await Exports();
        var version = await life.School.VersionOf(life.Incident);

        (await Get($"?format={format}", null)).ETag.Should().Be($"\"{version}\"");
        await Get("?format=html", null);
        await life.School.Auditor.Gets($"{Path}?format={format}");
        await Get($"?format={format}&version=1", null);

        var look = (await Exports()).Except(before).Should().ContainSingle().Which;
        var item = JsonNode.Parse(look)!;
        item["access"]!.GetValue<bool>().Should().BeTrue();
        item["actor"]!["name"]!.GetValue<string>().Should().Be("Sandra Pike");
        item["data"]!.ToJsonString().Should().Be("""{"classes":["interview","disciplinary"]}""");
        (await life.School.VersionOf(life.Incident)).Should().Be(version);

        async Task<IEnumerable<string>> Exports() =>
            (await life.School.OfficeManager.History(life.Incident))
                .Where(each => each["type"]!.GetValue<string>() == "sealedClassesExported")
                .Select(each => each.ToJsonString());
    }

    [Fact]
    public async Task carries_no_formula_into_a_spreadsheet()
    {
        var incident = await life.School.Teacher.Reports(new { title = "=HYPERLINK(\"http://x\",\"y\")" });

        (await life.School.OfficeManager.Gets($"{incident.Path}/history?format=csv")).Text.Should()
            .Contain("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
    }

    [Fact]
    public async Task withholds_in_every_form_what_its_reader_may_not_read()
    {
        foreach (var format in (string[])["json", "ndjson", "csv", "html"])
        {
            (await life.School.Auditor.Gets($"{Path}?format={format}")).Text.Should()
                .NotContain("Ivy Ashdown").And.Contain("withheld");
            (await life.School.Assistant.Gets($"{Path}?format={format}")).ShouldBeRefused(404, "not-found");
        }
    }

    private Task<Answer> Get(string query, string? accept) =>
        life.School.OfficeManager.Gets(Path + query, accept: accept);
}

public sealed class TheDifferenceOfTwoVersions(ALife life) : IClassFixture<ALife>
{
    [Fact]
    public async Task is_what_changed_between_them()
    {
        var answer = await Get("?from=4&to=5");
        answer.ShouldBe(HttpStatusCode.OK);
        var changes = Changes(answer);

        (answer["from"]!.GetValue<long>(), answer["to"]!.GetValue<long>()).Should().Be((4, 5));
        changes["status"].Should().Be(("reported", "classified"));
        changes["severity"].Should().Be((null, "major"));
        changes.Keys.Should().NotContain("title").And.NotContain("kind");
    }

    [Fact]
    public async Task goes_from_before_the_report_to_now()
    {
        var whole = await Get("?from=0");

        whole["to"]!.GetValue<long>().Should().Be(life.Last.Version);
        whole.ETag.Should().Be(life.Last.ETag);
        Changes(whole)["status"].Should().Be((null, "closed"));
        Changes(whole)["title"].Should().Be((null, "Laptop left on a bus"));
    }

    [Fact]
    public async Task adds_up_what_every_event_between_them_changed()
    {
        var history = await life.School.OfficeManager.History(life.Incident);
        var fields = history.Where(item => item["version"]!.GetValue<long>() > 10)
            .SelectMany(item => item["changes"]!.AsArray())
            .Select(change => change!["field"]!.GetValue<string>());

        (await Get("?from=10"))["changes"]!.AsArray().Select(change => change!["field"]!.GetValue<string>())
            .Should().BeEquivalentTo(fields.Distinct());
    }

    [Theory]
    [InlineData("", "/from")]
    [InlineData("?from=x", "/from")]
    [InlineData("?from=3&to=3", "/to")]
    [InlineData("?from=5&to=3", "/to")]
    public async Task needs_an_earlier_and_a_later_version(string query, string pointer) =>
        (await Get(query)).ShouldBeWrongAt(pointer);

    [Fact]
    public async Task needs_versions_that_are_there()
    {
        (await Get($"?from=3&to={life.Last.Version + 1}")).ShouldBeRefused(404, "not-found");
        (await Get($"?from={life.Last.Version}")).ShouldBeRefused(404, "not-found");
    }

    [Fact]
    public async Task is_for_who_sees_the_incident()
    {
        (await life.School.Assistant.Gets($"{life.Incident.Path}/diff?from=0"))
            .ShouldBeRefused(404, "not-found");
        (await life.School.Auditor.Gets($"{life.Incident.Path}/diff?from=0")).Text.Should()
            .NotContain("Ivy Ashdown");
    }

    private Task<Answer> Get(string query) =>
        life.School.OfficeManager.Gets($"{life.Incident.Path}/diff{query}");

    private static Dictionary<string, (string?, string?)> Changes(Answer answer) =>
        answer["changes"]!.AsArray().ToDictionary(
            change => change!["field"]!.GetValue<string>(),
            change => (change!["from"]?.ToString(), change["to"]?.ToString()));
}
