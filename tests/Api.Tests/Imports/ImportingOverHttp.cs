using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Incidents.Domain;

namespace Incidents.Api.Tests.Imports;

public sealed class ImportingOverHttp(School school) : IClassFixture<School>
{
    private const string Header =
        "paperReference,title,reportedOn,closedOn,outcome,severity,personalDataInvolved,icoNotified,"
        + "icoNotifiedOn,peopleAffected,reportedBy,icoReference,icoReason";

    private static int _books;

    private readonly string _book = $"book-{Interlocked.Increment(ref _books)}";

    [Fact]
    public async Task brings_an_old_incident_in_as_closed_with_the_dates_of_the_paper()
    {
        var import = await Imports(Row(1));

        (import["imported"]!.GetValue<int>(), import["problems"]!.AsArray().Count).Should().Be((1, 0));
        var line = (await Lines()).Should().ContainSingle().Subject!;
        line["status"]!.GetValue<string>().Should().Be("closed");
        line["reportedAt"]!.GetValue<DateTimeOffset>().Should().Be(new(2019, 2, 4, 0, 0, 0, TimeSpan.Zero));
        line["importedAt"]!.GetValue<DateTimeOffset>().Should().Be(school.Clock.GetUtcNow());

        var incident = await school.OfficeManager.Gets($"/v1/incidents/{line["incidentId"]}");
        incident["import"]!["actor"]!["name"]!.GetValue<string>().Should().NotBeEmpty();
        incident["import"]!["paperReference"]!.GetValue<string>().Should().Be($"{_book}/1");
        incident["import"]!["dates"]![0]!.ToJsonString().Should()
            .Be("""{"of":"reported","on":"2019-02-04"}""");
        incident["import"]!["notOnPaper"]!.AsArray().Select(code => code!.GetValue<string>())
            .Should().Equal("data-subjects-not-decided", "remedial-action-missing");
        incident["peopleInvolved"]![0]!["name"]!.GetValue<string>().Should().Be("Ann Other");
        var deadlines = await school.OfficeManager.Gets($"/v1/incidents/{line["incidentId"]}/deadlines");
        deadlines["items"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task shows_it_in_the_registers_that_the_law_asks_for()
    {
        await Imports(Row(1));

        var notified = await school.OfficeManager.Gets("/v1/registers/ico-notifications?limit=500");
        notified["items"]!.AsArray().Should().Contain(line =>
            line!["title"]!.GetValue<string>() == $"{_book} nr 1" && line["sent"]!.GetValue<bool>());
        var breaches = await school.OfficeManager.Gets("/v1/registers/breaches?limit=500");
        breaches["items"]!.AsArray().Should().Contain(
            line => line!["title"]!.GetValue<string>() == $"{_book} nr 1");
    }

    [Fact]
    public async Task counts_as_notified_to_the_ICO_what_the_paper_says_so_of_without_a_date()
    {
        await Imports(Row(1).Replace("05/02/2019", ""));

        var sent = await Register("ico-notifications?sent=true");
        sent["sent"]!.GetValue<bool>().Should().BeTrue();
        sent["icoReference"]!.GetValue<string>().Should().Be("IC-1");
        sent.AsObject().Should().NotContainKeys("sentAt", "lateBySeconds");
        (await Found("ico-notifications?sent=false")).Should().BeEmpty();
        var breach = await Register("breaches");
        breach["reportedToIco"]!.GetValue<bool>().Should().BeTrue();
        breach.AsObject().Should().NotContainKeys("reasonNotReported", "icoNotifiedAt");
    }

    [Fact]
    public async Task says_why_the_ICO_was_not_notified_as_the_paper_does()
    {
        await Imports(Row(1).Replace("yes,yes,05/02/2019", "yes,no,"));

        var breach = await Register("breaches");
        breach["reportedToIco"]!.GetValue<bool>().Should().BeFalse();
        breach["reasonNotReported"]!.GetValue<string>().Should().Be("Many addresses");
    }

    [Fact]
    public async Task sent_again_makes_nothing_new()
    {
        await Imports(Row(1), Row(2));
        var again = await Imports(Row(1), Row(2), Row(3));

        (again["imported"]!.GetValue<int>(), again["alreadyThere"]!.GetValue<int>()).Should().Be((1, 2));
        (await Lines()).Should().HaveCount(3);
    }

    [Fact]
    public async Task sent_twice_at_the_same_moment_makes_each_once()
    {
        string[] rows = [.. Enumerable.Range(1, 20).Select(number => Row(number))];
        var both = await Task.WhenAll(Imports(rows), Imports(rows));

        both.Sum(import => import["imported"]!.GetValue<int>()).Should().Be(20);
        both.Sum(import => import["alreadyThere"]!.GetValue<int>()).Should().Be(20);
        (await Lines()).Should().HaveCount(20);
    }

    [Fact]
    public async Task of_another_under_a_known_reference_leaves_what_is_there_and_says_so()
    {
        await Imports(Row(1));
        var other = await Imports(Row(1).Replace("It was mended", "It was not mended"));

        other["refused"]!.GetValue<int>().Should().Be(1);
        var problem = other["problems"]![0]!.AsObject();
        problem["column"]!.GetValue<string>().Should().Be("paperReference");
        problem.Select(member => member.Key).Should().BeEquivalentTo("row", "column", "message");
    }

    [Fact]
    public async Task dry_says_what_would_happen_and_records_nothing()
    {
        await Imports(Row(1));
        var tried = await Sends(Csv(Row(1), Row(2)), "?dryRun=true");

        tried.StatusCode.Should().Be(HttpStatusCode.OK);
        (tried["rows"]!.GetValue<int>(), tried["alreadyThere"]!.GetValue<int>(),
            tried["wouldImport"]!.GetValue<int>()).Should().Be((2, 1, 1));
        (await Lines()).Should().ContainSingle();
    }

    [Fact]
    public async Task with_something_wrong_imports_nothing_and_names_row_and_column()
    {
        var refused = await Sends(Csv(Row(1), Row(2).Replace("2019-03-01", "2019-01-01")));

        refused.ShouldBeRefused(400, "invalid-request");
        refused["errors"]!.AsObject().Select(error => error.Key).Should().Equal("/rows/3/closedOn");
        (await Lines()).Should().BeEmpty();
    }

    [Fact]
    public async Task is_for_an_administrator_who_is_office_manager_too()
    {
        (await school.Administrator.Sends(HttpMethod.Post, "/v1/imports", Csv(Row(1))))
            .ShouldBeRefused(403, "not-your-duty", "why-1");
        (await school.OfficeManager.Sends(HttpMethod.Post, "/v1/imports", Csv(Row(1))))
            .ShouldBeRefused(403, "not-your-duty");
    }

    [Fact]
    public async Task is_looked_at_before_it_is_asked_whose_duty_it_is()
    {
        var administrator = school.Administrator;

        (await administrator.Posts("/v1/imports")).ShouldBeRefused(415, "unsupported-media-type");
        (await administrator.Sends(HttpMethod.Post, "/v1/imports?dryRun=perhaps", Csv(Row(1))))
            .ShouldBeRefused(400, "invalid-request");
        (await administrator.Sends(HttpMethod.Post, "/v1/imports", Csv(Row(1)), retryKey: "with a space"))
            .ShouldBeRefused(400, "invalid-request");
        (await administrator.Sends(
            HttpMethod.Post, "/v1/imports", Csv(Row(1).Replace("2019-03-01", "never"))))
            .ShouldBeRefused(400, "invalid-request");
    }

    [Fact]
    public async Task under_the_same_idempotency_key_is_answered_again()
    {
        var registrar = await Registrar();
        var first = await registrar.Sends(HttpMethod.Post, "/v1/imports", Csv(Row(1)), retryKey: _book);
        var again = await registrar.Sends(HttpMethod.Post, "/v1/imports", Csv(Row(1)), retryKey: _book);

        again.Text.Should().Be(first.Text);
        (await registrar.Sends(HttpMethod.Post, "/v1/imports", Csv(Row(2)), retryKey: _book))
            .ShouldBeRefused(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task of_what_is_no_csv_is_told_so()
    {
        var registrar = await Registrar();

        (await registrar.Posts("/v1/imports")).ShouldBeRefused(415, "unsupported-media-type");
        (await registrar.Gets($"/v1/imports/{Guid.NewGuid()}")).ShouldBeRefused(404, "not-found");
        (await registrar.Sends(HttpMethod.Post, "/v1/imports", new ByteArrayContent([0xE9, 0x41])
        {
            Headers = { ContentType = new("text/csv") },
        })).ShouldBeRefused(400, "invalid-request");
    }

    private async Task<JsonObject> Imports(params string[] rows)
    {
        var taken = await Sends(Csv(rows));
        taken.StatusCode.Should().Be(HttpStatusCode.Accepted, taken.Text);
        var registrar = await Registrar();

        return JsonNode.Parse((await registrar.SeesFinished(taken)).Text)!.AsObject();
    }

    private async Task<Fixture.Answer> Sends(HttpContent csv, string query = "") =>
        await (await Registrar()).Sends(HttpMethod.Post, $"/v1/imports{query}", csv);

    private Task<Member> Registrar() =>
        school.Joins("the-registrar", "Reg Istrar", Role.Administrator, Role.OfficeManager);

    private async Task<List<JsonNode?>> Lines() =>
        [.. (await school.OfficeManager.Gets($"/v1/incidents?text={_book}"))["items"]!.AsArray()
            .Where(line => line!["title"]!.GetValue<string>()
                .StartsWith($"{_book} ", StringComparison.Ordinal))];

    private async Task<JsonNode> Register(string query) =>
        (await Found(query)).Should().ContainSingle().Subject;

    private async Task<IEnumerable<JsonNode>> Found(string query) =>
        (await school.OfficeManager.Gets(
            $"/v1/registers/{query}{(query.Contains('?') ? '&' : '?')}text={_book}")).Items
            .Where(line => line["title"]!.GetValue<string>()
                .StartsWith($"{_book} ", StringComparison.Ordinal));

    private string Row(int number) =>
        $"{_book}/{number},{_book} nr {number},04/02/2019,2019-03-01,It was mended,major,yes,yes,05/02/2019,"
        + "Ann Other,Rita Reporter,IC-1,Many addresses";

    private static StringContent Csv(params string[] rows) =>
        new(string.Join("\r\n", [Header, .. rows]), Encoding.UTF8, new MediaTypeHeaderValue("text/csv"));
}
